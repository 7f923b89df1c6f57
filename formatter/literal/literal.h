// Literals: strings of all sorts, docstrings, numbers.
#pragma once

#include "formatter/python/context.h"

namespace whip::fmt {

// A string, bytes, f_string or t_string expression, implicitly concatenated or not.
void write_string(Context& context, AstNode string);
// The expression statement's string as a docstring of a module, class or function: the string alone. Comments of the
// statement, `fmt: skip` and the empty line behind a class's docstring are write_suite's.
void write_docstring(Context& context, AstNode statement);
// A statement that is one plain string (no bytes, no f-string), not in pieces with comments between them.
bool is_docstring_candidate(AstNode statement);
void write_number(Context& context, AstNode number);

// A string that spans lines in the source (triple-quoted with a line break in its text) and is no implicit
// concatenation.
bool is_multiline_string(const Context& context, AstNode string);
// A single f-string or t-string whose replacement fields span lines in the source: they may go on doing so.
bool has_multiline_interpolation(AstNode string);
bool is_implicit_concatenation(AstNode string);

// Whether the pieces of an implicit concatenation may become one literal. It is written so where it fits on its line
// (Ruff's FormatImplicitConcatenatedStringFlat).
bool can_write_concatenation_flat(const Context& context, AstNode string);
// The one literal; only where it can be.
void write_concatenation_flat(Context& context, AstNode string);
// The pieces, each on its line where the brackets around them are broken.
void write_concatenation_expanded(Context& context, AstNode string);

}  // namespace whip::fmt
