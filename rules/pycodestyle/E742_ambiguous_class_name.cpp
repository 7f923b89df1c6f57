// A class called `l`, `O` or `I`.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/ambiguous_name.h"

namespace whip::rules {
namespace {

void ambiguous_class_name(const File&, Node definition, Report& report) {
  const Node name = definition[Field::name];
  if (!is_ambiguous_name(name.text())) return;
  report.at(name, "Ambiguous class name: `" + std::string(name.text()) + "`");
}

}  // namespace

extern constexpr Rule E742_ambiguous_class_name{
    .since = "0.1",
    .doc = R"md(
The letters `l`, `O` and `I` are hard to tell from `1`, `0` and each other in many fonts.

```py bad
class I:
    pass
```
```py good
class Integer:
    pass
```
)md",
    .listens = on_node({Kind::class_definition}, ambiguous_class_name, Needs::tree),
};

}  // namespace whip::rules
