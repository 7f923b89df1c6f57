#include "formatter/comments/split.h"
#include "formatter/python/blank_lines.h"
#include "formatter/python/clause.h"
#include "formatter/python/decorators.h"
#include "formatter/python/expression.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

namespace {

void write_return_annotation(Context& context, AstNode function) {
  const AstNode returns = function[Role::returns];
  const AstNode parameters = function[Role::parameters];
  const NodeComments comments = context.comments.of(returns);
  context.writer.token(" -> ");
  if (returns.is(Ast::tuple)) {
    write_expression(context, returns, comments.leading.empty() ? Parentheses::never : Parentheses::always);
  } else if (!comments.trailing.empty()) {
    // Without parentheses the comment would move behind the colon, where the next run takes it for the function's.
    write_expression(context, returns, Parentheses::always);
  } else {
    // Where there are parameters to break, they break first.
    const bool empty = !parameters.first_child() && !context.comments.has(parameters);
    write_maybe_parenthesized(context, returns, function,
                              empty ? Parenthesize::if_breaks_parenthesized : Parenthesize::if_breaks);
  }
}

void write_header(Context& context, AstNode function) {
  Writer& writer = context.writer;
  if (function.has(Flag::async)) writer.token("async ");
  writer.token("def ");
  writer.source(function[Role::name].span());
  if (const AstNode type_params = function[Role::type_params]) write_type_parameters(context, type_params);
  writer.group([&] {
    write_parameters(context, function[Role::parameters]);
    if (function[Role::returns]) write_return_annotation(context, function);
  });
}

}  // namespace

void write_function_def(Context& context, AstNode statement) {
  const auto [above_header, colon_comments] = split_comments(context.comments.dangling(statement), &Comment::own_line);
  write_empty_lines_after_leading_comments(context, statement);
  write_decorators(context, statement, above_header);
  write_clause(context, {statement}, SuiteKind::function, colon_comments, [&] { write_header(context, statement); });
  write_empty_lines_before_trailing_comments(context, statement);
}

}  // namespace whip::fmt
