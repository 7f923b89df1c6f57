#include "formatter/python/clause.h"

namespace whip::fmt {

bool contains_only_ellipsis(const Context& context, AstNode parent, Role body) {
  const AstNode statement = parent[body];
  if (!statement.is(Ast::expr) || !statement[Role::value].is(Ast::ellipsis)) return false;
  if (const AstNode next = statement.next_sibling(); next && next.role() == body) return false;
  return !context.comments.has_leading(statement) && !context.comments.has_trailing_own_line(statement);
}

void write_clause_body(Context& context, AstNode parent, Role role, SuiteKind kind, CommentSpan colon_comments) {
  const bool may_collapse = context.is_stub() || kind == SuiteKind::function || kind == SuiteKind::class_;
  if (may_collapse && colon_comments.empty() && contains_only_ellipsis(context, parent, role)) {
    context.writer.space();
    write_suite(context, parent, role, kind);
    context.writer.hard_line();
    return;
  }
  write_trailing_comments(context, colon_comments);
  context.writer.block_indent([&] { write_suite(context, parent, role, kind); });
}

}  // namespace whip::fmt
