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

// The header as `header` writes it, the colon and the body. `colon_comments`: what stands behind the colon.
template <class F>
void write_clause(Context& context, Clause clause, SuiteKind kind, CommentSpan colon_comments, F header) {
  header();
  context.writer.token(":");
  write_clause_body(context, clause.node, clause.body, kind, colon_comments);
}

// Comments up to the first that `belongs` does not hold for, and the rest.
template <class F>
std::pair<CommentSpan, CommentSpan> split_comments(CommentSpan comments, F belongs) {
  const auto middle = std::ranges::partition_point(comments, belongs);
  const auto count = static_cast<std::size_t>(middle - comments.begin());
  return {comments.first(count), comments.subspan(count)};
}

// Whether the body is `...` alone, without comments that need lines of their own.
bool contains_only_ellipsis(const Context& context, AstNode parent, Role body);

}  // namespace whip::fmt
