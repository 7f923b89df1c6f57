// Lines around an offset, and the blanks that Python knows. Lines end at "\n", "\r\n" or a lone "\r".
#pragma once

#include <cstdint>
#include <string_view>

#include "core/text/source.h"

namespace whip::rules::isort {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }
constexpr bool is_line_end(char c) { return c == '\n' || c == '\r'; }

constexpr std::string_view without_leading_blanks(std::string_view line) {
  std::size_t begin = 0;
  while (begin < line.size() && is_blank(line[begin])) ++begin;
  return line.substr(begin);
}

// The first byte of the line that holds `offset`, past a byte order mark.
inline std::uint32_t line_begin(std::string_view text, std::uint32_t offset) {
  const std::uint32_t start = byte_order_mark(text);
  while (offset > start && !is_line_end(text[offset - 1])) --offset;
  return offset;
}

// The line ending behind `offset`, or the end of the text.
inline std::uint32_t line_end(std::string_view text, std::uint32_t offset) {
  while (offset < text.size() && !is_line_end(text[offset])) ++offset;
  return offset;
}

// The begin of the line after the one that holds `offset`.
inline std::uint32_t next_line(std::string_view text, std::uint32_t offset) {
  offset = line_end(text, offset);
  if (offset == text.size()) return offset;
  return offset + (text.substr(offset).starts_with("\r\n") ? 2 : 1);
}

// Takes the first line, its ending included, off `rest`, and gives it without the ending.
inline std::string_view take_line(std::string_view& rest) {
  const std::uint32_t end = line_end(rest, 0);
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(next_line(rest, end));
  return line;
}

}  // namespace whip::rules::isort
