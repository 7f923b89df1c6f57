// `"%(a)s" % {"a": 1, "b": 2}`.

#include <algorithm>

#include "rules/pyflakes/percent_operation.h"
#include "rules/pyflakes/removal.h"

namespace whip::rules {
namespace {

void percent_format_extra_named_arguments(const File& file, Node operation, Report& report) {
  const std::optional<PercentOperation> found = sound_percent_operation(operation);
  if (!found || found->format.positional > 0 || !found->values.is(Kind::dictionary)) return;
  const StringKeys given = string_keys(found->values);
  if (given.has_unpacking) return;
  std::vector<Node> unused;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < given.keys.size(); ++i) {
    if (std::ranges::find(found->format.keys, given.keys[i]) != found->format.keys.end()) continue;
    unused.push_back(given.entries[i]);
    names.push_back(given.keys[i]);
  }
  if (unused.empty()) return;
  const Span dictionary = found->values.span();
  report.at(operation, "`%`-format string has unused named argument(s): " + joined(names))
      .fix(Safety::safe, "Remove extra named arguments: " + joined(names),
           Edit::replace(dictionary, without_elements(file, dictionary, found->values, unused)));
}

}  // namespace

extern constexpr Rule F504_percent_format_extra_named_arguments{
    .since = "0.1",
    .fixable = Fixable::always,
    .by_default = true,
    .doc = R"md(
A value that no placeholder takes is left over from a change, or its placeholder was forgotten.

```py bad
"Hello, %(name)s" % {"name": name, "age": age}
```
```py good
"Hello, %(name)s" % {"name": name, }
```
)md",
    .listens = on_node({Kind::binary_operator}, percent_format_extra_named_arguments, Needs::tree),
};

}  // namespace whip::rules
