// A string annotation that is no Python expression.

#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

void forward_annotation_syntax_error(const File& file, Report& report) {
  for (const BadAnnotation& bad : file.names.bad_annotations()) {
    report.at(file.node(bad.node), "Syntax error in forward annotation: " + bad.problem);
  }
}

}  // namespace

extern constexpr Rule F722_forward_annotation_syntax_error{
    .since = "0.1",
    .doc = R"md(
A string that stands where a type is expected is a forward annotation: type checkers and `typing.get_type_hints` read it as an expression.
This one cannot be read.

```py bad
def parse(text: "str ->") -> None: ...
```
```py good
def parse(text: "str") -> None: ...
```
)md",
    .listens = on_file(forward_annotation_syntax_error),
};

}  // namespace whip::rules
