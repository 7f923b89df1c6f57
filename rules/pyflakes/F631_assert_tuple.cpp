// `assert (condition, "message")`.

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

void assert_tuple(const File&, Node statement, Report& report) {
  const Node test = without_parentheses(statement[Field::condition]);
  if (!test.is(Kind::tuple) || test.operands().empty()) return;
  report.at(statement, "Assert test is a non-empty tuple, which is always `True`");
}

}  // namespace

extern constexpr Rule F631_assert_tuple{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
A tuple with anything in it counts as true, so the assertion never fails. The parentheses around test and message were not meant.

```py bad
assert (count > 0, "nothing found")
```
```py good
assert count > 0, "nothing found"
```
)md",
    .listens = on_node({Kind::assert_statement}, assert_tuple, Needs::tree),
};

}  // namespace whip::rules
