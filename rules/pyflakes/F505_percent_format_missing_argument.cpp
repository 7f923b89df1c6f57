// `"%(a)s %(b)s" % {"a": 1}`.

#include <algorithm>

#include "rules/pyflakes/percent_operation.h"
#include "rules/pyflakes/removal.h"

namespace whip::rules {
namespace {

void percent_format_missing_argument(const File&, Node operation, Report& report) {
  const std::optional<PercentOperation> found = sound_percent_operation(operation);
  if (!found || found->format.positional > 0 || !found->values.is(Kind::dictionary)) return;
  const StringKeys given = string_keys(found->values);
  if (given.has_unpacking || given.has_other_keys) return;
  std::vector<std::string> missing;
  for (const std::string& key : found->format.keys) {
    if (std::ranges::find(given.keys, key) == given.keys.end()) missing.push_back(key);
  }
  if (missing.empty()) return;
  std::ranges::sort(missing);
  report.at(operation, "`%`-format string is missing argument(s) for placeholder(s): " + joined(missing));
}

}  // namespace

extern constexpr Rule F505_percent_format_missing_argument{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
A placeholder without a value fails when the line runs.

```py bad
"%(greeting)s, %(name)s" % {"greeting": "Hello"}
```
```py good
"%(greeting)s, %(name)s" % {"greeting": "Hello", "name": "Ada"}
```
)md",
    .listens = on_node({Kind::binary_operator}, percent_format_missing_argument, Needs::tree),
};

}  // namespace whip::rules
