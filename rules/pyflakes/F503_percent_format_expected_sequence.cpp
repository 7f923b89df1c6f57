// `"%s %s" % {"a": 1}`.

#include "rules/pyflakes/percent_operation.h"

namespace whip::rules {
namespace {

void percent_format_expected_sequence(const File&, Node operation, Report& report) {
  const std::optional<PercentOperation> found = sound_percent_operation(operation);
  if (!found || found->format.positional <= 1) return;
  if (!found->has_values({Kind::dictionary, Kind::dictionary_comprehension})) return;
  report.at(operation, "`%`-format string expected sequence but got mapping");
}

}  // namespace

extern constexpr Rule F503_percent_format_expected_sequence{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
Several placeholders without names take their values from a tuple. A dictionary is one value, so the line fails when it runs.

```py bad
"%s %s" % {"first": "Ada", "last": "Lovelace"}
```
```py good
"%s %s" % ("Ada", "Lovelace")
```
)md",
    .listens = on_node({Kind::binary_operator}, percent_format_expected_sequence, Needs::tree),
};

}  // namespace whip::rules
