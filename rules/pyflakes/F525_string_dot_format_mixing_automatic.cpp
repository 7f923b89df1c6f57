// `"{} {1}".format(1, 2)`.

#include "rules/pyflakes/format_call.h"

namespace whip::rules {
namespace {

void string_dot_format_mixing_automatic(const File&, Node call, Report& report) {
  const std::optional<FormatCall> found = sound_format_call(call);
  if (!found || found->format.automatic.empty() || found->format.indices.empty()) return;
  report.at(call, "`.format` string mixes automatic and manual numbering");
}

}  // namespace

extern constexpr Rule F525_string_dot_format_mixing_automatic{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
Fields are numbered all by Python (`{}`) or all by hand (`{0}`); a mixture fails when the line runs.

```py bad
"{0}, {}".format("Hello", "Ada")
```
```py good
"{0}, {1}".format("Hello", "Ada")
```
)md",
    .listens = on_node({Kind::call}, string_dot_format_mixing_automatic, Needs::tree),
};

}  // namespace whip::rules
