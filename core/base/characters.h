// Kinds of characters, ASCII only, whatever the locale: for formats and standards that know no others.
#pragma once

#include <string>
#include <string_view>

namespace whip {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
constexpr bool is_letter(char c) { return lowered(c) >= 'a' && lowered(c) <= 'z'; }
constexpr bool is_alphanumeric(char c) { return is_digit(c) || is_letter(c); }
// 0 to 15; -1 for what is no hexadecimal digit.
constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  return lowered(c) >= 'a' && lowered(c) <= 'f' ? lowered(c) - 'a' + 10 : -1;
}
constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

constexpr std::string_view stripped(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

constexpr bool equal_ignoring_case(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (lowered(left[i]) != lowered(right[i])) return false;
  }
  return true;
}

inline std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = lowered(c);
  return result;
}

}  // namespace whip
