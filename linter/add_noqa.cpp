#include "linter/add_noqa.h"

#include <algorithm>
#include <utility>

#include "core/text/blank.h"

namespace whip {
namespace {

// A code that a line has to name, and the comment on it that could.
struct Wanted {
  std::uint32_t line;  // 0-based: the line that changes
  std::string_view code;
  const NoqaDirective* noqa = nullptr;
  const RangeComment* ignore = nullptr;
};

class Writer {
 public:
  Writer(const FileInput& input, const Listeners& listeners, Bench& bench, AddedComment kind, std::string_view reason)
      : text_(input.text), listeners_(listeners), bench_(bench), kind_(kind), reason_(reason) {
    map_.read(text_, bench.tree, bench.lines);
  }

  void want(const Diagnostic& diagnostic) {
    const std::uint32_t place = map_.resolve(diagnostic.span.begin);
    Wanted wanted{.line = bench_.lines.line_of(place), .code = listeners_.entry(diagnostic.rule).code};
    if (kind_ == AddedComment::noqa) {
      wanted.noqa = bench_.suppressions.line_directive(diagnostic.span.begin);
    } else {
      wanted.ignore = ignore_for(diagnostic);
      if (wanted.ignore != nullptr) wanted.line = bench_.lines.line_of(wanted.ignore->span.begin);
    }
    wanted_.push_back(wanted);
  }

  std::vector<Edit> edits() {
    std::ranges::stable_sort(wanted_, {}, &Wanted::line);
    std::vector<Edit> edits;
    for (std::size_t begin = 0; begin < wanted_.size();) {
      std::size_t end = begin + 1;
      while (end < wanted_.size() && wanted_[end].line == wanted_[begin].line) ++end;
      edits.push_back(edit_for(std::span(wanted_).subspan(begin, end - begin)));
      begin = end;
    }
    return edits;
  }

 private:
  const RangeComment* ignore_for(const Diagnostic& diagnostic) const {
    const RangeComments& ranges = bench_.suppressions.ranges();
    for (const RangeSuppression& suppression : ranges.suppressions) {
      const RangeComment& comment = ranges.comments[suppression.comment];
      if (comment.action == RangeAction::ignore && ranges.covers(suppression, diagnostic.span, diagnostic.parent))
        return &comment;
    }
    return nullptr;
  }

  // The codes that the line is to name, those of its comment among them: sorted, each once.
  std::vector<std::string_view> codes_of(std::span<const Wanted> line) const {
    std::vector<std::string_view> codes;
    for (const Wanted& wanted : line) codes.push_back(wanted.code);
    if (line.front().noqa != nullptr) {
      for (const NoqaCode& code : bench_.suppressions.noqa().codes_of(*line.front().noqa)) codes.push_back(code.text);
    }
    if (line.front().ignore != nullptr) {
      for (const Span code : bench_.suppressions.ranges().codes_of(*line.front().ignore)) {
        codes.push_back(text_.substr(code.begin, code.size()));
      }
    }
    std::ranges::sort(codes);
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
  }

  // Whoever writes `whip:` keeps it.
  std::string_view opening(const RangeComment* existing) const {
    if (kind_ == AddedComment::noqa) return "# noqa: ";
    if (existing == nullptr) return "# ruff: ignore[";
    const std::uint32_t word = skip_blanks(text_, existing->span.begin + 1, existing->span.end);
    return text_.substr(word).starts_with("whip") ? "# whip: ignore[" : "# ruff: ignore[";
  }

  // All findings of a line, in order; what the first could be added to gets the codes of all.
  Edit edit_for(std::span<const Wanted> wanted) const {
    const Wanted& first = wanted.front();
    const Span line = bench_.lines.line_content(first.line, text_);
    const std::uint32_t existing = first.noqa != nullptr     ? first.noqa->span.begin
                                   : first.ignore != nullptr ? first.ignore->span.begin
                                                             : line.end;
    std::uint32_t begin = skip_blanks_back(text_, existing, line.begin);
    std::string comment;
    if (begin > line.begin) {
      comment = "  ";
    } else if (existing != line.end) {
      begin = existing;  // on a line of its own, its indentation stays
    }
    comment.append(opening(first.ignore));
    const std::vector<std::string_view> codes = codes_of(wanted);
    for (std::size_t i = 0; i < codes.size(); ++i) comment.append(i == 0 ? "" : ", ").append(codes[i]);
    if (kind_ == AddedComment::ignore) comment.append("]");
    if (!reason_.empty()) comment.append(" ").append(reason_);
    comment.append(to_string(line_ending(text_)));
    return Edit::replace({begin, bench_.lines.line_begin(first.line + 1)}, comment);
  }

  std::string_view text_;
  const Listeners& listeners_;
  Bench& bench_;
  AddedComment kind_;
  std::string_view reason_;
  LineMap map_;
  std::vector<Wanted> wanted_;
};

}  // namespace

AddedComments add_comments(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench,
                           AddedComment kind, std::string_view reason) {
  LintResult found = lint(input, settings, listeners, bench, Noqa::ignored);
  Writer writer(input, listeners, bench, kind, reason);
  for (const Diagnostic& diagnostic : found.diagnostics) {
    if (diagnostic.rule == RuleId::invalid_syntax || bench.suppressions.silences(diagnostic, listeners)) continue;
    writer.want(diagnostic);
  }
  const std::vector<Edit> edits = writer.edits();
  return {.text = apply_edits(input.text, edits),
          .count = static_cast<std::uint32_t>(edits.size()),
          .warnings = std::move(found.warnings)};
}

Edit silencing_edit(const FileInput& input, const Listeners& listeners, Bench& bench, const Diagnostic& finding) {
  Writer writer(input, listeners, bench, AddedComment::noqa, {});
  writer.want(finding);
  return std::move(writer.edits().front());
}

}  // namespace whip
