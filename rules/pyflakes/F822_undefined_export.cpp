// Names in `__all__` that the module does not define.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pyflakes/wording.h"

namespace whip::rules {
namespace {

void undefined_export(const File& file, Report& report) {
  const Names& names = file.names;
  // What a package exports may be its modules.
  if (names[kModuleScope].star_imports) return;
  if (file.facts.name == "__init__.py" && !file.settings.preview) return;
  for (const Export& exported : names.exports()) {
    if (exported.binding != kNoBinding) continue;
    report.at(file.node(exported.node), quoting("Undefined name ", exported.name, " in `__all__`"))
        .parent(file.node(names[exported.all].node));
  }
}

}  // namespace

extern constexpr Rule F822_undefined_export{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
`__all__` lists the names that a star import of the module brings. One that the module does not define makes such imports fail with an
`AttributeError`.

```py bad
__all__ = ["area", "perimeter"]


def area(side):
    return side**2
```
```py good
__all__ = ["area"]


def area(side):
    return side**2
```

The `__init__.py` of a package is looked at in preview only, since it may list the package's modules.
)md",
    .listens = on_file(undefined_export),
};

}  // namespace whip::rules
