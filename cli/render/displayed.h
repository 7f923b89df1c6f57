// How characters of source code look in a frame. Terminals do odd things with control characters and with the ones that
// turn the direction of the text: each gets a visible stand-in, so that carets stay below what they point at.
#pragma once

#include "core/text/width.h"

namespace whip::render {

inline bool turns_direction(char32_t c) {
  return (U'\u202a' <= c && c <= U'\u202e') || (U'\u2066' <= c && c <= U'\u2069');
}

// Unicode's White_Space, what "blank line" means here.
inline bool is_white_space(char32_t c) {
  return c == U' ' || (U'\t' <= c && c <= U'\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (0x2000 <= c && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Columns that a character takes in a frame.
inline unsigned displayed_width(char32_t c) {
  if (c == U'\t') return 4;
  if (turns_direction(c)) return 1;
  return character_width(c, 1);
}

// The stand-in of a character, or itself. A tab and a zero width joiner have no single one: the caller writes four
// blanks, and nothing.
inline char32_t displayed(char32_t c) {
  if (c < 0x20) return U'\u2400' + c;  // SYMBOL FOR NULL and the following
  if (c == 0x7F) return U'\u2421';
  if (turns_direction(c)) return U'\ufffd';
  return c;
}

}  // namespace whip::render
