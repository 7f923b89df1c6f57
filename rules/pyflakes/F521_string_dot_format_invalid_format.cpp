// `"{".format(1)`.

#include "rules/pyflakes/format_call.h"

namespace whip::rules {
namespace {

void string_dot_format_invalid_format(const File&, Node call, Report& report) {
  const std::optional<FormatCall> found = format_call(call);
  if (!found || found->format.error.empty()) return;
  report.at(call, "`.format` call has invalid format string: " + std::string(found->format.error));
}

}  // namespace

extern constexpr Rule F521_string_dot_format_invalid_format{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
A brace that opens or closes nothing fails when the line runs. A brace that is meant as one is doubled.

```py bad
"{".format(1)
```
```py good
"{}".format(1)
```
)md",
    .listens = on_node({Kind::call}, string_dot_format_invalid_format, Needs::tree),
};

}  // namespace whip::rules
