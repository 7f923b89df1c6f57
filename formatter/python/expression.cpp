// An expression: its parentheses and the comments inside and outside of them, then what its kind writes.
#include "formatter/python/expression.h"

#include "formatter/comments/split.h"
#include "formatter/comments/trivia.h"
#include "formatter/literal/literal.h"
#include "formatter/python/expression_parts.h"

namespace whip::fmt {

void write_fields(Context& context, AstNode expression) {
  switch (expression.kind()) {
    case Ast::bool_op:
    case Ast::bin_op:
    case Ast::compare:
      return write_binary_like(context, expression);
    case Ast::call:
    case Ast::attribute:
    case Ast::subscript:
      return write_chain(context, expression);
    case Ast::string:
    case Ast::bytes:
    case Ast::f_string:
    case Ast::t_string:
      // Pieces of one literal are all on one line, or one on each.
      if (!is_implicit_concatenation(expression)) return write_string(context, expression);
      return in_parentheses_only_group(context, [&] { write_string(context, expression); });
    case Ast::number:
      return write_number(context, expression);
    case Ast::list:
    case Ast::set:
      return write_collection(context, expression);
    case Ast::dict:
      return write_dict(context, expression);
    case Ast::tuple:
      return write_tuple_fields(context, expression, TupleParentheses::default_);
    case Ast::list_comp:
    case Ast::set_comp:
    case Ast::dict_comp:
      return write_comprehension_expression(context, expression);
    case Ast::generator:
      return write_generator(context, expression, GeneratorParentheses::always);
    case Ast::slice:
      return write_slice(context, expression);
    case Ast::unary_op:
      return write_unary(context, expression);
    case Ast::if_expr:
      return write_conditional_expression(context, expression);
    case Ast::lambda:
      return write_lambda(context, expression, LambdaLayout::default_);
    case Ast::await:
      return write_await(context, expression);
    case Ast::yield:
    case Ast::yield_from:
      return write_yield(context, expression);
    case Ast::named:
      return write_named(context, expression);
    case Ast::starred:
      return write_starred(context, expression);
    case Ast::none:
      return context.writer.token("None");
    case Ast::ellipsis:
      return context.writer.token("...");
    default:  // name, boolean
      return context.writer.source(expression.span());
  }
}

void write_node(Context& context, AstNode expression) {
  write_with_comments(context, expression, [&] { write_fields(context, expression); });
}

namespace {

// `f((a))`: the brackets of the call are the outermost parentheses around the argument too.
bool fills_arguments(const Context& context, AstNode expression) {
  const AstNode parent = expression.parent();
  if (!parent.is(Ast::arguments) || !(parent.first_child() == expression) || expression.next_sibling()) return false;
  const std::uint32_t last = parent.end() - 1;
  return next_token(context.source, expression.outer_parentheses().end, last) == last;
}

// In parentheses, with comments: those outside of the outermost parentheses stay outside. Of several pairs of
// parentheses one is left.
void write_with_parentheses_and_comments(Context& context, AstNode expression, const NodeComments& comments) {
  CommentSpan outer_leading, inner_leading = comments.leading;
  CommentSpan inner_trailing = comments.trailing, outer_trailing;
  if (expression.parenthesized()) {
    const Span pair =
        fills_arguments(context, expression) ? expression.parent().span() : expression.outer_parentheses();
    const auto leading = split_comments(comments.leading, [&](const Comment& c) { return c.begin() < pair.begin; });
    outer_leading = leading.before, inner_leading = leading.after;
    const auto trailing = split_comments(comments.trailing, [&](const Comment& c) { return c.begin() < pair.end; });
    inner_trailing = trailing.before, outer_trailing = trailing.after;
  }
  CommentSpan open;
  if (!inner_leading.empty() && inner_leading.front().end_of_line()) {
    open = inner_leading.first(1), inner_leading = inner_leading.subspan(1);
  }
  write_leading_comments(context, outer_leading);
  write_parenthesized(
      context, "(",
      [&] {
        write_leading_comments(context, inner_leading);
        write_fields(context, expression);
        write_trailing_comments(context, inner_trailing);
      },
      ")", open);
  write_trailing_comments(context, outer_trailing);
}

}  // namespace

void write_expression(Context& context, AstNode expression, Parentheses parentheses) {
  const Saved depth(context.depth, context.depth + 1);
  if (context.depth > kMaxExpressionDepth) {
    context.too_deep = true;
    return;
  }
  if (parentheses == Parentheses::always || (parentheses == Parentheses::preserve && expression.parenthesized())) {
    const NodeComments comments = context.comments.of(expression);
    if (comments.leading.empty() && comments.trailing.empty()) {
      write_parenthesized(
          context, "(", [&] { write_fields(context, expression); }, ")", {},
          is_huggable(context, expression) ? Hug::yes : Hug::no);
    } else {
      write_with_parentheses_and_comments(context, expression, comments);
    }
    return;
  }
  const bool outermost = context.level.kind == Level::Kind::top_level || context.level.kind == Level::Kind::compound;
  const Saved level(context.level, outermost ? Level::expression() : context.level);
  write_node(context, expression);
}

void write_identifier(Context& context, AstNode identifier) {
  write_with_comments(context, identifier, [&] { context.writer.source(identifier.span()); });
}

bool is_string_like(AstNode expression) {
  return expression.is_any({Ast::string, Ast::bytes, Ast::f_string, Ast::t_string});
}

bool is_multiline_string_expression(const Context& context, AstNode expression) {
  return is_string_like(expression) && !is_implicit_concatenation(expression) &&
         is_multiline_string(context, expression);
}

void write_expression_as_target(Context& context, AstNode expression, AstNode parent) {
  if (expression.is(Ast::tuple)) {
    write_tuple(context, expression, TupleParentheses::never_preserve);
  } else {
    write_maybe_parenthesized(context, expression, parent, Parenthesize::if_breaks);
  }
}

}  // namespace whip::fmt
