// Logical lines of the source as they stand, but for their indentation.
#pragma once

#include "formatter/python/context.h"

namespace whip::fmt {

// Blanks before `offset` on its line, up to the first other character.
std::uint32_t indentation_of(std::string_view text, std::uint32_t offset);
// The lines of `range`, which begins and ends between statements; up to `indentation` blanks are taken from the begin
// of each, since the writer indents. Comments in the range count as written.
void write_verbatim_lines(Context& context, Span range, std::uint32_t indentation);
// Whether a line ends in [begin, end), which is between statements; lines that a backslash joins are one.
bool has_logical_line_break(std::string_view text, std::uint32_t begin, std::uint32_t end);
// Behind the semicolon that follows a statement on its line; the statement's end if there is none.
std::uint32_t end_with_semicolon(std::string_view text, AstNode statement);

}  // namespace whip::fmt
