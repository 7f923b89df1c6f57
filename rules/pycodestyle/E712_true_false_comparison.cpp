// `x == True` asks more than `x` and less than `x is True`.

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/literal_comparison.h"
#include "rules/shared/snippet.h"
#include "rules/shared/word_spacing.h"

namespace whip::rules {
namespace {

bool has_one_sign(Node comparison) {
  std::uint32_t signs = 0;
  for (const Node child : comparison.children()) signs += child.field() == Field::operators;
  return signs == 1;
}

// The other operand of `x == True`, negated where the comparison is true for a false one.
std::string as_condition(Node comparison, const LiteralOperand& literal) {
  const bool wants_true = literal.operand.is(Kind::true_) == literal.is_equal();
  std::string text = wants_true ? "" : "not ";
  text.append(with_parentheses(literal.other).text());
  // The parentheses around a literal on the left are kept, as they may hold the whole on its line.
  const bool left_in_parentheses =
      literal.operand.begin() < literal.other.begin() && literal.operand.begin() != comparison.begin();
  return left_in_parentheses ? "(" + text + ")" : text;
}

void true_false_comparison(const File& file, Node comparison, Report& report) {
  const std::vector<LiteralOperand> literals = literal_operands(comparison, {Kind::true_, Kind::false_});
  if (literals.empty()) return;
  const bool is_single = has_one_sign(comparison);
  const std::string replacement =
      spaced(file.text, is_single ? as_condition(comparison, literals.front()) : with_identity(comparison, literals),
             comparison.span());
  for (const LiteralOperand& literal : literals) {
    std::string message = "Avoid equality comparisons to `True` or `False`";
    std::string title = "Replace comparison";
    if (is_single) {
      const bool wants_true = literal.operand.is(Kind::true_) == literal.is_equal();
      const std::string_view code = literal.other.text();
      const std::string_view negation = wants_true ? "" : "not ";
      message = literal.is_equal() ? "Avoid equality comparisons to `" : "Avoid inequality comparisons to `";
      message.append(literal.operand.text()).append("`; use `").append(negation);
      message.append(fits_message(code) ? code : "...")
          .append(wants_true ? ":` for truth checks" : ":` for false checks");
      if (fits_message(code)) title = std::string("Replace with `").append(negation).append(code).append("`");
    }
    report.at(comparison, std::move(message))
        .fix(Safety::unsafe, std::move(title), Edit::replace(comparison.span(), replacement));
  }
}

}  // namespace

extern constexpr Rule E712_true_false_comparison{
    .since = "0.1",
    .fixable = Fixable::always,
    .doc = R"md(
A condition needs no comparison to `True` or `False`: `if done:` and `if not done:` say the same, and accept whatever counts as true.
Where exactly the object `True` is meant, `is True` says so.

```py bad
if done == True:
    stop()
```
```py good
if done:
    stop()
```

The fix is unsafe: `2 == True` is false but `2` is true, and a class may give `==` another meaning (columns of a table, arrays).
)md",
    .listens = on_node({Kind::comparison_operator}, true_false_comparison, Needs::tree),
};

}  // namespace whip::rules
