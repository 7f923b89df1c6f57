#include "rules/shared/module_start.h"

#include <string>

#include "core/syntax/expression.h"
#include "core/syntax/string_literal.h"

namespace whip::rules {
namespace {

constexpr std::string_view kBlanks = " \t\f";

bool separates(Kind kind) { return is_extra(kind) || kind == Kind::semicolon; }

// The first character behind `offset` that is no blank; 0 at the end of the text.
char next_character(std::string_view text, std::uint32_t offset, std::uint32_t& at) {
  const std::size_t found = text.find_first_not_of(kBlanks, offset);
  if (found == std::string_view::npos) return 0;
  at = static_cast<std::uint32_t>(found);
  return text[found];
}

std::uint32_t next_line(const File& file, std::uint32_t offset) {
  return file.lines.line_begin(file.lines.line_of(offset) + 1);
}

Edit on_its_own_line(const File& file, std::uint32_t at, std::string_view statement) {
  std::string text;
  const bool line_is_open = at > byte_order_mark(file.text) && file.text[at - 1] != '\n' && file.text[at - 1] != '\r';
  if (line_is_open) text += file.newline();
  text += statement;
  if (!line_is_open || at < file.text.size()) text += file.newline();
  return Edit::insert(at, text);
}

Edit behind_semicolon(std::uint32_t semicolon, std::string_view statement) {
  return Edit::insert(semicolon + 1, " " + std::string(statement) + ";");
}

Edit behind_statement(const File& file, Node last, std::string_view statement) {
  std::uint32_t at = 0;
  const char next = next_character(file.text, last.end(), at);
  if (next == ';') return behind_semicolon(at, statement);
  if (next == '\\') return Edit::insert(last.end(), "; " + std::string(statement));
  return on_its_own_line(file, next_line(file, last.end()), statement);
}

Edit at_top(const File& file, Node docstring, std::string_view statement) {
  std::uint32_t begin = byte_order_mark(file.text);
  if (docstring) {
    std::uint32_t at = 0;
    begin = docstring.end();
    if (next_character(file.text, begin, at) == ';') return behind_semicolon(at, statement);
    while (next_character(file.text, begin, at) == '\\') begin = next_line(file, begin);
    begin = next_line(file, begin);
  }
  // Comments and the blank lines around them are passed over; blank lines alone are not.
  bool seen_comment = false;
  for (std::uint32_t line = begin; line < file.text.size(); line = next_line(file, line)) {
    std::uint32_t at = 0;
    const char first = next_character(file.text, line, at);
    seen_comment |= first == '#';
    if (first != '#' && first != '\n' && first != '\r') break;
    if (seen_comment) begin = next_line(file, line);
  }
  return on_its_own_line(file, begin, statement);
}

}  // namespace

bool is_docstring(Node statement) {
  if (!statement.is(Kind::expression_statement) || statement.children().count() != 1) return false;
  return is_text_constant(without_parentheses(statement.first_child()));
}

Node first_statement(const File& file) {
  Node first = file.root().first_child();
  while (first && separates(first.kind())) first = first.next_sibling();
  return first;
}

Node next_statement(Node statement) {
  Node next = statement.next_sibling();
  while (next && separates(next.kind())) next = next.next_sibling();
  return next;
}

Edit insert_at_module_start(const File& file, std::string_view statement) {
  const Node first = first_statement(file);
  const Node docstring = is_docstring(first) ? first : Node{};
  Node last_future;
  for (Node next = docstring ? next_statement(docstring) : first; next.is(Kind::future_import_statement);
       next = next_statement(next)) {
    last_future = next;
  }
  return last_future ? behind_statement(file, last_future, statement) : at_top(file, docstring, statement);
}

}  // namespace whip::rules
