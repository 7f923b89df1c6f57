// Statements, bodies and headers.
#pragma once

#include "formatter/python/context.h"

namespace whip::fmt {

// One statement with its comments (a suppressed one is written as it stands).
void write_statement(Context& context, AstNode statement);

// The text of a node with Flag::one_line.
std::string_view one_line_text(const Context& context, AstNode node);
void write_one_line(Context& context, AstNode node);

enum class SuiteKind : std::uint8_t {
  top_level,
  function,
  class_,
  other,                // of the last clause of its statement
  other_before_clause,  // another clause of the same statement follows: `else`, `except` ...
};
// The statements of `parent` in `role`, with the empty lines between them; without indent or the header's colon.
void write_suite(Context& context, AstNode parent, Role role, SuiteKind kind);
// Behind a header's colon: trailing comments of the colon, then the indented body (or ` ...` on the same line in
// stubs).
void write_clause_body(Context& context, AstNode parent, Role role, SuiteKind kind, CommentSpan colon_comments);

// What stands on the right of `=`, `+=`, `: T =`, `return` etc. Ruff's FormatStatementsLastExpression.
void write_last_expression(Context& context, AstNode expression, AstNode statement);

void write_module(Context& context, AstNode module);

}  // namespace whip::fmt
