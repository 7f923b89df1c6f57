#include "rules/pycodestyle/literal_comparison.h"

#include <algorithm>

#include "core/syntax/expression.h"

namespace whip::rules {
namespace {

constexpr KindSet kPlainLiterals = {Kind::string, Kind::concatenated_string, Kind::integer, Kind::float_};

bool is_format_string(Node string) {
  const Node start = string.child(Kind::string_start);
  return start.text().find_first_of("fFtT") != std::string_view::npos;
}

// A literal, or a tuple of such, but not one of the four singletons.
bool is_plain_constant(Node expression) {
  if (expression.is(Kind::tuple)) {
    // Whatever the depth: only commas, brackets and literals.
    const Tree& tree = *expression.tree();
    for (std::uint32_t n = index(expression.id()) + 1; n < expression.after();) {
      const Kind kind = tree.kind[n];
      if (is_named(kind) && !kPlainLiterals.contains(kind) && !is_extra(kind) && kind != Kind::none &&
          kind != Kind::true_ && kind != Kind::false_ && kind != Kind::ellipsis && kind != Kind::tuple &&
          kind != Kind::parenthesized_expression) {
        return false;
      }
      n = kPlainLiterals.contains(kind) ? tree.after[n] : n + 1;
    }
    return true;
  }
  if (expression.is(Kind::string)) return !is_format_string(expression);
  if (expression.is(Kind::concatenated_string)) {
    const Children parts = expression.operands();
    return std::ranges::none_of(parts.begin(), parts.end(), is_format_string);
  }
  return kPlainLiterals.contains(expression.kind());
}

}  // namespace

std::vector<LiteralOperand> literal_operands(Node comparison, KindSet kinds) {
  std::vector<LiteralOperand> found;
  Node left;
  Node sign;
  bool is_first = true;
  for (const Node child : comparison.children()) {
    if (is_extra(child.kind())) continue;
    if (child.field() == Field::operators) {
      sign = child;
      continue;
    }
    const Node right = without_parentheses(child);
    if (sign.is_any({Kind::equal_equal, Kind::not_equal})) {
      if (is_first && kinds.contains(left.kind()) && !is_plain_constant(right)) found.push_back({left, sign, right});
      if (kinds.contains(right.kind()) && !is_plain_constant(left)) found.push_back({right, sign, left});
    }
    if (sign) is_first = false;
    left = right;
  }
  return found;
}

std::string with_identity(Node comparison, const std::vector<LiteralOperand>& operands) {
  std::string text;
  for (const Node child : comparison.children()) {
    if (is_extra(child.kind())) continue;
    if (child.field() != Field::operators) {
      text.append(child.text());
    } else if (std::ranges::find(operands, child, &LiteralOperand::sign) != operands.end()) {
      text.append(child.is(Kind::equal_equal) ? " is " : " is not ");
    } else {
      text.append(" ").append(to_string(child.kind())).append(" ");
    }
  }
  return text;
}

}  // namespace whip::rules
