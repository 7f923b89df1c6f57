// A function called `l`, `O` or `I`.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/ambiguous_name.h"

namespace whip::rules {
namespace {

void ambiguous_function_name(const File&, Node definition, Report& report) {
  const Node name = definition[Field::name];
  if (!is_ambiguous_name(name.text())) return;
  report.at(name, "Ambiguous function name: `" + std::string(name.text()) + "`");
}

}  // namespace

extern constexpr Rule E743_ambiguous_function_name{
    .since = "0.1",
    .doc = R"md(
The letters `l`, `O` and `I` are hard to tell from `1`, `0` and each other in many fonts.

```py bad
def l(x):
    return len(x)
```
```py good
def length(x):
    return len(x)
```
)md",
    .listens = on_node({Kind::function_definition}, ambiguous_function_name, Needs::tree),
};

}  // namespace whip::rules
