// Keeping words apart: text put in the place of other text must not run into a keyword or name beside it.
#pragma once

#include <string>
#include <string_view>

#include "core/text/span.h"

namespace whip::rules {

constexpr bool is_word_character(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) >= 0x80);
}

// `replacement` for source[where], with a blank on either side where a word would touch a word: `return"x"` must not become `returnx`.
inline std::string spaced(std::string_view source, std::string replacement, Span where) {
  if (replacement.empty()) return replacement;
  if (where.begin > 0 && is_word_character(source[where.begin - 1]) && is_word_character(replacement.front())) {
    replacement.insert(0, 1, ' ');
  }
  if (where.end < source.size() && is_word_character(source[where.end]) && is_word_character(replacement.back())) {
    replacement.push_back(' ');
  }
  return replacement;
}

}  // namespace whip::rules
