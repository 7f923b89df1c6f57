// `if (a, b):`.

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

void if_tuple(const File&, Node clause, Report& report) {
  const Node test = without_parentheses(clause[Field::condition]);
  if (!test.is(Kind::tuple) || test.operands().empty()) return;
  report.at(test, "If test is a tuple, which is always `True`");
}

}  // namespace

extern constexpr Rule F634_if_tuple{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
A tuple with anything in it counts as true, so the branch is always taken. An operator between its elements was forgotten.

```py bad
if (found, valid):
    use(found)
```
```py good
if found and valid:
    use(found)
```
)md",
    .listens = on_node({Kind::if_statement, Kind::elif_clause}, if_tuple, Needs::tree),
};

}  // namespace whip::rules
