// What brackets an expression has, what is written in empty ones, and line breaks that exist only within brackets.
#include "formatter/python/parentheses.h"

#include "formatter/comments/split.h"
#include "formatter/literal/literal.h"
#include "formatter/python/expression_parts.h"

namespace whip::fmt {

Brackets own_brackets(const Context& context, AstNode expression) {
  const auto unless_empty = [&](AstNode content_of) {
    return content_of.first_child() || context.comments.has_dangling(expression) ? Brackets::filled : Brackets::empty;
  };
  switch (expression.kind()) {
    case Ast::list_comp:
    case Ast::set_comp:
    case Ast::dict_comp:
    case Ast::subscript:
      return Brackets::filled;
    case Ast::generator:
      return expression.has(Flag::own_parentheses) ? Brackets::filled : Brackets::none;
    case Ast::tuple:
      return expression.has(Flag::own_parentheses) ? unless_empty(expression) : Brackets::none;
    case Ast::list:
    case Ast::set:
    case Ast::dict:
      return unless_empty(expression);
    case Ast::call:
      return unless_empty(expression[Role::arguments]);
    default:
      return Brackets::none;
  }
}

Brackets brackets_of(const Context& context, AstNode expression) {
  const Brackets own = own_brackets(context, expression);
  if (own == Brackets::filled) return own;
  return will_be_parenthesized(expression) ? Brackets::filled : own;
}

bool is_splittable(const Context&, AstNode expression) {
  for (;;) {
    switch (expression.kind()) {
      case Ast::compare:
      case Ast::bin_op:
      case Ast::bool_op:
      case Ast::if_expr:
      case Ast::generator:
      case Ast::subscript:
      case Ast::await:
      case Ast::list_comp:
      case Ast::set_comp:
      case Ast::dict_comp:
      case Ast::yield_from:
        return true;
      case Ast::tuple:
      case Ast::dict:
      case Ast::set:
      case Ast::list:
      case Ast::yield:
        return static_cast<bool>(expression.first_child());
      case Ast::call:
        return static_cast<bool>(expression[Role::arguments].first_child()) ||
               expression[Role::function].parenthesized();
      case Ast::string:
      case Ast::bytes:
      case Ast::f_string:
      case Ast::t_string:
        return is_implicit_concatenation(expression);
      case Ast::unary_op:
        expression = expression[Role::operand];
        break;
      case Ast::lambda:
        expression = expression[Role::body];
        if (will_be_parenthesized(expression)) return true;
        break;
      case Ast::starred:
      case Ast::attribute:
        expression = expression[Role::value];
        if (will_be_parenthesized(expression)) return true;
        break;
      default:
        return false;
    }
  }
}

void write_empty_parenthesized(Context& context, std::string_view open, CommentSpan comments, std::string_view close) {
  Writer& writer = context.writer;
  const auto split = split_comments(comments, [](const Comment& c) { return c.end_of_line(); });
  writer.group([&] {
    writer.token(open);
    write_trailing_comments(context, split.before);
    // Without it the comment would stand behind the closing bracket, and elsewhere in the next run.
    if (!split.before.empty()) writer.hard_line();
    if (!split.after.empty()) {
      writer.soft_block_indent([&] { write_dangling_comments(context, split.after); });
    }
    writer.token(close);
  });
}

void in_parentheses_only_soft_line(Context& context) {
  if (context.level.kind == Level::Kind::expression && context.level.group != kNoGroup) {
    context.writer.conditional(if_broken(context.level.group), [&] { context.writer.soft_line(); });
  } else if (context.level.kind == Level::Kind::parenthesized_expression) {
    context.writer.soft_line();
  }
}

void in_parentheses_only_soft_line_or_space(Context& context) {
  Writer& writer = context.writer;
  if (context.level.kind == Level::Kind::expression && context.level.group != kNoGroup) {
    writer.conditional(if_broken(context.level.group), [&] { writer.soft_line_or_space(); });
    writer.conditional(if_flat(context.level.group), [&] { writer.space(); });
  } else if (context.level.kind == Level::Kind::parenthesized_expression) {
    writer.soft_line_or_space();
  } else {
    writer.space();
  }
}

}  // namespace whip::fmt
