#include "rules/shared/snippet.h"

#include <cstdint>

#include "core/text/width.h"

namespace whip::rules {

bool fits_message(std::string_view code) {
  constexpr std::uint32_t kMost = 50;
  std::uint32_t columns = 0;
  while (!code.empty() && columns <= kMost) {
    if (code.front() == '\n' || code.front() == '\r') return false;
    const Utf8Character character = first_character(code);
    columns += character_width(character.value, 0);
    code.remove_prefix(character.size);
  }
  return columns <= kMost;
}

}  // namespace whip::rules
