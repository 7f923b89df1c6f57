// RUF100: comments that silence nothing. What is not our business is left alone: codes of other tools, and codes nobody
// knows.

#include <algorithm>
#include <string>
#include <utility>

#include "linter/known_rules.h"
#include "linter/suppress/remove_comment.h"
#include "linter/suppress/suppress.h"

namespace whip {
namespace {

constexpr std::string_view kUnusedNoqa = "RUF100";
using Codes = std::vector<std::string_view>;

// The codes of one comment, by what is wrong with them.
struct Verdict {
  Codes unused;
  Codes disabled;
  Codes duplicated;
  Codes valid;

  bool has_unused() const { return !unused.empty() || !disabled.empty() || !duplicated.empty(); }
};

void append_reason(std::string& out, std::string_view reason, const Codes& codes) {
  if (codes.empty()) return;
  out.append(out.empty() ? " (" : "; ").append(reason).append(": ");
  for (std::size_t i = 0; i < codes.size(); ++i) out.append(i == 0 ? "`" : ", `").append(codes[i]).append("`");
}

std::string unused_message(std::string_view what, const Verdict& verdict) {
  std::string reasons;
  append_reason(reasons, "unused", verdict.unused);
  append_reason(reasons, "non-enabled", verdict.disabled);
  append_reason(reasons, "duplicated", verdict.duplicated);
  std::string message = "Unused ";
  message.append(what).append(reasons);
  if (!reasons.empty()) message.append(")");
  return message;
}

std::string joined(const Codes& codes) {
  std::string text;
  for (const std::string_view code : codes) text.append(text.empty() ? "" : ", ").append(code);
  return text;
}

bool contains(const Codes& codes, std::string_view code) { return std::ranges::find(codes, code) != codes.end(); }

enum class CodeState : std::uint8_t { enabled, disabled, unknown };

CodeState state_of(std::string_view code, const File& file, const Listeners& listeners) {
  // A rule that was asked for and that we do not have: nobody can tell whether the comment is of use.
  if (std::ranges::binary_search(file.settings.not_carried, code)) return CodeState::unknown;
  if (const std::optional<RuleId> rule = listeners.find(code)) {
    // What such a rule finds depends on other files, which are not known yet.
    if (listeners.entry(*rule).rule->listens.project != nullptr) return CodeState::unknown;
    return listeners.enabled().contains(*rule) ? CodeState::enabled : CodeState::disabled;
  }
  return known_rule(code) != nullptr ? CodeState::disabled : CodeState::unknown;
}

class UnusedReport {
 public:
  UnusedReport(const File& file, const Listeners& listeners, RuleId rule, std::vector<Diagnostic>& out)
      : file_(file), listeners_(listeners), report_(out) {
    report_.speak_for(rule);
  }

  void blanket(const NoqaDirective& directive) {
    report_.at(directive.span, "Unused blanket `noqa` directive")
        .fix(Safety::safe, "Remove unused `noqa` directive", remove_comment(file_, directive.span));
  }

  // `is_used` answers whether a code silenced something.
  template <class Predicate>
  void codes(const NoqaDirective& directive, std::span<const NoqaCode> codes, Predicate&& is_used) {
    Verdict verdict;
    bool silences_this = false;
    Codes seen;
    for (const NoqaCode& named : codes) {
      const std::string_view code = current_code(named.text);
      if (contains(seen, named.text)) {
        verdict.duplicated.push_back(named.text);
        continue;
      }
      seen.push_back(named.text);
      if (code == kUnusedNoqa) {
        silences_this = true;
      } else if (is_used(code) || std::ranges::any_of(file_.settings.external, [&](const std::string& prefix) {
                   return code.starts_with(prefix);
                 })) {
        verdict.valid.push_back(named.text);
      } else {
        sort_out(named.text, code, verdict);
      }
    }
    if (silences_this || !verdict.has_unused()) return;
    const Edit edit = verdict.valid.empty() ? remove_comment(file_, directive.span)
                                            : Edit::replace(directive.span, prefix(directive) + joined(verdict.valid));
    report_.at(directive.span, unused_message("`noqa` directive", verdict))
        .fix(Safety::safe, "Remove unused `noqa` directive", edit);
  }

  // All suppressions of one comment, or of one pair.
  void range(const RangeComments& ranges, std::span<const RangeSuppression> group) {
    const RangeComment& comment = ranges.comments[group.front().comment];
    Verdict verdict;
    for (const RangeSuppression& suppression : group) {
      if (suppression.used) continue;
      const auto codes = ranges.codes_of(comment);
      const auto times = std::ranges::count(codes, suppression.code, [&](Span code) { return file_.slice(code); });
      Verdict sorted;
      sort_out(suppression.code, current_code(suppression.code), sorted);
      if (times > 1 && !sorted.unused.empty()) {
        verdict.duplicated.push_back(suppression.code);
      } else {
        verdict.unused.insert(verdict.unused.end(), sorted.unused.begin(), sorted.unused.end());
        verdict.disabled.insert(verdict.disabled.end(), sorted.disabled.begin(), sorted.disabled.end());
      }
    }
    if (!verdict.has_unused()) return;
    Codes removed = verdict.disabled;
    removed.insert(removed.end(), verdict.unused.begin(), verdict.unused.end());
    std::vector<Edit> edits{remove_codes(ranges, comment, removed)};
    Safety safety = safety_of(comment, edits.front());
    if (group.front().enable != RangeSuppression::kNone) {
      const RangeComment& enable = ranges.comments[group.front().enable];
      edits.push_back(remove_codes(ranges, enable, removed));
      if (safety_of(enable, edits.back()) == Safety::unsafe) safety = Safety::unsafe;
    }
    report_.at(comment.span, unused_message("suppression", verdict))
        .fix(safety, "Remove unused suppression", std::move(edits));
  }

 private:
  // A code that was of no use.
  void sort_out(std::string_view as_written, std::string_view code, Verdict& verdict) const {
    switch (state_of(code, file_, listeners_)) {
      case CodeState::enabled:
        return verdict.unused.push_back(as_written);
      case CodeState::disabled:
        return verdict.disabled.push_back(as_written);
      case CodeState::unknown:
        return;
    }
  }

  std::string prefix(const NoqaDirective& directive) const {
    if (directive.scope == NoqaScope::line) return "# noqa: ";
    const std::string_view written = file_.slice(directive.span);
    for (const std::string_view tool : {"flake8", "whip"}) {
      if (written.find(tool) != std::string_view::npos) return "# " + std::string(tool) + ": noqa: ";
    }
    return "# ruff: noqa: ";
  }

  Edit remove_codes(const RangeComments& ranges, const RangeComment& comment, const Codes& removed) const {
    const std::span<const Span> codes = ranges.codes_of(comment);
    if (codes.size() == 1) return remove_comment(file_, comment.span);
    if (removed.size() == 1) {
      // With its comma: the one behind it, or the one before the last.
      const auto found = std::ranges::find(codes, removed.front(), [&](Span code) { return file_.slice(code); });
      if (found == codes.end()) return remove_comment(file_, comment.span);
      const bool is_last = std::next(found) == codes.end();
      return Edit::remove(is_last ? Span{std::prev(found)->end, found->end}
                                  : Span{found->begin, std::next(found)->begin});
    }
    Codes left;
    for (const Span span : codes) {
      const std::string_view code = file_.slice(span);
      if (!contains(removed, code) && (left.empty() || left.back() != code)) left.push_back(code);
    }
    if (left.empty()) return remove_comment(file_, comment.span);
    return Edit::replace({codes.front().begin, codes.back().end}, joined(left));
  }

  // What stands around a comment that goes may come to mean something else.
  static Safety safety_of(const RangeComment& comment, const Edit& edit) {
    return comment.is_nested() && edit.span.contains(comment.span) ? Safety::unsafe : Safety::safe;
  }

  const File& file_;
  const Listeners& listeners_;
  Report report_;
};

}  // namespace

void Suppressions::report_unused(const File& file, const Listeners& listeners, const RuleSet& found,
                                 std::vector<Diagnostic>& out) const {
  const std::optional<RuleId> rule = listeners.find_enabled(kUnusedNoqa);
  if (!rule) return;
  UnusedReport report(file, listeners, *rule, out);
  std::vector<std::pair<std::uint32_t, RuleId>> matches = matches_;
  std::ranges::sort(matches);
  const auto check = [&](std::uint32_t i) {
    const NoqaDirective& directive = noqa_.directives[i];
    if (directive.all) {
      const auto match = std::ranges::lower_bound(matches, i, {}, &std::pair<std::uint32_t, RuleId>::first);
      if (match == matches.end() || match->first != i) report.blanket(directive);
      return;
    }
    report.codes(directive, noqa_.codes_of(directive), [&](std::string_view code) {
      const std::optional<RuleId> named = listeners.find(code);
      if (!named) return false;
      if (directive.scope == NoqaScope::file) return found.contains(*named);
      return std::ranges::binary_search(matches, std::pair(i, *named));
    });
  };
  if (!silences_file(kUnusedNoqa)) {
    // Comments for lines first.
    for (const NoqaScope scope : {NoqaScope::line, NoqaScope::file}) {
      for (std::uint32_t i = 0; i < noqa_.directives.size(); ++i) {
        if (noqa_.directives[i].scope == scope) check(i);
      }
    }
  }
  const std::vector<RangeSuppression>& all = ranges_.suppressions;
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin + 1;
    while (end < all.size() && all[end].comment == all[begin].comment) ++end;
    report.range(ranges_, std::span(all).subspan(begin, end - begin));
    begin = end;
  }
}

}  // namespace whip
