// `x: int` in a function that never uses x.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pyflakes/wording.h"

namespace whip::rules {
namespace {

void unused_annotation(const File& file, Report& report) {
  const Names& names = file.names;
  for (std::uint32_t i = 0; i < names.scopes().size(); ++i) {
    const Scope& scope = names[ScopeId{i}];
    if (!scope.is(ScopeKind::function) && !scope.is(ScopeKind::lambda)) continue;
    names.for_each_binding(ScopeId{i}, [&](BindingId id) {
      const Binding& binding = names[id];
      if (!binding.is(BindingKind::annotation) || binding.is_used() || names.is_rebound(id)) return;
      const std::string_view name = names.name(binding);
      if (file.settings.dummy_names.matches(name)) return;
      report.at(binding.span, quoting("Local variable ", name, " is annotated but never used"));
    });
  }
}

}  // namespace

extern constexpr Rule F842_unused_annotation{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
An annotation alone gives a local variable no value. If nothing uses the name, the annotation says nothing and may be left from
code that is gone.

```py bad
def total(prices):
    vat: float
    return sum(prices)
```
```py good
def total(prices):
    return sum(prices)
```
)md",
    .listens = on_file(unused_annotation),
};

}  // namespace whip::rules
