// Comments between an operator and its operands.
#include <algorithm>

#include "formatter/comments/placement.h"
#include "formatter/comments/tokens.h"
#include "formatter/comments/trivia.h"

namespace whip::fmt {
namespace {

// Where the operator between the neighbours begins: behind the parentheses that end the left one.
std::uint32_t operator_begin(const PlacedComment& comment) {
  GapTokens tokens(comment.text, comment.preceding.end(), comment.following.begin());
  const GapToken token = tokens.next_behind_parentheses();
  return token ? token.span.begin : comment.following.begin();
}

bool parenthesis_before(const PlacedComment& comment, std::uint32_t begin) {
  return begin < comment.begin() && GapTokens(comment.text, begin, comment.begin()).any("(");
}

Placement place_in_binary(const PlacedComment& comment) {
  if (!comment.preceding || !comment.following) return {};
  const std::uint32_t sign = operator_begin(comment);
  if (comment.end() < sign) return trailing(comment.preceding);
  if (comment.own_line() || !comment.enclosing.is(Ast::bin_op)) return {};
  // An operator on a line of its own keeps its comment.
  const bool alone = has_line_break(comment.text, comment.preceding.end(), sign) &&
                     has_line_break(comment.text, sign, comment.following.begin());
  return alone ? dangling(comment.enclosing) : Placement{};
}

Placement place_in_unary(const PlacedComment& comment) {
  if (comment.own_line()) return {};
  const AstNode operand = comment.enclosing[Role::operand];
  GapTokens tokens(comment.text, comment.enclosing.begin(), operand.begin());
  tokens.next();
  std::uint32_t before = operand.begin();
  for (GapToken token = tokens.next(); token; token = tokens.next()) {
    if (token.is("(")) before = std::min(before, token.span.begin);
  }
  return comment.end() < before ? dangling(comment.enclosing) : Placement{};
}

Placement place_in_walrus(const PlacedComment& comment) {
  if (!comment.preceding || !comment.following) return {};
  const std::uint32_t sign = find_token(comment.text, ":=", comment.preceding.end(), comment.following.begin());
  return comment.end() < sign ? trailing(comment.preceding) : dangling(comment.enclosing);
}

// Behind `if` or `else`: what they introduce takes it.
Placement place_in_conditional(const PlacedComment& comment) {
  if (comment.own_line()) return {};
  const AstNode body = comment.enclosing[Role::body];
  const AstNode test = comment.enclosing[Role::test];
  const AstNode orelse = comment.enclosing[Role::orelse];
  const auto behind = [&](std::string_view word, AstNode left, AstNode right) {
    const std::uint32_t at = find_token(comment.text, word, left.end(), right.begin());
    return at < comment.begin() && comment.begin() < right.begin();
  };
  if (behind("if", body, test)) return leading(test);
  if (behind("else", test, orelse)) return leading(orelse);
  return {};
}

Placement place_in_starred(const PlacedComment& comment) {
  if (!comment.following || parenthesis_before(comment, comment.enclosing.begin())) return {};
  return leading(comment.enclosing);
}

// Between a function and its arguments.
Placement place_in_call(const PlacedComment& comment) {
  return comment.own_line() && comment.preceding && comment.following ? dangling(comment.enclosing) : Placement{};
}

}  // namespace

Placement place_in_operators(const PlacedComment& comment) {
  switch (comment.enclosing.kind()) {
    case Ast::unary_op:
      return place_in_unary(comment);
    case Ast::named:
      return place_in_walrus(comment);
    case Ast::if_expr:
      return place_in_conditional(comment);
    case Ast::starred:
      return place_in_starred(comment);
    case Ast::call:
      return place_in_call(comment);
    default:
      return place_in_binary(comment);
  }
}

Placement place_in_attribute(const PlacedComment& comment) {
  const AstNode value = comment.enclosing[Role::value];
  if (!comment.preceding) return leading(value);
  // In the parentheses of the value.
  if (value.parenthesized() && comment.begin() < value.outer_parentheses().end - 1) return trailing(value);
  if (comment.end_of_line()) {
    const std::uint32_t dot = find_token(comment.text, ".", value.end(), comment.enclosing[Role::name].begin());
    if (comment.end() < dot) return trailing(value);
  }
  return dangling(comment.enclosing);
}

Placement place_in_keyword(const PlacedComment& comment) {
  const AstNode name = comment.enclosing[Role::name];
  if (parenthesis_before(comment, name ? name.end() : comment.enclosing.begin())) return {};
  return leading(comment.enclosing);
}

Placement place_in_lambda(const PlacedComment& comment) {
  const AstNode parameters = comment.enclosing[Role::parameters];
  const AstNode body = comment.enclosing[Role::body];
  if (parameters && comment.begin() < parameters.begin()) {
    return comment.own_line() ? leading(parameters) : dangling(comment.enclosing);
  }
  const std::uint32_t begin = parameters ? parameters.end() : comment.enclosing.begin();
  if ((parameters && begin >= comment.begin()) || comment.begin() >= body.begin()) return {};
  return parenthesis_before(comment, begin) ? Placement{} : dangling(comment.enclosing);
}

Placement place_in_interpolation(const PlacedComment& comment) {
  // Before a format specification.
  if (comment.own_line() && comment.preceding && comment.following && comment.enclosing[Role::format_spec]) {
    return trailing(comment.preceding);
  }
  return place_behind_bracket(comment);
}

}  // namespace whip::fmt
