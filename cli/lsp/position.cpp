#include "cli/lsp/position.h"

#include <algorithm>

namespace whip::lsp {
namespace {

std::uint32_t units_of(unsigned char lead, Encoding encoding) {
  if ((lead & 0xC0U) == 0x80U) return 0;  // inside of a character
  return encoding == Encoding::utf16 && lead >= 0xF0U ? 2 : 1;
}

}  // namespace

std::uint32_t units_in(std::string_view text, Encoding encoding) {
  if (encoding == Encoding::utf8) return static_cast<std::uint32_t>(text.size());
  std::uint32_t units = 0;
  for (const char c : text) units += units_of(static_cast<unsigned char>(c), encoding);
  return units;
}

std::uint32_t bytes_before(std::string_view line, std::uint32_t unit, Encoding encoding) {
  const auto size = static_cast<std::uint32_t>(line.size());
  const auto is_inside = [&](std::uint32_t at) {
    return at < size && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U;
  };
  std::uint32_t at = 0;
  if (encoding == Encoding::utf8) {
    at = std::min(unit, size);
    while (at > 0 && is_inside(at)) --at;
    return at;
  }
  std::uint32_t units = 0;
  while (at < size) {
    const std::uint32_t width = units_of(static_cast<unsigned char>(line[at]), encoding);
    if (units + width > unit) break;
    units += width;
    ++at;
    while (is_inside(at)) ++at;
  }
  return at;
}

}  // namespace whip::lsp
