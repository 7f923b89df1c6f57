// `"%(name)s" % (1, 2)`.

#include "rules/pyflakes/percent_operation.h"

namespace whip::rules {
namespace {

void percent_format_expected_mapping(const File&, Node operation, Report& report) {
  const std::optional<PercentOperation> found = sound_percent_operation(operation);
  if (!found || found->format.keys.empty()) return;
  if (!found->has_values({Kind::list, Kind::tuple, Kind::set, Kind::list_comprehension, Kind::set_comprehension,
                          Kind::generator_expression})) {
    return;
  }
  report.at(operation, "`%`-format string expected mapping but got sequence");
}

}  // namespace

extern constexpr Rule F502_percent_format_expected_mapping{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
Placeholders with names take their values from a mapping. A tuple or list fails when the line runs.

```py bad
"%(first)s %(last)s" % ("Ada", "Lovelace")
```
```py good
"%(first)s %(last)s" % {"first": "Ada", "last": "Lovelace"}
```
)md",
    .listens = on_node({Kind::binary_operator}, percent_format_expected_mapping, Needs::tree),
};

}  // namespace whip::rules
