// `"{a}".format(a=1, b=2)`.

#include "rules/pyflakes/format_call.h"
#include "rules/pyflakes/removal.h"

namespace whip::rules {
namespace {

void string_dot_format_extra_named_arguments(const File& file, Node call, Report& report) {
  const std::optional<FormatCall> found = sound_format_call(call);
  if (!found || found->unpacks_mapping) return;
  std::vector<Node> unused;
  std::vector<std::string> names;
  for (const Node argument : found->keywords) {
    const std::string_view name = argument[Field::name].text();
    if (found->format.takes_keyword(name)) continue;
    unused.push_back(argument);
    names.emplace_back(name);
  }
  if (unused.empty()) return;
  report.at(call, "`.format` call has unused named argument(s): " + joined(names))
      .fix(Safety::safe, "Remove extra named arguments: " + joined(names),
           Edit::replace(call.span(), without_elements(file, call.span(), call[Field::arguments], unused)));
}

}  // namespace

extern constexpr Rule F522_string_dot_format_extra_named_arguments{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .by_default = true,
    .doc = R"md(
A value that no field takes is left over from a change, or its field was forgotten.

```py bad
"Hello, {name}".format(name=name, age=age)
```
```py good
"Hello, {name}".format(name=name, )
```
)md",
    .listens = on_node({Kind::call}, string_dot_format_extra_named_arguments, Needs::tree),
};

}  // namespace whip::rules
