// `a; b`.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/line_tail.h"

namespace whip::rules {
namespace {

void multiple_statements_on_one_line_semicolon(const File& file, Node semicolon, Report& report) {
  if (ends_line(file.text, line_tail(file.text, semicolon.end()))) return;
  report.at(semicolon, "Multiple statements on one line (semicolon)");
}

}  // namespace

extern constexpr Rule E702_multiple_statements_on_one_line_semicolon{
    .since = "0.1",
    .doc = R"md(
A second statement behind a semicolon is easy to miss, and a debugger cannot stop there. PEP 8 asks for a line each.

```py bad
first(); second()
```
```py good
first()
second()
```
)md",
    .listens = on_node({Kind::semicolon}, multiple_statements_on_one_line_semicolon, Needs::tokens),
};

}  // namespace whip::rules
