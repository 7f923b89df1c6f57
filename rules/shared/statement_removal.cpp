#include "rules/shared/statement_removal.h"

#include "core/syntax/expression.h"
#include "core/text/source.h"

namespace whip::rules {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }
constexpr bool is_line_end(char c) { return c == '\n' || c == '\r'; }

std::uint32_t skip_blanks(std::string_view text, std::uint32_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

// Behind the line end at `at`.
std::uint32_t skip_line_end(std::string_view text, std::uint32_t at) {
  if (at < text.size() && text[at] == '\r') ++at;
  if (at < text.size() && text[at] == '\n') ++at;
  return at;
}

// `at`, or what follows the continued lines that begin there.
std::uint32_t skip_continuations(std::string_view text, std::uint32_t at) {
  for (;;) {
    at = skip_blanks(text, at);
    if (at + 1 >= text.size() || text[at] != '\\' || !is_line_end(text[at + 1])) return at;
    at = skip_line_end(text, at + 1);
  }
}

std::uint32_t line_begin(std::string_view text, std::uint32_t at) {
  const std::uint32_t first = byte_order_mark(text);
  while (at > first && !is_line_end(text[at - 1])) --at;
  return at;
}

// The backslash that the line of `at` hangs on, or `at`: the first of several in a row.
std::uint32_t first_continuation(std::string_view text, std::uint32_t at) {
  std::uint32_t found = at;
  for (std::uint32_t begin = line_begin(text, at); begin > 0;) {
    std::uint32_t end = begin - 1;
    if (end > 0 && text[end] == '\n' && text[end - 1] == '\r') --end;
    if (end == 0 || text[end - 1] != '\\') break;
    found = end - 1;
    begin = line_begin(text, found);
    if (skip_blanks(text, begin) != found) break;
  }
  return found;
}

bool is_alone(Node statement) {
  const Node block = statement.parent();
  if (!block.is(Kind::block)) return false;
  for (const Node other : block.operands()) {
    if (!(other == statement)) return false;
  }
  return true;
}

}  // namespace

Node parent_statement(Node statement) { return enclosing_statement(statement.parent()); }

Edit remove_statement(const File& file, Node statement) {
  const std::string_view text = file.text;
  const Span span = statement.span();
  if (is_alone(statement)) return Edit::replace(span, "pass");

  const std::uint32_t behind = skip_continuations(text, span.end);
  if (behind < text.size() && text[behind] == ';') {
    // Up to the next statement, or to the end of the line if none follows.
    return Edit::remove({span.begin, skip_continuations(text, behind + 1)});
  }
  const std::uint32_t line = line_begin(text, span.begin);
  if (skip_blanks(text, line) != span.begin) return Edit::remove(span);
  if (const std::uint32_t backslash = first_continuation(text, span.begin); backslash != span.begin) {
    return Edit::remove({backslash, span.end});
  }
  std::uint32_t end = span.end;
  while (end < text.size() && !is_line_end(text[end])) ++end;
  return Edit::remove({line, skip_line_end(text, end)});
}

}  // namespace whip::rules
