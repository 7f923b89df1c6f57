// `if` with its `elif` and `else`.
#include "formatter/python/clause.h"
#include "formatter/python/expression.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

namespace {

SuiteKind suite_kind(AstNode next_clause) { return next_clause ? SuiteKind::other_before_clause : SuiteKind::other; }

}  // namespace

void write_if(Context& context, AstNode statement) {
  Writer& writer = context.writer;
  AstNode clause = statement[Role::clause];
  write_clause(context, {statement}, suite_kind(clause), context.comments.dangling(statement), [&] {
    writer.token("if ");
    write_maybe_parenthesized(context, statement[Role::test], statement, Parenthesize::if_breaks);
  });
  AstNode last = statement.all(Role::body).back();
  while (clause) {
    const AstNode next = clause.next_sibling();
    const NodeComments comments = context.comments.of(clause);
    write_leading_alternate_branch_comments(context, comments.leading, last);
    write_clause(context, {clause}, suite_kind(next), comments.dangling, [&] {
      if (const AstNode test = clause[Role::test]) {
        writer.token("elif ");
        write_maybe_parenthesized(context, test, clause, Parenthesize::if_breaks);
      } else {
        writer.token("else");
      }
    });
    last = clause.all(Role::body).back();
    clause = next;
  }
}

}  // namespace whip::fmt
