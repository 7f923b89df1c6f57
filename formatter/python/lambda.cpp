// Lambdas: the parameters stay on their line, a body that does not fit goes into parentheses of its own.
#include "formatter/comments/split.h"
#include "formatter/python/expression_parts.h"

namespace whip::fmt {
namespace {

// Comments between the parameters and the body: behind a parenthesis that is opened for the body.
void write_commented_body(Context& context, AstNode body, CommentSpan comments) {
  Writer& writer = context.writer;
  const auto split = split_at_own_line(comments);
  if (body.parenthesized() && context.comments.has_leading(body)) {
    write_trailing_comments(context, comments);
    if (split.after.empty()) {
      writer.space();
    } else {
      writer.hard_line();
    }
    return write_expression(context, body, Parentheses::always);
  }
  writer.space();
  writer.token("(");
  write_trailing_comments(context, split.before);
  writer.block_indent([&] {
    write_leading_comments(context, split.after);
    write_expression(context, body, Parentheses::never);
  });
  writer.token(")");
}

void write_body(Context& context, AstNode lambda, AstNode body) {
  Writer& writer = context.writer;
  const NodeComments comments = context.comments.of(body);
  const OptionalParentheses wanted = needs_parentheses(context, body, lambda);
  if (!comments.leading.empty() || comments.has_trailing_own_line() || wanted == OptionalParentheses::always) {
    return write_expression(context, body, Parentheses::always);
  }
  const auto bare = [&] { write_expression(context, body, Parentheses::never); };
  if (wanted == OptionalParentheses::multiline) return write_parenthesized_if_expands(context, bare);
  if (!body.is_any({Ast::call, Ast::subscript})) {
    if (has_own_parentheses(context, body)) return write_expression(context, body);
    return write_parenthesized_if_expands(context, bare);
  }
  // A call or subscript may break in its own brackets, but not if what comes before these is too long.
  const Captured content = writer.capture(bare);
  if (writer.will_break(content)) writer.expand_parent();
  writer.best_fitting(
      Writer::Fits::first_line, [&] { writer.put(content); },
      [&] { writer.group([&] { writer.put(content); }, kNoGroup, true); },
      [&] {
        writer.token("(");
        writer.block_indent([&] { writer.put(content); });
        writer.token(")");
      });
}

}  // namespace

void write_lambda(Context& context, AstNode lambda, LambdaLayout layout) {
  Writer& writer = context.writer;
  const AstNode parameters = lambda[Role::parameters];
  const AstNode body = lambda[Role::body];
  CommentSpan dangling = context.comments.dangling(lambda);
  writer.token("lambda");
  if (parameters) {
    const auto split = split_comments(dangling, [&](const Comment& c) { return c.end() < parameters.begin(); });
    dangling = split.after;
    if (!split.before.empty()) {
      write_dangling_comments(context, split.before);
    } else if (context.comments.has_leading(parameters)) {
      writer.hard_line();
    } else {
      writer.space();
    }
    if (context.comments.any_in_subtree(parameters)) {
      write_parameters(context, parameters, ParameterParentheses::never);
    } else {
      writer.without_soft_lines([&] { write_parameters(context, parameters, ParameterParentheses::never); });
    }
  }
  writer.token(":");
  const auto write = [&] {
    if (dangling.empty()) {
      write_body(context, lambda, body);
    } else {
      write_commented_body(context, body, dangling);
    }
  };
  if (dangling.empty()) writer.space();
  // Own-line comments in front of the body's parentheses need the optional ones around the lambda.
  const bool breaks_outside =
      body.parenthesized() && context.comments.has_leading(body) && !split_at_own_line(dangling).after.empty();
  if (layout == LambdaLayout::assignment && !breaks_outside) {
    writer.fits_expanded(write);
  } else {
    write();
  }
}

void write_assigned_lambda(Context& context, AstNode lambda) {
  write_with_comments(context, lambda, [&] { write_lambda(context, lambda, LambdaLayout::assignment); });
}

}  // namespace whip::fmt
