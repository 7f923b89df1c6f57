#include "formatter/python/statement.h"

#include "formatter/comments/format.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

namespace {

void write_fields(Context& context, AstNode statement) {
  // A simple statement; of a compound one it is the header that is known (write_clause).
  if (statement.has(Flag::one_line) && !statement.first_child()) return write_one_line(context, statement);
  switch (statement.kind()) {
    case Ast::function_def:
      return write_function_def(context, statement);
    case Ast::class_def:
      return write_class_def(context, statement);
    case Ast::return_:
      return write_return(context, statement);
    case Ast::delete_:
      return write_delete(context, statement);
    case Ast::type_alias:
      return write_type_alias(context, statement);
    case Ast::assign:
      return write_assign(context, statement);
    case Ast::aug_assign:
      return write_augmented_assign(context, statement);
    case Ast::ann_assign:
      return write_annotated_assign(context, statement);
    case Ast::for_:
      return write_for(context, statement);
    case Ast::while_:
      return write_while(context, statement);
    case Ast::if_:
      return write_if(context, statement);
    case Ast::with:
      return write_with(context, statement);
    case Ast::match:
      return write_match(context, statement);
    case Ast::raise:
      return write_raise(context, statement);
    case Ast::try_:
      return write_try(context, statement);
    case Ast::assert_:
      return write_assert(context, statement);
    case Ast::import:
      return write_import(context, statement);
    case Ast::import_from:
      return write_import_from(context, statement);
    case Ast::global:
      return write_global(context, statement);
    case Ast::nonlocal:
      return write_nonlocal(context, statement);
    case Ast::expr:
      return write_expression_statement(context, statement);
    case Ast::pass:
      return context.writer.token("pass");
    case Ast::break_:
      return context.writer.token("break");
    case Ast::continue_:
      return context.writer.token("continue");
    default:
      return;  // no statement: absent
  }
}

}  // namespace

std::string_view one_line_text(const Context& context, AstNode node) {
  const AstTree::OneLineText& known = node.one_line();
  return std::string_view(context.ast.one_line_text).substr(known.begin, known.size);
}

void write_one_line(Context& context, AstNode node) {
  const AstTree::OneLineText& known = node.one_line();
  const std::string_view text = std::string_view(context.ast.one_line_text).substr(known.begin, known.size);
  if (known.lines) {
    context.writer.lines(text);
  } else {
    context.writer.token(text);
  }
}

void write_statement(Context& context, AstNode statement) {
  write_with_comments(context, statement, [&] { write_fields(context, statement); });
}

}  // namespace whip::fmt
