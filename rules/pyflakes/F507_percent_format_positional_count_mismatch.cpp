// `"%s %s" % (1,)`.

#include "rules/pyflakes/percent_operation.h"
#include "rules/shared/value_type.h"

namespace whip::rules {
namespace {

void percent_format_positional_count_mismatch(const File&, Node operation, Report& report) {
  const std::optional<PercentOperation> found = sound_percent_operation(operation);
  if (!found || !found->format.keys.empty()) return;
  std::uint32_t given = 1;
  if (found->values.is(Kind::tuple)) {
    given = 0;
    for (const Node value : found->values.operands()) {
      if (value.is(Kind::list_splat)) return;
      ++given;
    }
  } else if (found->format.positional != 0 && !is_surely_no_tuple(found->values)) {
    return;  // a name may stand for a tuple of any length; without placeholders only an empty one would do
  }
  if (given == found->format.positional) return;
  report.at(operation, "`%`-format string has " + std::to_string(found->format.positional) + " placeholder(s) but " +
                           std::to_string(given) + " substitution(s)");
}

}  // namespace

extern constexpr Rule F507_percent_format_positional_count_mismatch{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
As many values as placeholders, or the line fails when it runs.

```py bad
"%s, %s" % ("Hello",)
```
```py good
"%s, %s" % ("Hello", "Ada")
```
)md",
    .listens = on_node({Kind::binary_operator}, percent_format_positional_count_mismatch, Needs::tree),
};

}  // namespace whip::rules
