// `"%(a)s %s" % values`.

#include "rules/pyflakes/percent_operation.h"

namespace whip::rules {
namespace {

void percent_format_mixed_positional_and_named(const File&, Node operation, Report& report) {
  const std::optional<PercentOperation> found = sound_percent_operation(operation);
  if (!found || found->format.positional == 0 || found->format.keys.empty()) return;
  report.at(operation, "`%`-format string has mixed positional and named placeholders");
}

}  // namespace

extern constexpr Rule F506_percent_format_mixed_positional_and_named{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
Placeholders with names want a mapping, those without a tuple; no value is both, so the line fails when it runs.

```py bad
"%s, %(name)s" % ("Hello", {"name": "Ada"})
```
```py good
"%s, %s" % ("Hello", "Ada")
```
)md",
    .listens = on_node({Kind::binary_operator}, percent_format_mixed_positional_and_named, Needs::tree),
};

}  // namespace whip::rules
