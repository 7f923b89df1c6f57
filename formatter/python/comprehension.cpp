// Comprehensions and generators.
#include "formatter/comments/split.h"
#include "formatter/comments/trivia.h"
#include "formatter/python/expression_parts.h"

namespace whip::fmt {
namespace {

// The space between a keyword and the expression behind it; a line break where the expression has comments of its own
// that do not go into its parentheses.
void write_spacer(Context& context, AstNode expression, bool keeps_parentheses) {
  const bool inside = keeps_parentheses && expression.parenthesized();
  if (context.comments.has_leading(expression) && !inside) {
    context.writer.soft_line_or_space();
  } else {
    context.writer.space();
  }
}

void write_target(Context& context, AstNode target) {
  if (target.is(Ast::tuple)) {
    write_tuple(context, target, TupleParentheses::never);
  } else {
    write_expression(context, target);
  }
}

void write_condition(Context& context, AstNode condition, CommentSpan comments) {
  const auto split = split_comments(comments, [](const Comment& c) { return c.own_line(); });
  write_leading_comments(context, split.before);
  context.writer.token("if");
  write_trailing_comments(context, split.after);
  write_spacer(context, condition, true);
  write_expression(context, condition);
}

void write_comprehension_fields(Context& context, AstNode comprehension) {
  Writer& writer = context.writer;
  const AstNode target = comprehension[Role::target];
  const AstNode iter = comprehension[Role::iter];
  CommentSpan before_target, before_in, behind_in;
  CommentSpan rest = context.comments.dangling(comprehension);
  if (!rest.empty()) {
    const std::uint32_t in =
        find_token(context.source, "in", target.outer_parentheses().end, iter.outer_parentheses().begin);
    const auto first = split_comments(rest, [&](const Comment& c) { return c.end() < target.begin(); });
    const auto second = split_comments(first.after, [&](const Comment& c) { return c.end() < in; });
    const auto third = split_comments(second.after, [&](const Comment& c) { return c.begin() < iter.begin(); });
    before_target = first.before, before_in = second.before, behind_in = third.before, rest = third.after;
  }
  if (comprehension.has(Flag::async)) {
    writer.token("async");
    writer.space();
  }
  writer.token("for");
  write_trailing_comments(context, before_target);
  write_spacer(context, target, !target.is(Ast::tuple));
  write_target(context, target);
  if (before_in.empty()) {
    writer.space();
  } else {
    writer.soft_line_or_space();
  }
  write_leading_comments(context, before_in);
  writer.token("in");
  write_trailing_comments(context, behind_in);
  write_spacer(context, iter, true);
  write_expression(context, iter);
  for (const AstNode condition : comprehension.all(Role::condition)) {
    const auto split = split_comments(rest, [&](const Comment& c) { return c.begin() < condition.begin(); });
    rest = split.after;
    writer.soft_line_or_space();
    write_condition(context, condition, split.before);
  }
}

void write_generators(Context& context, AstNode expression) {
  for (const AstNode comprehension : expression.all(Role::generator)) {
    context.writer.soft_line_or_space();
    write_with_comments(context, comprehension, [&] { write_comprehension_fields(context, comprehension); });
  }
}

void write_element_and_generators(Context& context, AstNode expression) {
  context.writer.group([&] { write_expression(context, expression[Role::element]); });
  write_generators(context, expression);
}
void write_grouped(Context& context, AstNode expression) {
  context.writer.group([&] { write_element_and_generators(context, expression); });
}

void write_dict_comprehension(Context& context, AstNode expression) {
  const AstNode key = expression[Role::key];
  const AstNode value = expression[Role::value];
  const std::uint32_t begin = key ? key.begin() : value.begin();
  const auto comments =
      split_comments(context.comments.dangling(expression), [&](const Comment& c) { return c.end() < begin; });
  const auto content = [&] {
    context.writer.group([&] {
      if (key) {
        context.writer.group([&] { write_expression(context, key); });
        context.writer.token(":");
        if (comments.after.empty()) {
          context.writer.space();
        } else {
          write_dangling_comments(context, comments.after);
        }
      } else {
        context.writer.token("**");
      }
      write_expression(context, value);
      write_generators(context, expression);
    });
  };
  write_parenthesized(context, "{", content, "}", comments.before);
}

}  // namespace

void write_comprehension_expression(Context& context, AstNode expression) {
  if (expression.is(Ast::dict_comp)) return write_dict_comprehension(context, expression);
  const bool list = expression.is(Ast::list_comp);
  write_parenthesized(
      context, list ? "[" : "{", [&] { write_grouped(context, expression); }, list ? "]" : "}",
      context.comments.dangling(expression));
}

void write_generator(Context& context, AstNode generator, GeneratorParentheses parentheses) {
  const CommentSpan dangling = context.comments.dangling(generator);
  if (parentheses == GeneratorParentheses::preserve && dangling.empty() && !generator.has(Flag::own_parentheses)) {
    write_element_and_generators(context, generator);  // in the group of the arguments
  } else {
    write_parenthesized(
        context, "(", [&] { write_grouped(context, generator); }, ")", dangling);
  }
}

}  // namespace whip::fmt
