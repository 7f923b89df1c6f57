// A name of the module that is read in a function which then makes it local.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pyflakes/wording.h"

namespace whip::rules {
namespace {

void undefined_local(const File& file, Report& report) {
  const Names& names = file.names;
  for (std::uint32_t i = 0; i < names.scopes().size(); ++i) {
    const ScopeId scope{i};
    if (!names[scope].is(ScopeKind::function)) continue;
    names.for_each_binding(scope, [&](BindingId id) {
      const Binding& binding = names[id];
      if (binding.shadowed_outer == kNoBinding) return;
      const Binding& outer = names[binding.shadowed_outer];
      // The oldest reference from within this very scope.
      const Reference* first = nullptr;
      names.for_each_reference(outer, [&](const Reference& use) {
        if (use.scope == scope) first = &use;
      });
      if (first == nullptr) return;
      report.at(first->span, quoting("Local variable ", names.name(binding), " referenced before assignment"));
    });
  }
}

}  // namespace

extern constexpr Rule F823_undefined_local{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
A name that is assigned to anywhere in a function is local in all of it. Reading it before the assignment is an `UnboundLocalError`, even
if the module has a variable of that name.

```py bad
count = 0


def increase():
    count += 1
```
```py good
count = 0


def increase():
    global count
    count += 1
```
)md",
    .listens = on_file(undefined_local),
};

}  // namespace whip::rules
