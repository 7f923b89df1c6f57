// What follows on the same logical line: for the rules about several statements on one line.
#pragma once

#include <cstdint>
#include <string_view>

namespace whip::rules {

// The first byte at or after `at` that is neither blank nor part of a line continuation.
constexpr std::uint32_t line_tail(std::string_view text, std::uint32_t at) {
  while (at < text.size()) {
    const char c = text[at];
    if (c == ' ' || c == '\t' || c == '\f') {
      ++at;
    } else if (c == '\\' && at + 1 < text.size() && (text[at + 1] == '\n' || text[at + 1] == '\r')) {
      at += text[at + 1] == '\r' && at + 2 < text.size() && text[at + 2] == '\n' ? 3 : 2;
    } else {
      break;
    }
  }
  return at;
}

// Whether nothing but a comment stands there.
constexpr bool ends_line(std::string_view text, std::uint32_t at) {
  return at >= text.size() || text[at] == '\n' || text[at] == '\r' || text[at] == '#';
}

// Where the line continuations right before `at` begin; `at` itself if there is none.
constexpr std::uint32_t before_continuations(std::string_view text, std::uint32_t at) {
  std::uint32_t begin = at;
  for (;;) {
    std::uint32_t p = begin;
    while (p > 0 && (text[p - 1] == ' ' || text[p - 1] == '\t' || text[p - 1] == '\f')) --p;
    if (p == 0 || (text[p - 1] != '\n' && text[p - 1] != '\r')) return begin;
    p -= p > 1 && text[p - 1] == '\n' && text[p - 2] == '\r' ? 2 : 1;
    if (p == 0 || text[p - 1] != '\\') return begin;
    begin = p - 1;
  }
}

}  // namespace whip::rules
