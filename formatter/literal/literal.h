// Literals: strings of all sorts, docstrings, numbers.
#pragma once

#include "formatter/python/context.h"

namespace whip::fmt {

// A string, bytes, f_string or t_string expression, implicitly concatenated or not.
void write_string(Context& context, AstNode string);
// The expression statement's string as a docstring of a module, class or function.
void write_docstring(Context& context, AstNode statement);
bool is_docstring_candidate(
    AstNode statement);  // a statement that is one plain string literal, not concatenated, no bytes, no f-string
void write_number(Context& context, AstNode number);

// A string that spans lines in the source (triple-quoted with a line break in its text) and is no implicit
// concatenation.
bool is_multiline_string(const Context& context, AstNode string);
bool is_implicit_concatenation(AstNode string);

// Implicit concatenation that fits on one line and may be joined into one literal. Ruff's
// FormatImplicitConcatenatedStringFlat. `joined_flat`: writes the joined (or side-by-side) flat form; false if it
// cannot be written flat at all.
bool can_write_concatenation_flat(const Context& context, AstNode string);
void write_concatenation_flat(Context& context, AstNode string);
void write_concatenation_expanded(Context& context, AstNode string);

}  // namespace whip::fmt
