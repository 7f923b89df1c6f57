// `for` and `while` with their `else`.
#include "formatter/comments/split.h"
#include "formatter/python/clause.h"
#include "formatter/python/expression.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

namespace {

// A loop; `header` writes what stands before the colon.
template <class F>
void write_loop(Context& context, AstNode loop, F header) {
  const AstNode first = loop[Role::body];
  const AstNode orelse = loop[Role::orelse];
  const auto [colon_comments, else_comments] = split_comments(
      context.comments.dangling(loop), [&](const Comment& comment) { return comment.end() < first.begin(); });
  write_clause(context, {loop}, orelse ? SuiteKind::other_before_clause : SuiteKind::other, colon_comments, header);
  if (!orelse) return;
  const auto [above, behind] = split_comments(else_comments, &Comment::own_line);
  write_leading_alternate_branch_comments(context, above, loop.all(Role::body).back());
  write_clause(context, {loop, Role::orelse}, SuiteKind::other, behind, [&] { context.writer.token("else"); });
}

}  // namespace

void write_for(Context& context, AstNode statement) {
  write_loop(context, statement, [&] {
    Writer& writer = context.writer;
    if (statement.has(Flag::async)) writer.token("async ");
    writer.token("for ");
    write_expression_as_target(context, statement[Role::target], statement);
    writer.token(" in ");
    write_maybe_parenthesized(context, statement[Role::iter], statement, Parenthesize::if_breaks);
  });
}

void write_while(Context& context, AstNode statement) {
  write_loop(context, statement, [&] {
    context.writer.token("while ");
    write_maybe_parenthesized(context, statement[Role::test], statement, Parenthesize::if_breaks);
  });
}

}  // namespace whip::fmt
