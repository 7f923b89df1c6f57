// Strings that are neither docstrings nor in several pieces, and the doors to those that are.

#include "formatter/literal/interpolated.h"
#include "formatter/literal/literal.h"
#include "formatter/literal/parts.h"

namespace whip::fmt {
namespace {

bool supports_nested_quotes(const Context& context) { return context.options.target_version >= PythonVersion::py312; }

char quote_of(QuoteStyle style) {
  switch (style) {
    case QuoteStyle::double_:
      return '"';
    case QuoteStyle::single:
      return '\'';
    case QuoteStyle::preserve:
      return 0;
  }
  return 0;
}

// Within a replacement field: whether the literal around it has a say, which it has not within three quotes.
bool is_bound_by_outer(const Context& context, const StringLiteral& literal) {
  const InterpolatedStringContext& outer = context.interpolated;
  return outer.inside && (!outer.triple || literal.triple);
}

// Whether Python lets the literal within a field have any quotes, and the settings do not ask for the other ones.
bool is_free_within_field(const Context& context) {
  return supports_nested_quotes(context) && (context.options.quote_style == QuoteStyle::preserve ||
                                             context.options.nested_quote_style == NestedQuoteStyle::preferred);
}

}  // namespace

bool has_line_break(std::string_view text) {
  return text.find('\n') != std::string_view::npos || text.find('\r') != std::string_view::npos;
}

char preferred_quote(const Context& context, AstNode part, const StringLiteral& literal, StringPlace place) {
  const QuoteStyle style = context.options.quote_style;
  // Two literals deep, another quote could be that of the outermost.
  if (context.interpolated.nested && !supports_nested_quotes(context)) return 0;
  if (is_bound_by_outer(context, literal) && !is_free_within_field(context)) {
    return opposite_quote(context.interpolated.quote);
  }
  if (style == QuoteStyle::preserve) return 0;
  if (literal.interpolated() && must_keep_quotes(context, part, literal)) return 0;
  // PEP 8 and PEP 257 want double quotes where there are three; in code within a docstring those would end it.
  if (literal.triple) return context.docstring_quote != 0 ? opposite_quote(context.docstring_quote) : '"';
  return place == StringPlace::docstring ? '"' : quote_of(style);
}

void add_quotes(QuoteUse& use, AstNode part, const StringLiteral& literal) {
  if (literal.interpolated()) {
    add_quotes_of_texts(use, part, literal.content);
  } else {
    use.add(part.tree()->text.substr(literal.content.begin, literal.content.size()));
  }
}

char choose_quote(const Context& context, AstNode part, const StringLiteral& literal, StringPlace place) {
  const char preferred = preferred_quote(context, part, literal, place);
  if (preferred == 0) return literal.quote;
  QuoteUse use(literal, preferred);
  add_quotes(use, part, literal);
  return use.choose();
}

void write_opening(Context& context, const StringLiteral& literal, char quote) {
  const std::string_view prefix = normal_prefix(literal, context.source);
  if (!prefix.empty()) context.writer.token(prefix);
  context.writer.token(quotes_of(quote, literal.triple));
}

void write_content(Context& context, Span content, LiteralStyle style, Braces braces) {
  if (content.empty()) return;
  std::string normal;
  if (normalize_content(context.source.substr(content.begin, content.size()), style, braces, normal)) {
    if (!normal.empty()) context.writer.text(normal);
  } else {
    context.writer.source(content);
  }
}

void write_plain(Context& context, const StringLiteral& literal, char quote) {
  write_opening(context, literal, quote);
  write_content(context, literal.content, style_of(literal, quote), Braces::keep);
  context.writer.token(quotes_of(quote, literal.triple));
}

void write_part(Context& context, AstNode part) {
  const StringLiteral literal = literal_of(part);
  const char quote = choose_quote(context, part, literal);
  if (literal.interpolated()) {
    write_interpolated(context, part, literal, quote);
  } else {
    write_plain(context, literal, quote);
  }
}

bool spans_lines(const Context& context, AstNode part) {
  const StringLiteral literal = literal_of(part);
  if (literal.interpolated()) return interpolated_spans_lines(context, part, literal);
  return literal.triple && has_line_break(part.text());
}

bool is_multiline_string(const Context& context, AstNode string) {
  return !is_implicit_concatenation(string) && spans_lines(context, string[Role::part]);
}

bool has_multiline_interpolation(AstNode string) {
  if (!string.is_any({Ast::f_string, Ast::t_string}) || is_implicit_concatenation(string)) return false;
  return has_multiline_field(string[Role::part]);
}

bool is_implicit_concatenation(AstNode string) {
  if (!string.is_any({Ast::string, Ast::bytes, Ast::f_string, Ast::t_string})) return false;
  return static_cast<bool>(string[Role::part].next_sibling());
}

}  // namespace whip::fmt
