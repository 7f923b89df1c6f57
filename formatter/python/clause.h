// Clauses of compound statements: a header, a colon, a body.
#pragma once

#include <algorithm>
#include <utility>

#include "formatter/comments/format.h"
#include "formatter/python/statement.h"

namespace whip::fmt {

// Which clause of which node: `else` of a loop is {loop, Role::orelse}.
struct Clause {
  AstNode node;
  Role body = Role::body;
};

// Where a comment asks for it, as it stands: the whole clause (which is on one line), or its header with the colon.
// Whether it was written.
bool write_suppressed_clause(Context& context, Clause clause);
bool write_suppressed_header(Context& context, Clause clause, CommentSpan colon_comments);

// The header as `header` writes it, the colon and the body. `colon_comments`: what stands behind the colon.
template <class F>
void write_clause(Context& context, Clause clause, SuiteKind kind, CommentSpan colon_comments, F header) {
  if (write_suppressed_clause(context, clause)) return;
  if (clause.node.has(Flag::one_line) && clause.body == Role::body) {
    write_one_line(context, clause.node);
  } else if (!write_suppressed_header(context, clause, colon_comments)) {
    header();
    context.writer.token(":");
  }
  write_clause_body(context, clause.node, clause.body, kind, colon_comments);
}

// Whether the body is `...` alone, without comments that need lines of their own.
bool contains_only_ellipsis(const Context& context, AstNode parent, Role body);

}  // namespace whip::fmt
