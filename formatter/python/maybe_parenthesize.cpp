// An expression where the grammar leaves the choice of parentheses: they are written if it breaks, and how is decided
// by what the expression is and by what its place wants.
#include "formatter/python/expression_parts.h"

namespace whip::fmt {

void write_maybe_parenthesized(Context& context, AstNode expression, AstNode parent, Parenthesize parenthesize) {
  if (parenthesize == Parenthesize::optional && expression.parenthesized()) {
    return write_expression(context, expression, Parentheses::always);
  }
  const NodeComments comments = context.comments.of(expression);
  if (!comments.leading.empty() || comments.has_trailing_own_line()) {
    return write_expression(context, expression, Parentheses::always);
  }
  const OptionalParentheses wanted = needs_parentheses(context, expression, parent);
  if (wanted == OptionalParentheses::always) return write_expression(context, expression, Parentheses::always);

  const auto bare = [&] { write_expression(context, expression, Parentheses::never); };
  // Within brackets lines may break anyway.
  if (context.level.is_parenthesized()) {
    if (parenthesize == Parenthesize::if_breaks_parenthesized_nested) {
      write_parenthesized_if_expands(context, bare);
    } else {
      bare();
    }
    return;
  }
  const auto if_breaks = [&] {
    if (can_omit_optional_parentheses(context, expression)) {
      write_optional_parentheses(context, bare);
    } else {
      write_parenthesized_if_expands(context, bare);
    }
  };
  const bool parenthesizes_all = parenthesize == Parenthesize::if_breaks_parenthesized ||
                                 parenthesize == Parenthesize::if_breaks_parenthesized_nested;
  if (wanted == OptionalParentheses::multiline && parenthesize != Parenthesize::if_required) return if_breaks();
  if (wanted == OptionalParentheses::best_fit && parenthesizes_all) return if_breaks();
  if (wanted == OptionalParentheses::best_fit && parenthesize == Parenthesize::if_breaks) {
    if (!comments.trailing.empty()) return write_expression(context, expression, Parentheses::always);
    const GroupId group = context.writer.new_group();
    const Saved level(context.level, Level::expression(group));
    context.writer.best_fit_parenthesize(group, bare);
    return;
  }
  bare();
}

}  // namespace whip::fmt
