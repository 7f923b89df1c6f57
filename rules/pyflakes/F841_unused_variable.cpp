// Local variables that are assigned to and never read.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pyflakes/unused_assignment.h"
#include "rules/pyflakes/wording.h"

namespace whip::rules {
namespace {

// Variables that tools look for in the frames of functions.
bool is_for_tools(std::string_view name) {
  return name == "__tracebackhide__" || name == "__traceback_info__" || name == "__traceback_supplement__" ||
         name == "__debuggerskip__";
}

void say(const File& file, const Binding& binding, std::optional<UnusedFix> fix, Report& report) {
  const std::string_view name = file.names.name(binding);
  const std::string title = quoting("Remove assignment to unused variable ", name, "");
  Finding finding = report.at(binding.span, quoting("Local variable ", name, " is assigned to but never used"));
  if (!fix) {
    finding.help(title);
    return;
  }
  finding.fix(fix->safety, title, std::move(fix->edit)).isolate(fix->owner);
}

void unused_variable(const File& file, Report& report) {
  const Names& names = file.names;
  for (const Binding& binding : names.bindings()) {
    if (!binding.is(BindingKind::bound_exception) || binding.is_used()) continue;
    if (!file.settings.dummy_names.matches(names.name(binding))) say(file, binding, remove_handler_name(file, binding), report);
  }
  for (std::uint32_t i = 0; i < names.scopes().size(); ++i) {
    const Scope& scope = names.scopes()[i];
    if (!scope.is(ScopeKind::lambda) && (!scope.is(ScopeKind::function) || scope.uses_locals)) continue;
    names.for_each_binding(ScopeId{i}, [&](BindingId id) {
      const Binding& binding = names[id];
      if (!binding.is(BindingKind::assignment) && !binding.is(BindingKind::named_expression) && !binding.is(BindingKind::with_item)) return;
      if (binding.is_used() || binding.has(Binding::is_global | Binding::is_nonlocal | Binding::unpacked)) return;
      const std::string_view name = names.name(binding);
      if (is_for_tools(name) || file.settings.dummy_names.matches(name)) return;
      say(file, binding, remove_unused_assignment(file, binding), report);
    });
  }
}

}  // namespace

extern constexpr Rule F841_unused_variable{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .by_default = true,
    .doc = R"md(
A local variable that nothing reads is left over, or another name was meant where it should be read. Variables that are meant to be unused
can say so with a leading underscore (option `dummy-variable-rgx`).

```py bad
def area(side):
    square = side**2
    return side * side
```
```py good
def area(side):
    square = side**2
    return square
```

The fix removes the assignment and keeps a value that may have an effect, such as a call. It is unsafe, since the name may be what was
wrong; only the unused name of an `except` clause is removed safely. Functions that call `locals()` are left alone.
)md",
    .listens = on_file(unused_variable),
};

}  // namespace whip::rules
