// Pieces of strings: what one holds, which quotes it gets, and how it is written. Shared by this folder's files.
#pragma once

#include "formatter/literal/escapes.h"
#include "formatter/literal/quotes.h"
#include "formatter/python/context.h"

namespace whip::fmt {

// The literal that a string_part, bytes_part, f_string_part or t_string_part is.
inline StringLiteral literal_of(AstNode part) { return string_literal(part.tree()->text, part.span()); }

enum class StringPlace : std::uint8_t { ordinary, docstring };
// The quote one would like to write; 0: that of the source.
char preferred_quote(const Context& context, AstNode part, const StringLiteral& literal,
                     StringPlace place = StringPlace::ordinary);
// Counts the quotes of a piece; of an f-string those outside its fields.
void add_quotes(QuoteUse& use, AstNode part, const StringLiteral& literal);
// The quote that is written.
char choose_quote(const Context& context, AstNode part, const StringLiteral& literal,
                  StringPlace place = StringPlace::ordinary);

void write_opening(Context& context, const StringLiteral& literal, char quote);
// A piece of a literal's text under another style; `content` is of the source.
void write_content(Context& context, Span content, LiteralStyle style, Braces braces);
// One piece with prefix and quotes.
void write_part(Context& context, AstNode part);
// A plain or bytes literal, every line as it is.
void write_plain(Context& context, const StringLiteral& literal, char quote);

// Whether the piece takes more than one line however it is written: line breaks within triple quotes, comments in
// replacement fields.
bool spans_lines(const Context& context, AstNode part);
bool has_line_break(std::string_view text);

}  // namespace whip::fmt
