// Expressions of a word or sign and what is behind it: `not a`, `-a`, `*a`, `await a`, `yield a`, and `a := b`.
#include "formatter/python/expression_parts.h"

namespace whip::fmt {

namespace {

// `1.real` is no attribute of 1; `1.0.real` is, but is hard to read.
bool is_decimal_number(AstNode number) {
  const std::string_view text = number.text();
  if (text.back() == 'j' || text.back() == 'J') return false;
  return text.size() < 2 || text[0] != '0' || std::string_view("xXoObB").find(text[1]) == std::string_view::npos;
}

}  // namespace

bool gains_parentheses(AstNode expression) {
  switch (expression.kind()) {
    case Ast::bin_op:  // `-a**b` is -(a**b), which is not what it looks like
      return expression.op() == Operator::power && expression.parent().is(Ast::unary_op);
    case Ast::number:
      return expression.parent().is(Ast::attribute) && is_decimal_number(expression);
    default:
      return false;
  }
}

bool breaks_behind_operator(const Context& context, AstNode unary) {
  const AstNode operand = unary[Role::operand];
  const CommentSpan leading = context.comments.leading(operand);
  return !leading.empty() && (!operand.parenthesized() || leading.front().begin() < operand.outer_parentheses().begin);
}

void write_unary(Context& context, AstNode unary) {
  const AstNode operand = unary[Role::operand];
  context.writer.token(to_string(unary.op()));
  write_trailing_comments(context, context.comments.dangling(unary));
  if (breaks_behind_operator(context, unary)) {
    context.writer.hard_line();
  } else if (unary.op() == Operator::not_) {
    context.writer.space();
  }
  write_expression(context, operand, gains_parentheses(operand) ? Parentheses::always : Parentheses::preserve);
}

void write_await(Context& context, AstNode await) {
  context.writer.token("await");
  context.writer.space();
  write_maybe_parenthesized(context, await[Role::value], await, Parenthesize::if_breaks);
}

void write_yield(Context& context, AstNode yield) {
  context.writer.token(yield.is(Ast::yield_from) ? "yield from" : "yield");
  const AstNode value = yield[Role::value];
  if (!value) return;
  context.writer.space();
  write_maybe_parenthesized(context, value, yield, Parenthesize::optional);
}

void write_named(Context& context, AstNode named) {
  context.writer.group([&] {
    write_expression(context, named[Role::target]);
    in_parentheses_only_soft_line_or_space(context);
  });
  context.writer.token(":=");
  const CommentSpan dangling = context.comments.dangling(named);  // behind the sign
  if (dangling.empty()) {
    context.writer.space();
  } else {
    write_dangling_comments(context, dangling);
    context.writer.hard_line();
  }
  write_expression(context, named[Role::value]);
}

void write_starred(Context& context, AstNode starred) {
  context.writer.token("*");
  write_dangling_comments(context, context.comments.dangling(starred));
  const AstNode value = starred[Role::value];
  if (is_lone_starred(starred.parent())) {
    write_maybe_parenthesized(context, value, starred, Parenthesize::optional);
  } else {
    write_expression(context, value);
  }
}

}  // namespace whip::fmt
