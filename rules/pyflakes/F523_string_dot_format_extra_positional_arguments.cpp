// `"{}".format(1, 2)`.

#include "rules/pyflakes/format_call.h"
#include "rules/pyflakes/removal.h"

namespace whip::rules {
namespace {

// Without renumbering, only values at the end can go.
bool are_last(const std::vector<std::uint32_t>& positions, std::size_t count) {
  return positions.front() + positions.size() == count;
}

void string_dot_format_extra_positional_arguments(const File& file, Node call, Report& report) {
  const std::optional<FormatCall> found = sound_format_call(call);
  if (!found) return;
  std::vector<std::uint32_t> positions;
  std::vector<Node> unused;
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < found->positional.size(); ++i) {
    if (found->positional[i].is(Kind::list_splat) || found->format.takes_position(i)) continue;
    positions.push_back(i);
    unused.push_back(found->positional[i]);
    names.push_back(std::to_string(i));
  }
  if (unused.empty()) return;
  Finding finding = report.at(call, "`.format` call has unused arguments at position(s): " + joined(names));
  if (!are_last(positions, found->positional.size())) return;
  const Node arguments = call[Field::arguments];
  // With no value left, the call itself has nothing to do.
  const bool is_all = unused.size() == arguments.operands().count();
  finding.fix(Safety::safe, "Remove extra positional arguments at position(s): " + joined(names),
              Edit::replace(call.span(), is_all ? std::string(call[Field::function][Field::object].text())
                                                : without_elements(file, call.span(), arguments, unused)));
}

}  // namespace

extern constexpr Rule F523_string_dot_format_extra_positional_arguments{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .by_default = true,
    .doc = R"md(
A value that no field takes is left over from a change, or its field was forgotten.

```py bad
"Hello, {}".format(name, age)
```
```py good
"Hello, {}".format(name, )
```

There is no fix where fields behind it would have to be numbered anew.
)md",
    .listens = on_node({Kind::call}, string_dot_format_extra_positional_arguments, Needs::tree),
};

}  // namespace whip::rules
