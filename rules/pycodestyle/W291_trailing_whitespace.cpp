// Blanks behind the code of a line.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/trailing_blanks.h"

namespace whip::rules {
namespace {

void trailing_whitespace(const File& file, const PhysicalLine& line, Report& report) {
  const Span blanks = trailing_blanks(file.text, line.span);
  if (blanks.empty() || blanks == line.span) return;  // a line of blanks only is W293's
  // Inside a string the blanks are part of its value.
  const Safety safety = file.in_triple_quotes(blanks.begin) ? Safety::unsafe : Safety::safe;
  report.at(blanks, "Trailing whitespace").fix(safety, "Remove trailing whitespace", Edit::remove(blanks));
}

}  // namespace

extern constexpr Rule W291_trailing_whitespace{
    .since = "0.1",
    .fixable = Fixable::always,
    .doc = R"md(
Blanks at the end of a line are invisible, and make noise in every comparison of two versions.

```py bad
x = 1␠
```
```py good
x = 1
```

(`␠` stands for a blank.) The fix is unsafe inside a string over several lines, whose value would change.
)md",
    .listens = on_line(trailing_whitespace),
};

}  // namespace whip::rules
