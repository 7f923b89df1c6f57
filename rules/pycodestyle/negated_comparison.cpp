#include "rules/pycodestyle/negated_comparison.h"

#include "core/syntax/expression.h"
#include "rules/shared/word_spacing.h"

namespace whip::rules {
void report_negated_comparison(const File& file, Node negation, Kind positive, std::string_view replacement,
                               std::string_view message, std::string_view title, Report& report) {
  const Node comparison = without_parentheses(negation[Field::argument]);
  if (!comparison.is(Kind::comparison_operator)) return;
  Node left;
  Node right;
  Node sign;
  std::uint32_t signs = 0;
  for (const Node child : comparison.children()) {
    if (child.field() == Field::operators) {
      sign = child;
      ++signs;
    } else if (!is_extra(child.kind())) {
      (left ? right : left) = child;
    }
  }
  if (signs != 1 || !sign.is(positive)) return;
  std::string text(left.text());
  text.append(" ").append(replacement).append(" ").append(right.text());
  report.at(comparison, std::string(message))
      .fix(Safety::safe, std::string(title), Edit::replace(negation.span(), spaced(file.text, std::move(text), negation.span())));
}

}  // namespace whip::rules
