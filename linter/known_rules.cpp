#include "linter/known_rules.h"

#include <algorithm>
#include <array>
#include <utility>

namespace whip {
namespace {

using Redirect = std::pair<std::string_view, std::string_view>;

// Selectors of former days, sorted; what they stand for is what the peer's warnings say.
constexpr Redirect kRedirects[] = {
    {"C9", "C90"},
    {"I2", "TID2"},
    {"I25", "TID25"},
    {"I252", "TID252"},
    {"IC", "ICN"},
    {"IC0", "ICN0"},
    {"IC00", "ICN00"},
    {"IC001", "ICN001"},
    {"IC002", "ICN001"},
    {"IC003", "ICN001"},
    {"IC004", "ICN001"},
    {"M", "RUF100"},
    {"M0", "RUF100"},
    {"M001", "RUF100"},
    {"PDV", "PD"},
    {"PDV0", "PD0"},
    {"PDV002", "PD002"},
    {"PDV003", "PD003"},
    {"PDV004", "PD004"},
    {"PDV007", "PD007"},
    {"PDV008", "PD008"},
    {"PDV009", "PD009"},
    {"PDV01", "PD01"},
    {"PDV010", "PD010"},
    {"PDV011", "PD011"},
    {"PDV012", "PD012"},
    {"PDV013", "PD013"},
    {"PDV015", "PD015"},
    {"PDV9", "PD9"},
    {"PDV90", "PD90"},
    {"PDV901", "PD901"},
    {"PGH001", "S307"},
    {"PGH002", "G010"},
    {"PIE802", "C419"},
    {"PLR1701", "SIM101"},
    {"PLW0117", "PLW0177"},
    {"PLW0130", "B033"},
    {"R", "RET"},
    {"R5", "RET5"},
    {"R50", "RET50"},
    {"R501", "RET501"},
    {"R502", "RET502"},
    {"R503", "RET503"},
    {"R504", "RET504"},
    {"R505", "RET505"},
    {"R506", "RET506"},
    {"R507", "RET507"},
    {"R508", "RET508"},
    {"RUF004", "B026"},
    {"RUF011", "B035"},
    {"RUF025", "C420"},
    {"RUF035", "S704"},
    {"SIM111", "SIM110"},
    {"T001", "FIX001"},
    {"T002", "FIX002"},
    {"T003", "FIX003"},
    {"T004", "FIX004"},
    {"T1", "T10"},
    {"T2", "T20"},
    {"TCH", "TC"},
    {"TCH001", "TC001"},
    {"TCH002", "TC002"},
    {"TCH003", "TC003"},
    {"TCH004", "TC004"},
    {"TCH005", "TC005"},
    {"TCH006", "TC010"},
    {"TCH010", "TC010"},
    {"TRIO", "ASYNC1"},
    {"TRIO1", "ASYNC1"},
    {"TRIO10", "ASYNC10"},
    {"TRIO100", "ASYNC100"},
    {"TRIO105", "ASYNC105"},
    {"TRIO109", "ASYNC109"},
    {"TRIO11", "ASYNC11"},
    {"TRIO110", "ASYNC110"},
    {"TRIO115", "ASYNC115"},
    {"TRY200", "B904"},
    {"TRY302", "TRY203"},
    {"TYP", "TC"},
    {"TYP001", "TC001"},
    {"U", "UP"},
    {"U0", "UP0"},
    {"U00", "UP00"},
    {"U001", "UP001"},
    {"U003", "UP003"},
    {"U004", "UP004"},
    {"U005", "UP005"},
    {"U006", "UP006"},
    {"U007", "UP007"},
    {"U008", "UP008"},
    {"U009", "UP009"},
    {"U01", "UP01"},
    {"U010", "UP010"},
    {"U011", "UP011"},
    {"U012", "UP012"},
    {"U013", "UP013"},
    {"U014", "UP014"},
    {"U015", "UP015"},
    {"U017", "UP017"},
    {"U019", "UP019"},
};

constexpr std::array<std::string_view, 9> kCategories = {"correctness", "suspicious", "complexity",
                                                         "performance", "style",      "pedantic",
                                                         "security",    "formatting", "restriction"};

}  // namespace

std::optional<Category> category(std::string_view name) {
  const auto* found = std::find(kCategories.begin(), kCategories.end(), name);
  if (found == kCategories.end()) return std::nullopt;
  return static_cast<Category>(found - kCategories.begin());
}

const KnownRule* known_rule(std::string_view code) {
  const std::span<const KnownRule> rules = known_rules();
  const auto found = std::ranges::lower_bound(rules, code, {}, &KnownRule::code);
  return found != rules.end() && found->code == code ? &*found : nullptr;
}

std::optional<std::string_view> redirect(std::string_view selector) {
  const auto* found = std::ranges::lower_bound(kRedirects, selector, {}, &Redirect::first);
  if (found == std::end(kRedirects) || found->first != selector) return std::nullopt;
  return found->second;
}

}  // namespace whip
