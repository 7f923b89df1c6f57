// Names that nothing defines.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pyflakes/wording.h"

namespace whip::rules {
namespace {

std::string message(std::string_view name) {
  std::string text = quoting("Undefined name ", name, "");
  if (const int since = builtin_since(name); since > 0) {
    const std::string minor = std::to_string(since);
    text += ". Consider specifying `requires-python = \">= 3." + minor + "\"` or `tool.ruff.target-version = \"py3" + minor +
            "\"` in your `pyproject.toml` file.";
  }
  return text;
}

void undefined_name(const File& file, Report& report) {
  const Names& names = file.names;
  for (const Unresolved& use : names.unresolved()) {
    if (use.wildcard || use.exceptions.any(Exceptions::name_error)) continue;
    // A bare `x: int` of a function that an inner function assigns to.
    if (use.annotation != kNoBinding && names.is_rebound(use.annotation)) continue;
    const std::string_view name = file.slice(use.span);
    if (name == "__path__" && file.facts.name == "__init__.py") continue;
    report.at(use.span, message(name));
  }
}

}  // namespace

extern constexpr Rule F821_undefined_name{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
Nothing binds the name where it is used: no assignment, import, definition or builtin. The program will stop there with a `NameError`.

```py bad
def double(n):
    return m * 2
```
```py good
def double(n):
    return n * 2
```

Names that are added to the module in other ways can be listed in the option `builtins`.
)md",
    .listens = on_file(undefined_name),
};

}  // namespace whip::rules
