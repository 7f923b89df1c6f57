#include "formatter/python/clause.h"
#include "formatter/python/expression.h"
#include "formatter/python/pattern.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

namespace {

void write_case(Context& context, AstNode match_case) {
  const SuiteKind kind = match_case.next_sibling() ? SuiteKind::other_before_clause : SuiteKind::other;
  write_clause(context, {match_case}, kind, context.comments.dangling(match_case), [&] {
    context.writer.token("case ");
    write_maybe_parenthesized_pattern(context, match_case[Role::pattern], match_case);
    if (const AstNode guard = match_case[Role::guard]) {
      context.writer.token(" if ");
      write_maybe_parenthesized(context, guard, match_case, Parenthesize::if_breaks_parenthesized);
    }
  });
  write_trailing_comments(context, context.comments.trailing(match_case));
}

}  // namespace

void write_match(Context& context, AstNode statement) {
  Writer& writer = context.writer;
  const CommentSpan colon_comments = context.comments.dangling(statement);
  if (!write_suppressed_header(context, {statement}, colon_comments)) {
    writer.token("match ");
    write_maybe_parenthesized(context, statement[Role::subject], statement, Parenthesize::if_breaks);
    writer.token(":");
  }
  write_trailing_comments(context, colon_comments);
  const Saved level(context.level, Level::compound());
  const Saved indentation(context.levels, static_cast<std::uint16_t>(context.levels + 1));
  AstNode last;
  for (const AstNode match_case : statement.all(Role::case_)) {
    writer.block_indent([&] {
      const CommentSpan leading = context.comments.leading(match_case);
      if (last) {
        write_leading_alternate_branch_comments(context, leading, last);
      } else {
        write_leading_comments(context, leading);
      }
      write_case(context, match_case);
    });
    last = match_case.all(Role::body).back();
  }
}

}  // namespace whip::fmt
