#include "rules/pycodestyle/negated_comparison.h"

#include "core/syntax/expression.h"

namespace whip::rules {
namespace {

bool is_word(char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::string padded(const File& file, std::string text, Span where) {
  if (text.empty()) return text;
  if (where.begin > 0 && is_word(file.text[where.begin - 1]) && is_word(text.front())) text.insert(0, 1, ' ');
  if (where.end < file.text.size() && is_word(file.text[where.end]) && is_word(text.back())) text.push_back(' ');
  return text;
}

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
      .fix(Safety::safe, std::string(title), Edit::replace(negation.span(), padded(file, std::move(text), negation.span())));
}

}  // namespace whip::rules
