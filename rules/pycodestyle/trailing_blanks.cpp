#include "rules/pycodestyle/trailing_blanks.h"

#include <cstdint>

namespace whip::rules {
namespace {

// The White_Space characters of one, two and three bytes (Unicode, PropList.txt).
bool is_blank(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

bool is_blank(unsigned char a, unsigned char b) { return a == 0xC2 && (b == 0x85 || b == 0xA0); }

bool is_blank(unsigned char a, unsigned char b, unsigned char c) {
  const std::uint32_t code = (a & 0x0FU) << 12 | (b & 0x3FU) << 6 | (c & 0x3FU);
  return (a & 0xF0) == 0xE0 && (code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
                                code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000);
}

}  // namespace

Span trailing_blanks(std::string_view text, Span line) {
  std::uint32_t begin = line.end;
  const auto byte = [&](std::uint32_t back) { return static_cast<unsigned char>(text[begin - back]); };
  while (begin > line.begin) {
    const std::uint32_t left = begin - line.begin;
    if (is_blank(text[begin - 1])) {
      begin -= 1;
    } else if (left >= 2 && is_blank(byte(2), byte(1))) {
      begin -= 2;
    } else if (left >= 3 && is_blank(byte(3), byte(2), byte(1))) {
      begin -= 3;
    } else {
      break;
    }
  }
  return {begin, line.end};
}

}  // namespace whip::rules
