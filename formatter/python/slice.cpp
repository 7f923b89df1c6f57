// Slices: `a[lower:upper:step]`. The colons have blanks around them, like operators, unless all bounds are names or
// literals.
#include "formatter/comments/split.h"
#include "formatter/comments/trivia.h"
#include "formatter/python/expression_parts.h"

namespace whip::fmt {
namespace {

bool is_simple_bound(AstNode bound) {
  while (bound.is(Ast::unary_op) && bound.op() != Operator::not_) bound = bound[Role::operand];
  return !bound || is_string_like(bound) ||
         bound.is_any({Ast::number, Ast::boolean, Ast::none, Ast::ellipsis, Ast::name});
}

void write_space_before_comments(Context& context, CommentSpan comments) {
  if (comments.empty()) return;
  if (comments.front().own_line()) {
    context.writer.hard_line();
  } else {
    context.writer.space();
    context.writer.space();
  }
}

}  // namespace

void write_slice(Context& context, AstNode slice) {
  Writer& writer = context.writer;
  const AstNode lower = slice[Role::lower];
  const AstNode upper = slice[Role::upper];
  const AstNode step = slice[Role::step];
  const std::uint32_t end = slice.end();
  const std::uint32_t first_colon =
      find_token(context.source, ":", lower ? lower.outer_parentheses().end : slice.begin(), end);
  const std::uint32_t second_colon =
      find_token(context.source, ":", upper ? upper.outer_parentheses().end : first_colon + 1, end);
  const auto of_lower =
      split_comments(context.comments.dangling(slice), [&](const Comment& c) { return c.begin() < first_colon; });
  const auto of_upper = split_comments(of_lower.after, [&](const Comment& c) {
    return second_colon == end || c.begin() < second_colon;  // without a second colon there is no step
  });
  const bool simple = is_simple_bound(lower) && is_simple_bound(upper) && is_simple_bound(step);

  if (lower) {
    write_expression(context, lower);
    writer.line_suffix_boundary();
  } else {
    write_dangling_comments(context, of_lower.before);
  }
  if (!simple && lower) writer.space();
  writer.token(":");
  if (!simple && upper) writer.space();
  if (upper) {
    write_space_before_comments(context, context.comments.leading(upper));
    write_expression(context, upper);
    writer.line_suffix_boundary();
  } else {
    if (!of_upper.before.empty() && of_upper.before.front().own_line()) writer.hard_line();
    write_dangling_comments(context, of_upper.before);
  }
  if (second_colon == end) return;
  if (!simple && (upper || !step)) writer.space();
  writer.token(":");
  if (!simple && step) writer.space();
  if (step) {
    write_space_before_comments(context, context.comments.leading(step));
    write_expression(context, step);
  } else if (!of_upper.after.empty()) {
    writer.hard_line();
    write_dangling_comments(context, of_upper.after);
  }
}

}  // namespace whip::fmt
