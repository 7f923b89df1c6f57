// Docstrings: what is around the lines (docstring_lines.cpp), and how they reach the document.

#include "formatter/literal/docstring.h"

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

void write_docstring_literal(Context& context, AstNode part) {
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
