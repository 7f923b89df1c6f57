// `not x is y` reads better as `x is not y`.

#include "rules/pycodestyle/negated_comparison.h"

namespace whip::rules {
namespace {

void not_is_test(const File& file, Node negation, Report& report) {
  report_negated_comparison(file, negation, Kind::kw_is, "is not", "Test for object identity should be `is not`",
                            "Convert to `is not`", report);
}

}  // namespace

extern constexpr Rule E714_not_is_test{
    .since = "0.1",
    .fixable = Fixable::always,
    .doc = R"md(
`not x is y` is parsed as `not (x is y)`, but does not look like it. The operator `is not` says the same and cannot be misread.

```py bad
if not value is other:
    replace(value)
```
```py good
if value is not other:
    replace(value)
```
)md",
    .listens = on_node({Kind::not_operator}, not_is_test, Needs::tree),
};

}  // namespace whip::rules
