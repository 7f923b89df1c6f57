// global, nonlocal, and expressions as statements.
#include "formatter/comments/trivia.h"
#include "formatter/python/expression.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

namespace {

// Names that may go on behind a backslash: the statement allows no parentheses.
void write_names(Context& context, AstNode statement, std::string_view keyword) {
  Writer& writer = context.writer;
  writer.token(keyword);
  writer.space();
  const bool breaks = !context.comments.has_trailing(statement);  // a comment would end up on another line
  const auto names = [&] {
    bool first = true;
    for (const AstNode name : statement.all(Role::name)) {
      if (!first) {
        writer.token(", ");
        if (breaks) {
          writer.conditional(if_broken(), [&] { writer.token("\\"); });
          writer.soft_line();
        }
      }
      first = false;
      writer.source(name.span());
    }
  };
  if (!breaks) {
    names();
    return;
  }
  writer.group([&] {
    writer.conditional(if_broken(), [&] { writer.token("\\"); });
    writer.soft_line();
    writer.soft_block_indent(names);
  });
}

// Operators behind which the source's parentheses need not stay.
bool is_arithmetic_like(AstNode expression) {
  if (!expression.is(Ast::bin_op)) return false;
  switch (expression.op()) {
    case Operator::bit_or:
    case Operator::bit_xor:
    case Operator::left_shift:
    case Operator::right_shift:
    case Operator::add:
    case Operator::subtract:
      return true;
    default:
      return false;
  }
}

}  // namespace

void write_global(Context& context, AstNode statement) { write_names(context, statement, "global"); }
void write_nonlocal(Context& context, AstNode statement) { write_names(context, statement, "nonlocal"); }

void write_notebook_semicolon(Context& context, AstNode statement) {
  if (context.options.source_type != SourceType::notebook) return;
  if (context.level.kind != Level::Kind::top_level || !context.level.last_statement) return;
  const auto end = static_cast<std::uint32_t>(context.source.size());
  if (next_token_character(context.source, statement.end(), end) == ';') context.writer.token(";");
}

void write_expression_statement(Context& context, AstNode statement) {
  const AstNode value = statement[Role::value];
  if (is_arithmetic_like(value)) {
    write_maybe_parenthesized(context, value, statement, Parenthesize::optional);
  } else {
    write_expression(context, value);
  }
  write_notebook_semicolon(context, statement);
}

}  // namespace whip::fmt
