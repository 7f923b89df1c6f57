// Docstrings: what is around the lines (docstring_lines.cpp), and how they reach the document.

#include "formatter/literal/docstring.h"

#include <algorithm>

#include "core/text/ascii.h"
#include "formatter/comments/format.h"
#include "formatter/literal/docstring_code.h"
#include "formatter/literal/implicit_concat.h"
#include "formatter/literal/literal.h"
#include "formatter/literal/parts.h"

namespace whip::fmt {
namespace {

// Lines of their own, so that the printer indents them; an empty one has no indentation.
void write_lines(Writer& writer, std::string_view text) {
  bool first = true;
  for (DocstringLines rest(text); rest.next();) {
    if (!rest.line.empty()) {
      writer.text(rest.line);
      if (!rest.last) writer.hard_line();
    } else if (first) {
      if (!rest.last) writer.hard_line();
    } else if (!rest.last) {
      writer.empty_line();
    }
    first = false;
  }
}

void lay_out_with_code(const Context& context, std::string_view content, const DocstringOptions& options,
                       std::string& out) {
  const std::optional<std::string_view> lines = lay_out_first_line(content, options, out);
  if (!lines) return;
  DocstringCode(context.options, context.indent_level).write(*lines, shared_indent(*lines), options, out);
  lay_out_end(content, options, out);
}

// Whether lines are as they would be laid out below `indent` blanks. The last may be these blanks and nothing else.
bool are_settled(std::string_view lines, std::size_t indent) {
  bool shared = false;
  for (DocstringLines rest(lines); rest.next();) {
    if (rest.line.empty() && !rest.last) continue;
    const std::size_t blanks = std::min(rest.line.find_first_not_of(' '), rest.line.size());
    if (blanks < indent || !is_printable_ascii(rest.line)) return false;
    if (blanks == rest.line.size()) return rest.last && blanks == indent && shared;
    if (rest.line.back() == ' ') return false;
    shared = shared || blanks == indent;
  }
  return shared;
}

// Most docstrings have been laid out before, and hold nothing that asks for a closer look.
bool is_settled(const Context& context, AstNode part) {
  const std::string_view text = part.text();
  constexpr std::string_view kQuotes = "\"\"\"";
  if (!text.starts_with(kQuotes) || context.options.docstring_code || context.docstring_quote != 0 ||
      context.options.indent_style == IndentStyle::tab || text.find('\\') != std::string_view::npos) {
    return false;
  }
  const std::string_view content = text.substr(kQuotes.size(), text.size() - 2 * kQuotes.size());
  const std::size_t first_end = content.find('\n');
  const std::string_view first = content.substr(0, first_end);
  if (!is_printable_ascii(first) || first.starts_with(' ') || first.ends_with(' ') || first.starts_with('"'))
    return false;
  if (first_end == std::string_view::npos) return !first.empty();
  return are_settled(content.substr(first_end + 1), std::size_t{context.levels} * context.options.indent_width);
}

void write_docstring_literal(Context& context, AstNode part) {
  if (is_settled(context, part)) return context.writer.lines(part.text());
  const StringLiteral literal = literal_of(part);
  const char quote = choose_quote(context, part, literal, StringPlace::docstring);
  std::string normal;
  std::string_view content = context.source.substr(literal.content.begin, literal.content.size());
  if (normalize_content(content, style_of(literal, quote), Braces::keep, normal)) content = normal;
  if (has_escaped_line_break(content)) {
    write_plain(context, literal, quote);
    return;
  }
  const DocstringOptions options{quote, literal.triple, context.options.indent_style == IndentStyle::tab};
  std::string lines;
  if (context.options.docstring_code && context.docstring_quote == 0) {
    lay_out_with_code(context, content, options, lines);
  } else {
    lay_out_docstring(content, options, lines);
  }
  write_opening(context, literal, quote);
  write_lines(context.writer, lines);
  context.writer.token(quotes_of(quote, literal.triple));
}

}  // namespace

void write_docstring(Context& context, AstNode statement) {
  const AstNode string = statement[Role::value];
  write_with_comments(context, string, [&] {
    if (is_implicit_concatenation(string)) {
      write_concatenation(context, string, StringPlace::docstring);
      return;
    }
    const AstNode part = string[Role::part];
    write_with_comments(context, part, [&] { write_docstring_literal(context, part); });
  });
}

bool is_docstring_candidate(AstNode statement) {
  const AstNode string = statement[Role::value];
  if (!statement.is(Ast::expr) || !string.is(Ast::string)) return false;
  const std::string_view text = string.tree()->text;
  std::uint32_t before = string.begin();
  for (const AstNode part : string.all(Role::part)) {
    if (part.begin() > before && text.substr(before, part.begin() - before).find('#') != std::string_view::npos) {
      return false;
    }
    before = part.end();
  }
  return true;
}

}  // namespace whip::fmt
