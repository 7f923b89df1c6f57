// F-strings and t-strings: text and replacement fields.
#pragma once

#include "formatter/literal/quotes.h"
#include "formatter/python/context.h"

namespace whip::fmt {

// Where the parts of a field are in the source:  {  value  =  !r  :spec  }
struct Field {
  Span verbatim;           // of a field with `=`: all from behind "{" to before "!", ":" or "}"; empty otherwise
  Span conversion;         // `!r`; empty if there is none
  std::uint32_t spec = 0;  // behind the ":"; 0 if there is none
  std::uint32_t end = 0;   // the "}"
};
Field field_of(AstNode interpolation);

// A whole piece with prefix, quotes and fields.
void write_interpolated(Context& context, AstNode part, const StringLiteral& literal, char quote);
// Its text and fields alone, within a literal of `style`. Ruff's FormatInterpolatedStringElement.
void write_elements(Context& context, AstNode part, const StringLiteral& literal, LiteralStyle style);

// Whether a field has a line break in the source: then fields may break, and not otherwise.
bool has_multiline_field(AstNode part);
bool interpolated_spans_lines(const Context& context, AstNode part, const StringLiteral& literal);
// Whether other quotes would make another program of it, or none.
bool must_keep_quotes(const Context& context, AstNode part, const StringLiteral& literal);
// Counts the quotes in the texts between the fields, and in the fields' format specifiers.
void add_quotes_of_texts(QuoteUse& use, AstNode part, Span content);

}  // namespace whip::fmt
