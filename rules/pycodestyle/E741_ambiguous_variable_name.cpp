// A variable called `l`, `O` or `I`.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/ambiguous_name.h"

namespace whip::rules {
namespace {

// What a target may be wrapped in: `l, (O, *I) = ...`.
constexpr KindSet kTargetLists = {
    Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern, Kind::list_splat_pattern,       Kind::tuple,
    Kind::list,         Kind::list_splat,    Kind::type,         Kind::parenthesized_expression, Kind::expression_list,
};

// Whether the name is bound here: assigned, a loop variable, a parameter, behind `as`, or named by global and nonlocal.
bool is_bound(Node name) {
  Node child = name;
  Node parent = name.parent();
  while (kTargetLists.contains(parent.kind())) {
    child = parent;
    parent = parent.parent();
  }
  switch (parent.kind()) {
    case Kind::assignment:
    case Kind::augmented_assignment:
    case Kind::for_statement:
    case Kind::for_in_clause:
      return child.field() == Field::left;
    case Kind::named_expression:
    case Kind::type_alias_statement:
    case Kind::default_parameter:
    case Kind::typed_default_parameter:
    case Kind::typed_parameter:
      return child.field() == Field::name;
    case Kind::as_pattern_target:
    case Kind::parameters:
    case Kind::lambda_parameters:
    case Kind::dictionary_splat_pattern:
    case Kind::global_statement:
    case Kind::nonlocal_statement:
      return true;
    default:
      return false;
  }
}

void ambiguous_variable_name(const File& file, Node name, Report& report) {
  if (name.span().size() != 1 || !is_ambiguous_name(name.text())) return;
  // A stub cannot choose the names it describes.
  if (file.is_stub() || !is_bound(name)) return;
  report.at(name, "Ambiguous variable name: `" + std::string(name.text()) + "`");
}

}  // namespace

extern constexpr Rule E741_ambiguous_variable_name{
    .since = "0.1",
    .doc = R"md(
The letters `l`, `O` and `I` are hard to tell from `1`, `0` and each other in many fonts.

```py bad
l = [1, 2]
```
```py good
lengths = [1, 2]
```

Stubs (`.pyi`) are left alone: their names are given by what they describe.
)md",
    .listens = on_node({Kind::identifier}, ambiguous_variable_name, Needs::tree),
};

}  // namespace whip::rules
