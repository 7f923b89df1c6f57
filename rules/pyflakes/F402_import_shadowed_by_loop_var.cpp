// A loop variable that takes the name of an import.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pyflakes/wording.h"

namespace whip::rules {
namespace {

bool is_import(const Binding& binding) { return binding.is_any_import() || binding.is(BindingKind::future_import); }

void import_shadowed_by_loop_var(const File& file, BindingId id, Report& report) {
  const Names& names = file.names;
  const Binding& binding = names[id];
  if (!binding.is(BindingKind::loop_var)) return;
  for (const BindingId shadowed_id : {binding.shadowed_outer, binding.shadowed}) {
    if (shadowed_id == kNoBinding) continue;
    const Binding& shadowed = names[shadowed_id];
    if (!is_import(shadowed) || !names.same_branch(shadowed, binding)) continue;
    report.at(binding.span, quoting("Import ", names.name(binding), " from ") + source_row(file, shadowed.span.begin) +
                                " shadowed by loop variable");
  }
}

}  // namespace

extern constexpr Rule F402_import_shadowed_by_loop_var{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
A `for` loop binds its variable in the scope around it. If an import has that name, whatever comes after the loop sees the last item instead
of the module, and readers cannot tell which of the two is meant.

```py bad
from os import path

for path in ["a", "b"]:
    print(path)
```
```py good
from os import path

for name in ["a", "b"]:
    print(path.join("root", name))
```
)md",
    .listens = on_binding(import_shadowed_by_loop_var),
};

}  // namespace whip::rules
