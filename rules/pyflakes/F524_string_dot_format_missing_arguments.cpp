// `"{} {}".format(1)`.

#include <algorithm>

#include "rules/pyflakes/format_call.h"
#include "rules/pyflakes/removal.h"

namespace whip::rules {
namespace {

void string_dot_format_missing_arguments(const File&, Node call, Report& report) {
  const std::optional<FormatCall> found = sound_format_call(call);
  if (!found || found->unpacks_sequence || found->unpacks_mapping) return;
  std::vector<std::string> missing;
  std::vector<std::uint32_t> positions = found->format.automatic;
  for (const std::uint32_t i : found->format.indices) {
    if (std::ranges::find(positions, i) == positions.end()) positions.push_back(i);
  }
  for (const std::uint32_t i : positions) {
    if (i >= found->positional.size()) missing.push_back(std::to_string(i));
  }
  for (const std::string& name : found->format.keywords) {
    const bool is_given =
        std::ranges::any_of(found->keywords, [&](Node argument) { return argument[Field::name].text() == name; });
    if (!is_given) missing.push_back(name);
  }
  if (missing.empty()) return;
  report.at(call, "`.format` call is missing argument(s) for placeholder(s): " + joined(missing));
}

}  // namespace

extern constexpr Rule F524_string_dot_format_missing_arguments{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
A field without a value fails when the line runs.

```py bad
"{greeting}, {name}".format(greeting="Hello")
```
```py good
"{greeting}, {name}".format(greeting="Hello", name="Ada")
```
)md",
    .listens = on_node({Kind::call}, string_dot_format_missing_arguments, Needs::tree),
};

}  // namespace whip::rules
