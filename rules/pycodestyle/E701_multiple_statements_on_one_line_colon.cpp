// A block on the line of its header: `if x: y`.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/line_tail.h"

namespace whip::rules {
namespace {

// Functions are left to others (pycodestyle's E704): `def f(): ...` is common in overloads and protocols.
constexpr KindSet kHeaders = {
    Kind::if_statement,  Kind::elif_clause,    Kind::else_clause,      Kind::for_statement,   Kind::while_statement, Kind::try_statement,
    Kind::except_clause, Kind::finally_clause, Kind::class_definition, Kind::with_statement, Kind::match_statement, Kind::case_clause,
};

void multiple_statements_on_one_line_colon(const File& file, Node colon, Report& report) {
  if (!kHeaders.contains(colon.parent().kind())) return;
  std::uint32_t next = line_tail(file.text, colon.end());
  // `class Marker: ...` is how stubs and protocols are written.
  if (file.text.substr(next).starts_with("...")) next = line_tail(file.text, next + 3);
  if (ends_line(file.text, next)) return;
  report.at(colon, "Multiple statements on one line (colon)");
}

}  // namespace

extern constexpr Rule E701_multiple_statements_on_one_line_colon{
    .since = "0.1",
    .doc = R"md(
A block behind the colon of its header is easy to miss. PEP 8 asks for a line of its own.

```py bad
if done: return_result()
```
```py good
if done:
    return_result()
```

A lone `...` is accepted.
)md",
    .listens = on_node({Kind::colon}, multiple_statements_on_one_line_colon, Needs::tokens),
};

}  // namespace whip::rules
