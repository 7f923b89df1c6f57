// Strings in several pieces.
//
//   x = "a" 'b' f"{c}"   ->   x = f"ab{c}"      where that fits on the line
//
//   x = (                     pieces on lines of their own where it does not, or where they cannot be joined: triple
//       "a"                   quotes, raw ones, comments between them, text with bytes
//       "b"
//   )

#include <string>

#include "core/text/blank.h"
#include "formatter/comments/format.h"
#include "formatter/literal/docstring.h"
#include "formatter/literal/implicit_concat.h"
#include "formatter/literal/interpolated.h"
#include "formatter/literal/literal.h"
#include "formatter/literal/parts.h"
#include "formatter/python/parentheses.h"

namespace whip::fmt {
namespace {

bool is_octal(char c) { return c >= '0' && c <= '7'; }

// Whether `text` ends in an octal escape that would take the digit `next` too: `"\1" "2"` is not `"\12"`.
bool octal_escape_takes(std::string_view text, char next) {
  if (!is_octal(next)) return false;
  std::size_t digits = 0;
  while (digits < text.size() && is_octal(text[text.size() - 1 - digits])) ++digits;
  if (digits != 1 && digits != 2) return false;
  std::size_t backslashes = 0;
  while (backslashes < text.size() - digits && text[text.size() - 1 - digits - backslashes] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

// Ruff 0.17.5 joins these (its issue 28842), and changes the string. The text of an f-string's fields ends in a brace,
// which is no digit, so that the source serves for them.
bool joining_changes_value(AstNode string) {
  const std::string_view source = string.tree()->text;
  std::string_view before;
  for (const AstNode part : string.all(Role::part)) {
    const Span content = literal_of(part).content;
    if (content.empty()) continue;
    const std::string_view text = source.substr(content.begin, content.size());
    if (octal_escape_takes(before, text[0])) return true;
    before = text;
  }
  return false;
}

bool can_join(const Context& context, AstNode string, AstNode part, const StringLiteral& literal) {
  if (literal.triple || literal.raw) return false;
  if (context.comments.has_leading(part) || context.comments.has_trailing(part)) return false;
  if (spans_lines(context, part)) return false;
  return !(string.is(Ast::t_string) && literal.format);
}

std::string_view prefix_of(AstNode string) {
  switch (string.kind()) {
    case Ast::bytes:
      return "b";
    case Ast::f_string:
      return "f";
    case Ast::t_string:
      return "t";
    default:
      return "";
  }
}

// The quote for all pieces together; 0 if they cannot be joined. (Ruff asks for no docstring's quotes here, but gives
// them to the joined one in a second run.)
char joined_quote(const Context& context, AstNode string, StringPlace place) {
  char kept = 0;
  for (const AstNode part : string.all(Role::part)) {
    const StringLiteral literal = literal_of(part);
    if (!can_join(context, string, part, literal)) return 0;
    if (!literal.interpolated() || !must_keep_quotes(context, part, literal)) continue;
    if (kept != 0 && kept != literal.quote) return 0;
    kept = literal.quote;
  }
  if (joining_changes_value(string)) return 0;
  if (kept != 0) return kept;
  const AstNode first = string[Role::part];
  const StringLiteral first_literal = literal_of(first);
  const char preferred = preferred_quote(context, first, first_literal, place);
  if (preferred == 0) return first_literal.quote;
  QuoteUse use(first_literal, preferred);
  for (const AstNode part : string.all(Role::part)) add_quotes(use, part, literal_of(part));
  return use.choose();
}

bool is_blank(std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  return skip_blanks(text, 0, size) == size;
}

// A piece of a docstring: blanks at its ends go, and what is left must not run into the closing quote.
void write_trimmed(Context& context, Span content, LiteralStyle style, bool at_start, bool at_end) {
  std::string normal;
  std::string_view text = context.source.substr(content.begin, content.size());
  if (normalize_content(text, style, Braces::keep, normal)) text = normal;
  const auto size = static_cast<std::uint32_t>(text.size());
  const std::uint32_t begin = at_start ? skip_blanks(text, 0, size) : 0;
  const std::uint32_t end = at_end ? skip_blanks_back(text, size, begin) : size;
  if (begin == end) return;
  text = text.substr(begin, end - begin);
  context.writer.text(text);
  if (at_end && needs_chaperone(text, style.quote, style.triple)) context.writer.space();
}

void write_joined_docstring(Context& context, AstNode string, LiteralStyle style) {
  AstNode last;
  for (const AstNode part : string.all(Role::part)) {
    const Span content = literal_of(part).content;
    if (!is_blank(context.source.substr(content.begin, content.size()))) last = part;
  }
  bool at_start = true;
  for (const AstNode part : string.all(Role::part)) {
    if (!last || part.id() > last.id()) break;
    const Span content = literal_of(part).content;
    write_trimmed(context, content, style, at_start, part == last);
    at_start = at_start && is_blank(context.source.substr(content.begin, content.size()));
  }
}

void write_joined(Context& context, AstNode string, LiteralStyle style) {
  const bool interpolated = string.is_any({Ast::f_string, Ast::t_string});
  for (const AstNode part : string.all(Role::part)) {
    const StringLiteral literal = literal_of(part);
    if (literal.interpolated()) {
      write_elements(context, part, literal, style);
    } else {
      write_content(context, literal.content, style, interpolated ? Braces::double_ : Braces::keep);
    }
  }
}

}  // namespace

bool can_write_concatenation_flat(const Context& context, AstNode string) {
  return is_implicit_concatenation(string) && joined_quote(context, string, StringPlace::ordinary) != 0;
}

void write_concatenation_flat(Context& context, AstNode string, StringPlace place) {
  const LiteralStyle style{.quote = joined_quote(context, string, place), .bytes = string.is(Ast::bytes)};
  const std::string_view prefix = prefix_of(string);
  if (!prefix.empty()) context.writer.token(prefix);
  context.writer.token(quotes_of(style.quote, false));
  if (place == StringPlace::docstring) {
    write_joined_docstring(context, string, style);
  } else {
    write_joined(context, string, style);
  }
  context.writer.token(quotes_of(style.quote, false));
}

void write_concatenation_flat(Context& context, AstNode string) {
  write_concatenation_flat(context, string, StringPlace::ordinary);
}

void write_concatenation_expanded(Context& context, AstNode string) {
  // Pieces that stay pieces stay on their lines, too.
  if (!can_write_concatenation_flat(context, string)) {
    std::uint32_t before = UINT32_MAX;
    for (const AstNode part : string.all(Role::part)) {
      if (before < part.begin() && has_line_break(context.source.substr(before, part.begin() - before))) {
        context.writer.expand_parent();
        break;
      }
      before = part.end();
    }
  }
  bool first = true;
  for (const AstNode part : string.all(Role::part)) {
    if (!first) in_parentheses_only_soft_line_or_space(context);
    first = false;
    write_with_comments(context, part, [&] { write_part(context, part); });
  }
}

void write_concatenation(Context& context, AstNode string, StringPlace place) {
  const bool joins = can_write_concatenation_flat(context, string);
  if (joins && !context.level.is_parenthesized()) {
    write_concatenation_flat(context, string, place);
    return;
  }
  const auto pieces = [&] { write_concatenation_expanded(context, string); };
  if (place == StringPlace::docstring) {
    write_parenthesized_if_expands(context, pieces);
    return;
  }
  in_parentheses_only_group(context, [&] {
    if (joins) {
      context.writer.conditional(if_flat(), [&] { write_concatenation_flat(context, string); });
      context.writer.conditional(if_broken(), pieces);
    } else {
      pieces();
    }
  });
}

void write_string(Context& context, AstNode string) {
  if (is_implicit_concatenation(string)) {
    write_concatenation(context, string, StringPlace::ordinary);
  } else {
    write_part(context, string[Role::part]);
  }
}

}  // namespace whip::fmt
