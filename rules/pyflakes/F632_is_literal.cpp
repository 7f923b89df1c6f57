// `x is "a"`.

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

constexpr KindSet kMutable = {Kind::list,           Kind::set,
                              Kind::dictionary,     Kind::list_comprehension,
                              Kind::set_comprehension, Kind::dictionary_comprehension};

bool is_plain_literal(Node expression) {
  if (expression.is_any({Kind::integer, Kind::float_})) return true;
  return expression.is_any({Kind::string, Kind::concatenated_string});
}

// A literal, or a tuple of nothing but constants.
bool is_constant(Node expression) {
  if (!expression.is(Kind::tuple)) return is_plain_literal(expression);
  std::vector<Node> open = {expression};
  while (!open.empty()) {
    const Node tuple = open.back();
    open.pop_back();
    for (const Node element : tuple.operands()) {
      const Node value = without_parentheses(element);
      if (value.is(Kind::tuple)) {
        open.push_back(value);
      } else if (!is_plain_literal(value) && !value.is_any({Kind::none, Kind::true_, Kind::false_, Kind::ellipsis})) {
        return false;
      }
    }
  }
  return true;
}

// A new object each time, or one that is compared by value: its identity says nothing.
bool has_no_identity(Node operand) {
  const Node expression = without_parentheses(operand);
  return kMutable.contains(expression.kind()) || is_constant(expression);
}

void is_literal(const File&, Node comparison, Report& report) {
  Node left;
  Node sign;
  for (const Node child : comparison.children()) {
    if (is_extra(child.kind())) continue;
    if (child.field() == Field::operators) {
      sign = child;
      continue;
    }
    if (sign.is_any({Kind::kw_is, Kind::kw_is_not}) && (has_no_identity(left) || has_no_identity(child))) {
      const bool positive = sign.is(Kind::kw_is);
      report.at(comparison, positive ? "Use `==` to compare constant literals" : "Use `!=` to compare constant literals")
          .fix(Safety::safe, positive ? "Replace `is` with `==`" : "Replace `is not` with `!=`",
               Edit::replace(sign.span(), positive ? "==" : "!="));
    }
    left = child;
  }
}

}  // namespace

extern constexpr Rule F632_is_literal{
    .since = "0.1",
    .fixable = Fixable::always,
    .by_default = true,
    .doc = R"md(
`is` asks whether two operands are the same object. Whether two equal numbers, strings or tuples are one object is up to the
interpreter; a list that is written down is always a new one. What is meant is `==`.

```py bad
if mode is "fast":
    run()
```
```py good
if mode == "fast":
    run()
```
)md",
    .listens = on_node({Kind::comparison_operator}, is_literal, Needs::tree),
};

}  // namespace whip::rules
