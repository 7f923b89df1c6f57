// How many empty lines stand between statements, and between definitions and their comments.
#pragma once

#include "formatter/python/statement.h"

namespace whip::fmt {

inline bool is_definition(AstNode statement) { return statement.is_any({Ast::function_def, Ast::class_def}); }
inline bool is_import(AstNode statement) { return statement.is_any({Ast::import, Ast::import_from}); }

// The statement itself, or the last statement in its last body and so on down, if that is a function or a class; absent
// if it is not, or if own-line comments behind it have brought the empty lines already.
AstNode trailing_definition(const Context& context, AstNode statement);

// How many line breaks stand between two statements where the source has `lines`, if nothing else asks for more.
std::uint32_t line_breaks(const Context& context, SuiteKind kind, std::uint32_t lines);
// Between two statements of one body: a line break and the empty lines that belong there.
void write_separator(Context& context, SuiteKind kind, AstNode preceding, AstNode following, bool behind_docstring);
// The same in stub files, where one of them is (or ends in) a definition.
void write_stub_separator(Context& context, SuiteKind kind, AstNode preceding, AstNode following);
// Behind the last statement of a body that another clause of the same statement follows.
void write_empty_line_before_clause(Context& context, AstNode last_statement);

// Around a function or class: more empty lines between its leading comments and it, and before its trailing own-line
// comments, than the source may have.
void write_empty_lines_after_leading_comments(Context& context, AstNode definition);
void write_empty_lines_before_trailing_comments(Context& context, AstNode definition);

}  // namespace whip::fmt
