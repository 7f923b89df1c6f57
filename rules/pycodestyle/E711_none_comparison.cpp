// `x == None` asks the class of `x`; `x is None` asks what was meant.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/literal_comparison.h"

namespace whip::rules {
namespace {

void none_comparison(const File&, Node comparison, Report& report) {
  const std::vector<LiteralOperand> nones = literal_operands(comparison, {Kind::none});
  for (const LiteralOperand& none : nones) {
    const std::string_view better = none.is_equal() ? "`cond is None`" : "`cond is not None`";
    report.at(none.operand, std::string("Comparison to `None` should be ").append(better))
        .fix(Safety::unsafe, std::string("Replace with ").append(better),
             Edit::replace(comparison.span(), with_identity(comparison, nones)));
  }
}

}  // namespace

extern constexpr Rule E711_none_comparison{
    .since = "0.1",
    .fixable = Fixable::always,
    .doc = R"md(
There is one `None`, so identity is the question: `is None` cannot be overridden, while `==` calls a method of the other operand,
which may answer anything.

```py bad
if name == None:
    name = default()
```
```py good
if name is None:
    name = default()
```

The fix is unsafe: a class with an `__eq__` of its own (arrays, query expressions) may give `== None` another meaning.
)md",
    .listens = on_node({Kind::comparison_operator}, none_comparison, Needs::tree),
};

}  // namespace whip::rules
