// `print >> stream, x`.

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

void invalid_print_syntax(const File& file, Node operation, Report& report) {
  if (!operation[Field::operator_].is(Kind::rshift)) return;
  const Node left = without_parentheses(operation[Field::left]);
  if (!file.names.is_builtin(left, "print")) return;
  report.at(left, "Use of `>>` is invalid with `print` function");
}

}  // namespace

extern constexpr Rule F633_invalid_print_syntax{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
In Python 2 `print >> stream, x` wrote to a stream. In Python 3 it shifts the function `print`, which fails.

```py bad
import sys
print >> sys.stderr, "failed"
```
```py good
import sys
print("failed", file=sys.stderr)
```
)md",
    .listens = on_node({Kind::binary_operator}, invalid_print_syntax),
};

}  // namespace whip::rules
