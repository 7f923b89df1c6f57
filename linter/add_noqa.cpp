#include "linter/add_noqa.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/text/blank.h"

namespace whip {
namespace {

// A code that a line (or a comment, for the line below it) has to name.
struct Wanted {
  std::uint32_t line;     // 0-based: the line that changes
  std::uint32_t comment;  // offset of the comment on it that gets the code; UINT32_MAX: there is none
  std::string_view code;
  auto operator<=>(const Wanted&) const = default;
};

class Writer {
 public:
  Writer(const FileInput& input, const Listeners& listeners, Bench& bench, AddedComment kind, std::string_view reason)
      : text_(input.text), listeners_(listeners), bench_(bench), kind_(kind), reason_(reason) {
    map_.read(text_, bench.tree, bench.lines);
  }

  void want(const Diagnostic& diagnostic) {
    const std::string_view code = listeners_.entry(diagnostic.rule).code;
    const std::uint32_t place = map_.resolve(diagnostic.span.begin);
    Wanted wanted{bench_.lines.line_of(place), UINT32_MAX, code};
    if (kind_ == AddedComment::noqa) {
      const NoqaDirective* directive = bench_.suppressions.line_directive(diagnostic.span.begin);
      if (directive != nullptr) {
        wanted.comment = directive->span.begin;
        add_existing(wanted, bench_.suppressions.noqa().codes_of(*directive));
      }
    } else if (const RangeComment* comment = ignore_for(diagnostic)) {
      wanted.line = bench_.lines.line_of(comment->span.begin);
      wanted.comment = comment->span.begin;
      add_existing(wanted, bench_.suppressions.ranges().codes_of(*comment));
    }
    wanted_.push_back(wanted);
  }

  AddedComments write() {
    std::ranges::sort(wanted_);
    const auto [first, last] = std::ranges::unique(wanted_);
    wanted_.erase(first, last);
    AddedComments result;
    std::vector<Edit> edits;
    for (std::size_t begin = 0; begin < wanted_.size();) {
      std::size_t end = begin + 1;
      while (end < wanted_.size() && wanted_[end].line == wanted_[begin].line &&
             wanted_[end].comment == wanted_[begin].comment) {
        ++end;
      }
      Edit edit = edit_for(std::span(wanted_).subspan(begin, end - begin));
      // One comment more or less on a line that changes already waits for another run.
      if (edits.empty() || edits.back().span.end <= edit.span.begin) edits.push_back(std::move(edit));
      begin = end;
    }
    result.count = static_cast<std::uint32_t>(edits.size());
    result.text = apply_edits(text_, edits);
    return result;
  }

 private:
  void add_existing(Wanted wanted, std::span<const NoqaCode> codes) {
    for (const NoqaCode& code : codes) {
      wanted.code = code.text;
      wanted_.push_back(wanted);
    }
  }
  void add_existing(Wanted wanted, std::span<const Span> codes) {
    for (const Span code : codes) {
      wanted.code = text_.substr(code.begin, code.size());
      wanted_.push_back(wanted);
    }
  }

  const RangeComment* ignore_for(const Diagnostic& diagnostic) const {
    const RangeComments& ranges = bench_.suppressions.ranges();
    for (const RangeSuppression& suppression : ranges.suppressions) {
      const RangeComment& comment = ranges.comments[suppression.comment];
      if (comment.action == RangeAction::ignore && ranges.covers(suppression, diagnostic.span, diagnostic.parent))
        return &comment;
    }
    return nullptr;
  }

  std::string opening(std::uint32_t comment) const {
    if (kind_ == AddedComment::noqa) return "# noqa: ";
    // Whoever writes `whip:` keeps it.
    const bool is_ours =
        comment != UINT32_MAX &&
        text_.substr(skip_blanks(text_, comment + 1, static_cast<std::uint32_t>(text_.size()))).starts_with("whip");
    return is_ours ? "# whip: ignore[" : "# ruff: ignore[";
  }

  Edit edit_for(std::span<const Wanted> codes) const {
    const Wanted& place = codes.front();
    const Span line = bench_.lines.line_content(place.line, text_);
    const bool exists = place.comment != UINT32_MAX;
    std::uint32_t begin = skip_blanks_back(text_, exists ? place.comment : line.end, line.begin);
    std::string comment;
    if (begin > line.begin) {
      comment = "  ";
    } else if (exists) {
      begin = place.comment;  // on a line of its own, its indentation stays
    }
    comment.append(opening(place.comment));
    for (std::size_t i = 0; i < codes.size(); ++i) comment.append(i == 0 ? "" : ", ").append(codes[i].code);
    if (kind_ == AddedComment::ignore) comment.append("]");
    if (!reason_.empty()) comment.append(" ").append(reason_);
    comment.append(to_string(line_ending(text_)));
    return Edit::replace({begin, bench_.lines.line_begin(place.line + 1)}, comment);
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
  AddedComments result = writer.write();
  result.warnings = std::move(found.warnings);
  return result;
}

}  // namespace whip
