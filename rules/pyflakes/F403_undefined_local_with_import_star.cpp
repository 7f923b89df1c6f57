// `from module import *`.

#include "linter/rule.h"
#include "rules/pyflakes/star_import.h"

namespace whip::rules {
namespace {

void undefined_local_with_import_star(const File&, Node import, Report& report) {
  if (!import.child(Kind::wildcard_import)) return;
  report.at(import, "`from " + imported_module(import) + " import *` used; unable to detect undefined names");
}

}  // namespace

extern constexpr Rule F403_undefined_local_with_import_star{
    .since = "0.1",
    .doc = R"md(
A star import brings in whatever the other module happens to export. Neither readers nor tools can say where a name comes from, and a name that
is added there later may replace one of yours. Import the names that you use.

```py bad
from math import *

print(pi)
```
```py good
from math import pi

print(pi)
```
)md",
    .listens = on_node({Kind::import_from_statement}, undefined_local_with_import_star, Needs::tree),
};

}  // namespace whip::rules
