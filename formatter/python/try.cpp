#include <algorithm>

#include "formatter/comments/split.h"
#include "formatter/python/clause.h"
#include "formatter/python/expression.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

namespace {

// `except A, B:` without parentheses is the same as with them from 3.14 on; a starred element or a name needs them.
bool may_drop_parentheses(const Context& context, AstNode handler) {
  const AstNode type = handler[Role::test];
  if (!type.is(Ast::tuple) || context.options.target_version < PythonVersion::py314 || handler[Role::name])
    return false;
  return std::ranges::none_of(type.all(Role::element), [](AstNode element) { return element.is(Ast::starred); });
}

void write_handler_header(Context& context, AstNode handler, bool star) {
  Writer& writer = context.writer;
  writer.token(star ? "except*" : "except");
  const AstNode type = handler[Role::test];
  if (!type) return;
  writer.space();
  if (may_drop_parentheses(context, handler)) {
    write_tuple(context, type, TupleParentheses::never_preserve);
    return;
  }
  write_maybe_parenthesized(context, type, handler, Parenthesize::if_breaks);
  if (const AstNode name = handler[Role::name]) {
    writer.token(" as ");
    writer.source(name.span());
  }
}

// The clauses of `try` whose comments dangle from the statement: `try`, `else`, `finally`.
struct PlainClauses {
  Context& context;
  AstNode statement;
  CommentSpan comments;  // those not written yet
  AstNode last;          // last statement of the clause before

  void write(Role role, std::string_view keyword, SuiteKind kind) {
    const AstNode end = statement.all(role).back();
    if (!end) return;
    const auto [mine, rest] =
        split_comments(comments, [&](const Comment& comment) { return comment.end() <= end.end(); });
    const auto [above, behind] = split_comments(mine, &Comment::own_line);
    if (role != Role::body) write_leading_alternate_branch_comments(context, above, last);
    write_clause(context, {statement, role}, kind, behind, [&] { context.writer.token(keyword); });
    comments = rest;
    last = end;
  }
};

}  // namespace

void write_try(Context& context, AstNode statement) {
  const AstNode finalbody = statement[Role::finalbody];
  PlainClauses clauses{context, statement, context.comments.dangling(statement), {}};
  clauses.write(Role::body, "try", SuiteKind::other_before_clause);
  for (const AstNode handler : statement.all(Role::handler)) {
    const bool last = !handler.next_sibling();
    const NodeComments comments = context.comments.of(handler);
    write_leading_alternate_branch_comments(context, comments.leading, clauses.last);
    write_clause(context, {handler}, last ? SuiteKind::other : SuiteKind::other_before_clause, comments.dangling,
                 [&] { write_handler_header(context, handler, statement.has(Flag::star)); });
    write_trailing_comments(context, comments.trailing);
    clauses.last = handler.all(Role::body).back();
  }
  clauses.write(Role::orelse, "else", finalbody ? SuiteKind::other_before_clause : SuiteKind::other);
  clauses.write(Role::finalbody, "finally", SuiteKind::other);
  write_dangling_comments(context, clauses.comments);
}

}  // namespace whip::fmt
