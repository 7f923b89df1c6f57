// `from module import *` in a function or class.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pyflakes/star_import.h"

namespace whip::rules {
namespace {

void undefined_local_with_nested_import_star_usage(const File&, Node import, Report& report) {
  if (!import.child(Kind::wildcard_import)) return;
  Node outer = import.parent();
  while (outer && !outer.is_any({Kind::function_definition, Kind::class_definition})) outer = outer.parent();
  if (!outer) return;
  report.at(import, "`from " + imported_module(import) + " import *` only allowed at module level");
}

}  // namespace

extern constexpr Rule F406_undefined_local_with_nested_import_star_usage{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
Python allows star imports at module level only: inside a function it would have to know the names before it runs.

```py bad
def area(radius):
    from math import *
    return pi * radius**2
```
```py good
from math import pi


def area(radius):
    return pi * radius**2
```
)md",
    .listens = on_node({Kind::import_from_statement}, undefined_local_with_nested_import_star_usage, Needs::tree),
};

}  // namespace whip::rules
