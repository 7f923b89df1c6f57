#include "linter/select.h"

#include <algorithm>
#include <set>
#include <utility>

namespace whip {
namespace {

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

void warn(std::vector<std::string>& warnings, std::string text) {
  if (std::find(warnings.begin(), warnings.end(), text) == warnings.end()) warnings.push_back(std::move(text));
}

}  // namespace

RuleTable::RuleTable(std::span<const RuleEntry> carried) : carried_(carried) {
  for (const KnownRule& rule : known_rules()) {
    candidates_.push_back({.code = rule.code,
                           .name = rule.name,
                           .linter = known_linters()[rule.linter].prefix,
                           .category = rule.category,
                           .status = rule.status,
                           .by_default = rule.by_default});
  }
  for (std::size_t i = 0; i < std::min(carried.size(), RuleSet::kCapacity); ++i) {
    const RuleEntry& entry = carried[i];
    const auto end = candidates_.begin() + static_cast<std::ptrdiff_t>(known_rules().size());
    auto found = std::lower_bound(candidates_.begin(), end, entry.code,
                                  [](const Candidate& rule, std::string_view code) { return rule.code < code; });
    if (found == end || found->code != entry.code) {
      const std::size_t letters = std::min(entry.code.find_first_of("0123456789"), entry.code.size());
      candidates_.push_back({.code = entry.code,
                             .name = entry.name,
                             .linter = entry.code.substr(0, letters),
                             .status = entry.rule->preview ? RuleStatus::preview : RuleStatus::stable,
                             .by_default = entry.rule->by_default});
      found = candidates_.end() - 1;
    }
    found->carried = static_cast<RuleId>(i);
  }
  for (const Candidate& rule : candidates_) linters_.push_back(rule.linter);
  std::sort(linters_.begin(), linters_.end(),
            [](std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
  linters_.erase(std::unique(linters_.begin(), linters_.end()), linters_.end());
}

std::optional<RuleId> RuleTable::find(std::string_view code_or_name) const {
  for (std::size_t i = 0; i < carried_.size(); ++i) {
    if (carried_[i].code == code_or_name || carried_[i].name == code_or_name) return static_cast<RuleId>(i);
  }
  return std::nullopt;
}

RuleTable::Trouble RuleTable::parse(std::string_view text, bool preview, Selector& selector) const {
  if (text == "ALL") {
    selector = {.kind = Selector::Kind::all, .specificity = Selector::kAll};
    return Trouble::none;
  }
  if (text == "C" || text == "T") {
    selector = {.kind = Selector::Kind::group,
                .linter = text == "C" ? "C4" : "T10",
                .other = text == "C" ? "C90" : "T20",
                .specificity = Selector::kGroup};
    return Trouble::none;
  }
  const std::string_view code = redirect(text).value_or(text);
  for (const std::string_view linter : linters_) {
    if (!code.starts_with(linter)) continue;
    if (!linter.empty() && code.size() == linter.size()) {
      selector = {.kind = Selector::Kind::linter, .linter = linter, .specificity = Selector::kLinter};
      return Trouble::none;
    }
    const Candidate* first = nullptr;
    for (const Candidate& rule : candidates_) {
      if (rule.linter != linter || !rule.code.starts_with(code)) continue;
      if (rule.code == code) {
        selector = {.kind = Selector::Kind::rule, .code = rule.code, .specificity = Selector::kRule};
        return Trouble::none;
      }
      if (first == nullptr) first = &rule;
    }
    if (first == nullptr || code.empty()) break;
    selector = {.kind = Selector::Kind::prefix,
                .linter = linter,
                .code = first->code.substr(0, code.size()),
                .specificity = static_cast<std::uint8_t>(Selector::kLinter +
                                                         std::min<std::size_t>(4, code.size() - linter.size()))};
    return Trouble::none;
  }
  if (const auto by_purpose = category(text)) {
    if (!preview) return Trouble::needs_preview_category;
    selector = {.kind = Selector::Kind::category, .category = *by_purpose, .specificity = Selector::kCategory};
    return Trouble::none;
  }
  for (const Candidate& rule : candidates_) {
    if (rule.name != text) continue;
    if (!preview) return Trouble::needs_preview_name;
    selector = {.kind = Selector::Kind::rule, .code = rule.code, .specificity = Selector::kRule};
    return Trouble::none;
  }
  return text == "PREVIEW" || text == "NURSERY" ? Trouble::removed : Trouble::unknown;
}

bool RuleTable::names(const Selector& selector, const Candidate& candidate) const {
  switch (selector.kind) {
    case Selector::Kind::all:
      return true;
    case Selector::Kind::category:
      return candidate.category == selector.category;
    case Selector::Kind::group:
      return candidate.linter == selector.linter || candidate.linter == selector.other;
    case Selector::Kind::linter:
      return candidate.linter == selector.linter;
    case Selector::Kind::prefix:
      return candidate.linter == selector.linter && candidate.code.starts_with(selector.code);
    case Selector::Kind::rule:
      return candidate.code == selector.code;
  }
  return false;
}

bool RuleTable::names_carried(const Selector& selector) const {
  return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
    return candidate.carried != RuleId::none && names(selector, candidate);
  });
}

Done RuleTable::understand(std::span<const std::string> texts, const Context& context,
                           std::vector<Selector>& out) const {
  for (const std::string& text : texts) {
    Selector selector;
    const Trouble trouble = parse(text, context.preview, selector);
    const std::string place = " in `" + std::string(context.setting) + "` from " + std::string(context.origin);
    const auto refuse = [&](std::string message) -> Done {
      if (context.source == SelectorSource::command_line || context.source == SelectorSource::native)
        return Error{.code = ErrorCode::configuration, .message = message, .path = {}};
      warn(*context.warnings, std::move(message));
      return Unit{};
    };
    std::string problem;
    switch (trouble) {
      case Trouble::none:
        break;
      case Trouble::unknown:
        problem = "unknown rule selector " + quoted(text) + place;
        break;
      case Trouble::removed:
        problem = "the selector " + quoted(text) + place + " no longer exists";
        break;
      case Trouble::needs_preview_name:
        problem = "selector " + quoted(text) + place + ": selecting a rule by its name needs preview mode";
        break;
      case Trouble::needs_preview_category:
        problem = "selector " + quoted(text) + place + ": selecting by category needs preview mode";
        break;
    }
    if (!problem.empty()) {
      if (auto done = refuse(std::move(problem)); !done) return done;
      continue;
    }
    if (const auto target = redirect(text)) warn(*context.warnings, quoted(text) + " is now " + quoted(*target));
    if (context.not_carried != nullptr && !names_carried(selector)) {
      if (context.source == SelectorSource::command_line) {
        return Error{.code = ErrorCode::configuration,
                     .message = quoted(text) + place + " names no rule that whip carries yet",
                     .path = {}};
      }
      context.not_carried->push_back(text);
    }
    out.push_back(selector);
  }
  return Unit{};
}

Result<RuleSet> RuleTable::rules_of(std::span<const std::string> selectors, std::string_view setting,
                                    SelectorSource source, std::string_view origin, bool preview,
                                    std::vector<std::string>& warnings) const {
  std::vector<Selector> understood;
  if (auto done = understand(selectors, {setting, source, origin, preview, &warnings, nullptr}, understood); !done)
    return done.error();
  RuleSet rules;
  for (const Selector& selector : understood) {
    for (const Candidate& rule : candidates_) {
      if (rule.carried != RuleId::none && names(selector, rule)) rules.insert(rule.carried);
    }
  }
  return rules;
}

Result<RuleTable::SafetyOverrides> RuleTable::safety(std::span<const std::string> safe,
                                                     std::span<const std::string> unsafe, SelectorSource source,
                                                     std::string_view origin, bool preview,
                                                     std::vector<std::string>& warnings) const {
  std::vector<Selector> to_safe;
  std::vector<Selector> to_unsafe;
  if (auto done = understand(safe, {"extend-safe-fixes", source, origin, preview, &warnings, nullptr}, to_safe); !done)
    return done.error();
  if (auto done = understand(unsafe, {"extend-unsafe-fixes", source, origin, preview, &warnings, nullptr}, to_unsafe);
      !done) {
    return done.error();
  }
  SafetyOverrides result;
  const auto move = [&](const std::vector<Selector>& selectors, std::uint8_t specificity, RuleSet& into,
                        RuleSet& out_of) {
    for (const Selector& selector : selectors) {
      if (selector.specificity != specificity) continue;
      for (const Candidate& rule : candidates_) {
        const bool counts = rule.status == RuleStatus::stable || (rule.status == RuleStatus::preview && preview);
        if (!counts || rule.carried == RuleId::none || !names(selector, rule)) continue;
        into.insert(rule.carried);
        out_of.erase(rule.carried);
      }
    }
  };
  for (std::uint8_t specificity = Selector::kAll; specificity <= Selector::kRule; ++specificity) {
    move(to_safe, specificity, result.safe, result.unsafe);
    move(to_unsafe, specificity, result.unsafe, result.safe);
  }
  return result;
}

}  // namespace whip
