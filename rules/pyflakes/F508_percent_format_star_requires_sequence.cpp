// `"%*s" % {"a": 1}`.

#include "rules/pyflakes/percent_operation.h"

namespace whip::rules {
namespace {

void percent_format_star_requires_sequence(const File&, Node operation, Report& report) {
  const std::optional<PercentOperation> found = sound_percent_operation(operation);
  if (!found || !found->format.has_star) return;
  if (!found->has_values({Kind::dictionary, Kind::dictionary_comprehension})) return;
  report.at(operation, "`%`-format string `*` specifier requires sequence");
}

}  // namespace

extern constexpr Rule F508_percent_format_star_requires_sequence{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
A width or precision given as `*` is taken from a tuple of values. With a mapping the line fails when it runs.

```py bad
"%(n).*f" % {"n": 1.5}
```
```py good
"%.*f" % (2, 1.5)
```
)md",
    .listens = on_node({Kind::binary_operator}, percent_format_star_requires_sequence, Needs::tree),
};

}  // namespace whip::rules
