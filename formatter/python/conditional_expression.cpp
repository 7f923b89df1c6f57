// `a if b else c`: broken before `if` and `else`. One that is nested behind `else` breaks together with the outer one.
#include "formatter/python/expression_parts.h"

namespace whip::fmt {
namespace {

void write_branches(Context& context, AstNode expression) {
  Writer& writer = context.writer;
  const Saved depth(context.depth, context.depth + 1);
  if (context.depth > kMaxExpressionDepth) {
    context.too_deep = true;
    return;
  }
  const AstNode test = expression[Role::test];
  const AstNode orelse = expression[Role::orelse];
  write_expression(context, expression[Role::body]);
  in_parentheses_only_soft_line_or_space(context);
  // Without brackets around it all, a comment can only stand in those of the operand.
  const bool hoists = context.level.is_parenthesized();
  if (hoists) write_leading_comments(context, context.comments.leading(test));
  writer.token("if");
  writer.space();
  write_expression(context, test);
  in_parentheses_only_soft_line_or_space(context);
  if (hoists) write_leading_comments(context, context.comments.leading(orelse));
  writer.token("else");
  writer.space();
  if (orelse.is(Ast::if_expr) && !orelse.parenthesized()) {
    write_with_comments(context, orelse, [&] { write_branches(context, orelse); });
  } else {
    in_parentheses_only_group(context, [&] { write_expression(context, orelse); });
  }
}

}  // namespace

void write_conditional_expression(Context& context, AstNode expression) {
  in_parentheses_only_group(context, [&] { write_branches(context, expression); });
}

}  // namespace whip::fmt
