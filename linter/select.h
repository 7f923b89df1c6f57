// Which rules are on: from lists of selectors (`E`, `PLE1`, `F401`, `ALL`) to sets of rules.
//
// Within one layer (a configuration file, the command line) the more specific selector wins, and of two equal ones
// `ignore`. A layer with `select` replaces what earlier layers selected; one without it changes it. All known rules of
// Ruff take part, carried or not, so that the result is Ruff's; what is not carried is then left out of the sets and
// named.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "linter/known_rules.h"
#include "linter/rule.h"
#include "linter/rule_set.h"

namespace whip {

// Who wrote the selectors, and so what an unknown one means.
enum class SelectorSource : std::uint8_t {
  command_line,  // an error, for rules that are not carried too
  native,        // [tool.whip]: an error
  foreign,       // [tool.ruff]: a warning, for their Ruff may be newer than ours
  legacy,        // flake8 and the like: a warning, unless it is only ignored
};

// The selectors of one layer.
struct RuleSelection {
  std::optional<std::vector<std::string>> select;
  std::vector<std::string> ignore;
  std::vector<std::string> extend_select;
  std::optional<std::vector<std::string>> fixable;
  std::vector<std::string> unfixable;
  std::vector<std::string> extend_fixable;
  SelectorSource source = SelectorSource::native;
  std::string origin;  // for messages: "pyproject.toml", "the command line"
};

struct SelectionMode {
  bool preview = false;
  bool explicit_preview_rules = false;
  std::string_view pydocstyle_convention;  // empty, google, numpy or pep257: turns rules off that contradict it
};

struct Selected {
  RuleSet enabled;
  RuleSet fixable;
  std::vector<const KnownRule*> not_carried;  // would be enabled, if we had them
};

class RuleTable {
 public:
  explicit RuleTable(std::span<const RuleEntry> carried);

  std::span<const RuleEntry> carried() const { return carried_; }
  std::optional<RuleId> find(std::string_view code_or_name) const;

  // Layers from the weakest to the strongest. Warnings are whole sentences, appended.
  Result<Selected> select(std::span<const RuleSelection> layers, const SelectionMode& mode,
                          std::vector<std::string>& warnings) const;

  // The rules that the selectors name, whatever their status (per-file-ignores).
  Result<RuleSet> rules_of(std::span<const std::string> selectors, std::string_view setting, SelectorSource source,
                           std::string_view origin, bool preview, std::vector<std::string>& warnings) const;

  // extend-safe-fixes and extend-unsafe-fixes: the more specific selector wins, of two equal ones the unsafe.
  struct SafetyOverrides {
    RuleSet safe;
    RuleSet unsafe;
  };
  Result<SafetyOverrides> safety(std::span<const std::string> safe, std::span<const std::string> unsafe,
                                 SelectorSource source, std::string_view origin, bool preview,
                                 std::vector<std::string>& warnings) const;

 private:
  friend class Selection;
  // A rule that can be selected: first all of known_rules(), then the carried ones that Ruff does not have.
  struct Candidate {
    std::string_view code;
    std::string_view name;
    std::string_view linter;           // prefix: "F", "PL"; "" for pycodestyle
    std::optional<Category> category;  // none for rules of ours
    RuleStatus status = RuleStatus::stable;
    bool by_default = false;
    RuleId carried = RuleId::none;
  };
  // One selector, understood.
  struct Selector {
    enum class Kind : std::uint8_t { all, category, group, linter, prefix, rule };
    // From least to most specific; prefixes count the characters after the linter's own.
    enum Specificity : std::uint8_t { kAll, kCategory, kGroup, kLinter, kPrefix1, kPrefix2, kPrefix3, kPrefix4, kRule };
    Kind kind = Kind::all;
    Category category = Category::correctness;
    std::string_view linter;  // of group: the first of the two linters
    std::string_view other;   // of group: the second
    std::string_view code;    // of prefix and rule: the whole code
    std::uint8_t specificity = 0;
  };
  struct Context {
    std::string_view setting;
    SelectorSource source;
    std::string_view origin;
    bool preview;
    std::vector<std::string>* warnings;
    std::vector<std::string>* not_carried;  // selectors none of whose rules are carried; may be null
  };
  enum class Trouble : std::uint8_t { none, unknown, needs_preview_name, needs_preview_category, removed };

  Trouble parse(std::string_view text, bool preview, Selector& selector) const;
  bool names(const Selector& selector, const Candidate& candidate) const;
  bool names_carried(const Selector& selector) const;
  // Appends what is understood; an Error where the source forbids what is not.
  Done understand(std::span<const std::string> texts, const Context& context, std::vector<Selector>& out) const;

  std::span<const RuleEntry> carried_;
  std::vector<Candidate> candidates_;
  std::vector<std::string_view> linters_;  // prefixes, longest first
};

}  // namespace whip
