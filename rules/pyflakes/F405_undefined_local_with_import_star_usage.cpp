// Names that only a star import could have brought.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pyflakes/wording.h"

namespace whip::rules {
namespace {

void say(Span span, std::string_view name, Node parent, Report& report) {
  report.at(span, quoting("", name, " may be undefined, or defined from star imports")).parent(parent);
}

void undefined_local_with_import_star_usage(const File& file, Report& report) {
  const Names& names = file.names;
  for (const Unresolved& use : names.unresolved()) {
    if (use.wildcard) say(use.span, file.slice(use.span), {}, report);
  }
  if (!names[kModuleScope].star_imports) return;
  for (const Export& exported : names.exports()) {
    if (exported.binding == kNoBinding) say(file.node(exported.node).span(), exported.name, file.node(names[exported.all].node), report);
  }
}

}  // namespace

extern constexpr Rule F405_undefined_local_with_import_star_usage{
    .since = "0.1",
    .doc = R"md(
Nothing in the file defines the name, but a star import may. If it does, import the name itself; if not, it is undefined.

```py bad
from math import *

print(pi)
```
```py good
from math import pi

print(pi)
```
)md",
    .listens = on_file(undefined_local_with_import_star_usage),
};

}  // namespace whip::rules
