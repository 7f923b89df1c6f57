// How layers of selectors add up. The rules are kept as flags over all candidates; see select.h for what wins over
// what.
#include <algorithm>
#include <array>
#include <utility>

#include "linter/select.h"

namespace whip {
namespace {

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text.append(text.empty() ? "" : ", ").append(item);
  return text;
}

void warn(std::vector<std::string>& warnings, std::string text) {
  if (std::find(warnings.begin(), warnings.end(), text) == warnings.end()) warnings.push_back(std::move(text));
}

// What a docstring convention turns off unless it is selected by its full code.
constexpr std::array<std::string_view, 12> kGoogleOff = {"D203", "D204", "D213", "D215", "D400", "D401",
                                                         "D404", "D406", "D407", "D408", "D409", "D413"};
constexpr std::array<std::string_view, 9> kNumpyOff = {"D107", "D203", "D212", "D213", "D402",
                                                       "D413", "D415", "D416", "D417"};
constexpr std::array<std::string_view, 17> kPep257Off = {"D203", "D212", "D213", "D214", "D215", "D404",
                                                         "D405", "D406", "D407", "D408", "D409", "D410",
                                                         "D411", "D413", "D415", "D416", "D417"};

std::span<const std::string_view> off_under(std::string_view convention) {
  if (convention == "google") return kGoogleOff;
  if (convention == "numpy") return kNumpyOff;
  if (convention == "pep257") return kPep257Off;
  return {};
}

// Rules that cannot both be obeyed: the second of each pair stays.
struct Conflict {
  std::string_view dropped;
  std::string_view other;
};
constexpr std::array<Conflict, 2> kConflicts = {{{"D203", "D211"}, {"D213", "D212"}}};

}  // namespace

// The state of a selection while layers are applied, one after another.
class Selection {
 public:
  using Selector = RuleTable::Selector;
  using Candidate = RuleTable::Candidate;

  Selection(const RuleTable& table, const SelectionMode& mode, std::vector<std::string>& warnings)
      : table_(table),
        mode_(mode),
        warnings_(warnings),
        on_(table.candidates_.size()),
        by_code_(on_.size()),
        fixable_(on_.size(), true) {
    for (std::size_t i = 0; i < on_.size(); ++i) {
      const Candidate& rule = table.candidates_[i];
      const bool preview_rule = rule.status == RuleStatus::preview;
      const bool chosen =
          mode.preview && i < known_rules().size() ? *rule.category <= kLastDefaultCategory : rule.by_default;
      on_[i] = chosen && rule.status != RuleStatus::removed &&
               (!preview_rule || (mode.preview && !mode.explicit_preview_rules));
    }
  }

  Done apply(const RuleSelection& layer) {
    Texts texts;
    if (auto done = read(layer, texts); !done) return done;
    const Updates rules = updates(texts.enable, texts.disable, kept_ignores_);
    const Updates fixes = updates(texts.fix, texts.no_fix, kept_unfixables_);
    kept_ignores_.clear();
    kept_unfixables_.clear();
    merge(rules.value, on_, layer.select.has_value());
    if (layer.select.has_value()) std::fill(by_code_.begin(), by_code_.end(), false);
    for (std::size_t i = 0; i < on_.size(); ++i) by_code_[i] = by_code_[i] || rules.by_code[i];
    // `select = []` with an `ignore` selects nothing to take out of: the ignores wait for the next layer.
    const bool selects_nothing = layer.select && layer.select->empty() && layer.extend_select.empty();
    if (selects_nothing) kept_ignores_ = std::move(texts.disable);
    merge(fixes.value, fixable_, layer.fixable.has_value());
    const bool fixes_nothing = layer.fixable && layer.fixable->empty() && layer.extend_fixable.empty();
    if (fixes_nothing) kept_unfixables_ = std::move(texts.no_fix);
    return removed_rules(layer, texts.enable);
  }

  Selected finish() {
    for (const std::string_view code : off_under(mode_.pydocstyle_convention)) {
      const std::size_t i = index(code);
      if (!by_code_[i]) on_[i] = false;
    }
    for (const Conflict& conflict : kConflicts) {
      const std::size_t dropped = index(conflict.dropped);
      if (!on_[dropped] || !on_[index(conflict.other)]) continue;
      on_[dropped] = false;
      if (table_.candidates_[dropped].carried == RuleId::none) continue;
      warn(warnings_, quoted(conflict.dropped) + " and " + quoted(conflict.other) + " contradict each other; " +
                          quoted(conflict.dropped) + " is ignored");
    }
    Selected result;
    for (std::size_t i = 0; i < on_.size(); ++i) {
      const Candidate& rule = table_.candidates_[i];
      if (rule.carried == RuleId::none) {
        if (on_[i]) result.not_carried.push_back(&known_rules()[i]);
        continue;
      }
      if (on_[i]) result.enabled.insert(rule.carried);
      if (fixable_[i]) result.fixable.insert(rule.carried);
    }
    return result;
  }

 private:
  using Flags = std::vector<bool>;
  struct Texts {
    std::vector<Selector> enable, disable, fix, no_fix;
  };
  struct Updates {
    std::vector<std::int8_t> value;  // -1 off, 0 unsaid, 1 on
    Flags by_code;                   // turned on by a selector that is its whole code
  };

  Done read(const RuleSelection& layer, Texts& out) {
    std::vector<std::string> not_carried;
    const auto take = [&](const std::vector<std::string>& texts, std::string_view setting, std::vector<Selector>& to,
                          bool must_carry) {
      return table_.understand(
          texts, {setting, layer.source, layer.origin, mode_.preview, &warnings_, must_carry ? &not_carried : nullptr},
          to);
    };
    const std::vector<std::string> none;
    if (auto done = take(layer.select.value_or(none), "select", out.enable, true); !done) return done;
    if (auto done = take(layer.extend_select, "extend-select", out.enable, true); !done) return done;
    if (auto done = take(layer.ignore, "ignore", out.disable, layer.source != SelectorSource::legacy); !done)
      return done;
    if (auto done = take(layer.fixable.value_or(none), "fixable", out.fix, false); !done) return done;
    if (auto done = take(layer.extend_fixable, "extend-fixable", out.fix, false); !done) return done;
    if (auto done = take(layer.unfixable, "unfixable", out.no_fix, false); !done) return done;
    if (!not_carried.empty())
      warn(warnings_, "rules that whip does not carry yet, named in " + layer.origin + ": " + listed(not_carried));
    return Unit{};
  }

  bool counts(const Selector& selector, const Candidate& rule) const {
    const bool exact = selector.kind == Selector::Kind::rule;
    switch (rule.status) {
      case RuleStatus::stable:
        return true;
      case RuleStatus::preview:
        return mode_.preview && (exact || !mode_.explicit_preview_rules);
      case RuleStatus::removed:
        return exact;
    }
    return false;
  }

  Updates updates(const std::vector<Selector>& add, const std::vector<Selector>& take,
                  const std::vector<Selector>& kept) const {
    Updates result{std::vector<std::int8_t>(on_.size()), Flags(on_.size())};
    const auto mark = [&](const std::vector<Selector>& selectors, std::uint8_t specificity, std::int8_t value) {
      for (const Selector& selector : selectors) {
        if (selector.specificity != specificity) continue;
        for (std::size_t i = 0; i < on_.size(); ++i) {
          const Candidate& rule = table_.candidates_[i];
          if (!table_.names(selector, rule) || !counts(selector, rule)) continue;
          result.value[i] = value;
          if (value > 0 && specificity == Selector::kRule) result.by_code[i] = true;
        }
      }
    };
    for (std::uint8_t specificity = Selector::kAll; specificity <= Selector::kRule; ++specificity) {
      mark(add, specificity, 1);
      mark(take, specificity, -1);
      mark(kept, specificity, -1);
    }
    return result;
  }

  static void merge(const std::vector<std::int8_t>& updates, Flags& flags, bool replace) {
    for (std::size_t i = 0; i < flags.size(); ++i) {
      if (replace) {
        flags[i] = updates[i] > 0;
      } else if (updates[i] != 0) {
        flags[i] = updates[i] > 0;
      }
    }
  }

  // Whoever names a rule that is gone, or one that only preview has, is told.
  Done removed_rules(const RuleSelection& layer, const std::vector<Selector>& enable) {
    for (const Selector& selector : enable) {
      if (selector.kind != Selector::Kind::rule) continue;
      const std::size_t i = index(selector.code);
      const Candidate& rule = table_.candidates_[i];
      if (rule.status == RuleStatus::preview && !mode_.preview) {
        warn(warnings_, "selecting " + quoted(rule.code) + " has no effect: it needs preview mode");
      }
      if (rule.status != RuleStatus::removed) continue;
      on_[i] = false;
      std::string message = "rule " + quoted(rule.code) + " in " + layer.origin + " was removed and cannot be selected";
      if (layer.source == SelectorSource::command_line || layer.source == SelectorSource::native)
        return Error{.code = ErrorCode::configuration, .message = message, .path = {}};
      warn(warnings_, std::move(message));
    }
    return Unit{};
  }

  std::size_t index(std::string_view code) const {
    const auto& all = table_.candidates_;
    return static_cast<std::size_t>(
        std::find_if(all.begin(), all.end(), [&](const Candidate& rule) { return rule.code == code; }) - all.begin());
  }

  const RuleTable& table_;
  SelectionMode mode_;
  std::vector<std::string>& warnings_;
  Flags on_;
  Flags by_code_;
  Flags fixable_;
  std::vector<Selector> kept_ignores_;
  std::vector<Selector> kept_unfixables_;
};

Result<Selected> RuleTable::select(std::span<const RuleSelection> layers, const SelectionMode& mode,
                                   std::vector<std::string>& warnings) const {
  Selection selection(*this, mode, warnings);
  for (const RuleSelection& layer : layers) {
    if (auto done = selection.apply(layer); !done) return done.error();
  }
  return selection.finish();
}

}  // namespace whip
