// `not x in xs` reads better as `x not in xs`.

#include "rules/pycodestyle/negated_comparison.h"

namespace whip::rules {
namespace {

void not_in_test(const File& file, Node negation, Report& report) {
  report_negated_comparison(file, negation, Kind::kw_in, "not in", "Test for membership should be `not in`",
                            "Convert to `not in`", report);
}

}  // namespace

extern constexpr Rule E713_not_in_test{
    .since = "0.1",
    .fixable = Fixable::always,
    .doc = R"md(
`not x in xs` is parsed as `not (x in xs)`, but does not look like it. The operator `not in` says the same and cannot be misread.

```py bad
if not name in names:
    add(name)
```
```py good
if name not in names:
    add(name)
```
)md",
    .listens = on_node({Kind::not_operator}, not_in_test, Needs::tree),
};

}  // namespace whip::rules
