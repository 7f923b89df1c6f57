// A line of blanks only.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/line_tail.h"
#include "rules/pycodestyle/trailing_blanks.h"

namespace whip::rules {
namespace {

void blank_line_with_whitespace(const File& file, const PhysicalLine& line, Report& report) {
  if (line.span.empty() || trailing_blanks(file.text, line.span) != line.span) return;
  // Inside a string the blanks are part of its value.
  const Safety safety = file.in_triple_quotes(line.span.begin) ? Safety::unsafe : Safety::safe;
  // A continuation before an empty line would be an error, so it goes as well; a backslash that ends a comment is none.
  std::uint32_t begin = line.number == 0 ? 0 : file.lines.line_begin(line.number - 1);
  const bool follows_comment = file.comments.any_inside({begin, line.span.begin});
  begin = follows_comment ? line.span.begin : before_continuations(file.text, line.span.begin);
  report.at(line.span, "Blank line contains whitespace")
      .fix(safety, "Remove whitespace from blank line", Edit::remove({begin, line.span.end}));
}

}  // namespace

extern constexpr Rule W293_blank_line_with_whitespace{
    .since = "0.1",
    .fixable = Fixable::always,
    .doc = R"md(
Blanks on an otherwise empty line are invisible, and make noise in every comparison of two versions.

The fix is unsafe inside a string over several lines, whose value would change.
)md",
    .listens = on_line(blank_line_with_whitespace),
};

}  // namespace whip::rules
