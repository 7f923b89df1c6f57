// Texts of which every byte is a character that takes one column: most source text is, and needs no other look.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace whip {

// Whether there is nothing but printable ASCII, the space included.
inline bool is_printable_ascii(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  // High bits of bytes that are below a space, DEL, or beyond ASCII; where a byte is, its neighbours may be taken for
  // one as well.
  const auto others = [](std::uint64_t word) { return (word | (word - 0x20 * kOnes) | (word + kOnes)) & 0x80 * kOnes; };
  const char* at = text.data();
  std::size_t rest = text.size();
  std::uint64_t found = 0;
  for (; rest >= sizeof(std::uint64_t); at += sizeof(std::uint64_t), rest -= sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    found |= others(word);
  }
  if (rest > 0) {
    std::uint64_t word = 0x20 * kOnes;
    std::memcpy(&word, at, rest);
    found |= others(word);
  }
  return found == 0;
}

}  // namespace whip
