// Statements of a keyword and expressions: return, raise, assert, del.
#include "formatter/comments/format.h"
#include "formatter/python/expression.h"
#include "formatter/python/statement.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

void write_return(Context& context, AstNode statement) {
  context.writer.token("return");
  const AstNode value = statement[Role::value];
  if (!value) return;
  context.writer.space();
  if (value.is(Ast::tuple) && !context.comments.has_leading(value)) {
    write_tuple(context, value, TupleParentheses::optional_parentheses);
  } else {
    write_last_expression(context, value, statement);
  }
}

void write_raise(Context& context, AstNode statement) {
  context.writer.token("raise");
  if (const AstNode value = statement[Role::value]) {
    context.writer.space();
    write_maybe_parenthesized(context, value, statement, Parenthesize::optional);
  }
  if (const AstNode cause = statement[Role::cause]) {
    context.writer.token(" from ");
    write_maybe_parenthesized(context, cause, statement, Parenthesize::optional);
  }
}

void write_assert(Context& context, AstNode statement) {
  context.writer.token("assert ");
  write_maybe_parenthesized(context, statement[Role::test], statement, Parenthesize::if_breaks);
  if (const AstNode message = statement[Role::message]) {
    context.writer.token(", ");
    write_maybe_parenthesized(context, message, statement, Parenthesize::if_breaks_parenthesized);
  }
}

void write_delete(Context& context, AstNode statement) {
  Writer& writer = context.writer;
  writer.token("del ");
  const AstChildren targets = statement.all(Role::target);
  const std::uint32_t count = targets.count();
  if (count == 0) {
    // `del ()`
    writer.token("(");
    writer.block_indent([&] { write_dangling_comments(context, statement); });
    writer.token(")");
  } else if (count == 1) {
    write_maybe_parenthesized(context, targets.front(), statement, Parenthesize::if_breaks);
  } else {
    write_parenthesized_if_expands(context, [&] {
      CommaList list(context, statement.end());
      for (const AstNode target : targets) {
        list.entry(target.end(), [&] { write_expression(context, target); });
      }
      list.finish();
    });
  }
}

}  // namespace whip::fmt
