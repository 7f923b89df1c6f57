// `from __future__ import nonsense`.

#include <algorithm>
#include <array>

#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

// __future__.all_feature_names.
constexpr std::array<std::string_view, 10> kFeatures = {
    "nested_scopes", "generators",     "division",       "absolute_import", "with_statement",
    "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations",
};

void future_feature_not_defined(const File&, Node statement, Report& report) {
  for (const Node item : statement.children()) {
    if (item.field() != Field::name && !item.is(Kind::wildcard_import)) continue;
    const Node name = item.is(Kind::aliased_import) ? item[Field::name] : item;
    if (std::ranges::find(kFeatures, name.text()) != kFeatures.end()) continue;
    report.at(item, "Future feature `" + std::string(name.text()) + "` is not defined");
  }
}

}  // namespace

extern constexpr Rule F407_future_feature_not_defined{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
`__future__` knows a fixed list of features; importing any other name is an error.

```py bad
from __future__ import better_annotations
```
```py good
from __future__ import annotations
```
)md",
    .listens = on_node({Kind::future_import_statement}, future_feature_not_defined, Needs::tree),
};

}  // namespace whip::rules
