// How many columns a character takes on a terminal, as East Asian Width and the zero-width classes of Unicode have it:
// what a caret must count to stand below its character, and what the line-length rules count.
#pragma once

#include <cstdint>
#include <string_view>

namespace whip {

// Columns of one character: 0 (combining marks, joiners), 1, 2 (wide), 3 (one Khmer sign). Control characters have no
// width of their own: they count as `control_width`, for the caller knows whether it prints something in their place.
unsigned character_width(char32_t character, unsigned control_width);

// The character at the start of `text` (which must not be empty) and its length in bytes. A byte that starts no UTF-8
// sequence is U+FFFD and 1 byte long.
struct Utf8Character {
  char32_t value;
  std::uint32_t size;
};
Utf8Character first_character(std::string_view text);

}  // namespace whip
