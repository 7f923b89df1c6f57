// `"%(name" % values`: a format string that cannot be read.

#include "rules/pyflakes/percent_operation.h"

namespace whip::rules {
namespace {

void percent_format_invalid_format(const File&, Node operation, Report& report) {
  const std::optional<PercentOperation> found = percent_operation(operation);
  if (!found || found->format.message().empty()) return;
  report.at(operation, "`%`-format string has invalid format string: " + std::string(found->format.message()));
}

}  // namespace

extern constexpr Rule F501_percent_format_invalid_format{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
Formatting with a string that ends in the middle of a placeholder fails when the line runs.

```py bad
"%(name" % {"name": "Ada"}
```
```py good
"%(name)s" % {"name": "Ada"}
```
)md",
    .listens = on_node({Kind::binary_operator}, percent_format_invalid_format, Needs::tree),
};

}  // namespace whip::rules
