// `"%y" % value`.

#include "rules/pyflakes/percent_operation.h"

namespace whip::rules {
namespace {

void percent_format_unsupported_format_character(const File&, Node operation, Report& report) {
  const std::optional<PercentOperation> found = percent_operation(operation);
  if (!found || found->format.error != PercentFormat::Error::unsupported_character) return;
  report.at(operation, "`%`-format string has unsupported format character `" + found->format.unsupported + "`");
}

}  // namespace

extern constexpr Rule F509_percent_format_unsupported_format_character{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
Only some letters end a placeholder; with another the line fails when it runs.

```py bad
"%y" % year
```
```py good
"%d" % year
```
)md",
    .listens = on_node({Kind::binary_operator}, percent_format_unsupported_format_character, Needs::tree),
};

}  // namespace whip::rules
