#include "core/text/blank.h"

namespace whip {
namespace {

// Unicode, PropList.txt: White_Space. No such character takes more than three bytes.
bool is_blank(unsigned char a) { return a == ' ' || (a >= '\t' && a <= '\r'); }

bool is_blank(unsigned char a, unsigned char b) { return a == 0xC2 && (b == 0x85 || b == 0xA0); }

bool is_blank(unsigned char a, unsigned char b, unsigned char c) {
  if ((a & 0xF0) != 0xE0) return false;
  const std::uint32_t code = (a & 0x0FU) << 12 | (b & 0x3FU) << 6 | (c & 0x3FU);
  return code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
         code == 0x205F || code == 0x3000;
}

}  // namespace

std::uint32_t blank_at(std::string_view text, std::uint32_t at) {
  const auto byte = [&](std::uint32_t i) { return static_cast<unsigned char>(text[at + i]); };
  const std::size_t left = text.size() - at;
  if (left >= 1 && is_blank(byte(0))) return 1;
  if (left >= 2 && is_blank(byte(0), byte(1))) return 2;
  if (left >= 3 && is_blank(byte(0), byte(1), byte(2))) return 3;
  return 0;
}

std::uint32_t blank_before(std::string_view text, std::uint32_t at) {
  const auto byte = [&](std::uint32_t i) { return static_cast<unsigned char>(text[at - i]); };
  if (at >= 1 && is_blank(byte(1))) return 1;
  if (at >= 2 && is_blank(byte(2), byte(1))) return 2;
  if (at >= 3 && is_blank(byte(3), byte(2), byte(1))) return 3;
  return 0;
}

std::uint32_t skip_blanks(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end) {
    const std::uint32_t size = blank_at(text.substr(0, end), at);
    if (size == 0) break;
    at += size;
  }
  return at;
}

std::uint32_t skip_blanks_back(std::string_view text, std::uint32_t at, std::uint32_t begin) {
  while (at > begin) {
    const std::uint32_t size = blank_before(text, at);
    if (size == 0 || at - size < begin) break;
    at -= size;
  }
  return at;
}

}  // namespace whip
