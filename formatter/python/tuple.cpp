// Tuples, whose parentheses come and go with the place.
#include "formatter/python/expression_parts.h"

namespace whip::fmt {
namespace {

void write_elements(Context& context, AstNode tuple) {
  CommaList elements(context, tuple.end());
  for (const AstNode element : tuple.children()) {
    elements.entry(element.end(), [&] { write_expression(context, element); });
  }
  elements.finish();
}

void write_single(Context& context, AstNode tuple, AstNode element, TupleParentheses parentheses) {
  if (parentheses == TupleParentheses::preserve && !tuple.has(Flag::own_parentheses)) {
    write_expression(context, element);
    // `x[*a]` is a tuple of one without a comma.
    if (has_trailing_comma(context, element.end(), tuple.end())) context.writer.token(",");
    return;
  }
  write_parenthesized(
      context, "(",
      [&] {
        write_expression(context, element);
        context.writer.token(",");
      },
      ")", context.comments.dangling(tuple));
}

}  // namespace

void write_tuple_fields(Context& context, AstNode tuple, TupleParentheses parentheses) {
  const CommentSpan dangling = context.comments.dangling(tuple);
  const AstNode first = tuple.first_child();
  if (!first) return write_empty_parenthesized(context, "(", dangling, ")");
  if (!first.next_sibling()) return write_single(context, tuple, first, parentheses);
  const auto elements = [&] { write_elements(context, tuple); };
  if (tuple.has(Flag::own_parentheses) && !(parentheses == TupleParentheses::never_preserve && dangling.empty())) {
    return write_parenthesized(context, "(", elements, ")", dangling);
  }
  switch (parentheses) {
    case TupleParentheses::never:
      for (const AstNode element : tuple.children()) {
        if (!(element == first)) {
          context.writer.token(",");
          context.writer.space();
        }
        write_expression(context, element);
      }
      return;
    case TupleParentheses::preserve:
      return context.writer.group(elements);
    case TupleParentheses::never_preserve:
      return write_optional_parentheses(context, elements);
    case TupleParentheses::optional_parentheses:
      if (tuple.children().count() == 2) return write_optional_parentheses(context, elements, Becomes::own);
      break;
    case TupleParentheses::default_:
      break;
  }
  write_parenthesized_if_expands(context, elements);
}

void write_tuple(Context& context, AstNode tuple, TupleParentheses parentheses) {
  write_with_comments(context, tuple, [&] { write_tuple_fields(context, tuple, parentheses); });
}

}  // namespace whip::fmt
