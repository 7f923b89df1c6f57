// Whether a word is anywhere in a text: for rules that only look closer at the few files that have it.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace whip {

// The word has two bytes or more. Looks for its first and its last byte in sixteen places at once, where
// std::string_view::find stops at each first byte: several times its speed in source text.
inline bool contains(std::string_view text, std::string_view word) {
  std::size_t at = 0;
#if defined(__SSE2__)
  const __m128i first = _mm_set1_epi8(word.front());
  const __m128i last = _mm_set1_epi8(word.back());
  for (; at + word.size() + 15 <= text.size(); at += 16) {
    const auto* const begin = text.data() + at;
    const auto load = [](const char* from) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)); };
    const __m128i both =
        _mm_and_si128(_mm_cmpeq_epi8(load(begin), first), _mm_cmpeq_epi8(load(begin + word.size() - 1), last));
    for (auto hits = static_cast<unsigned>(_mm_movemask_epi8(both)); hits != 0; hits &= hits - 1) {
      if (std::memcmp(begin + std::countr_zero(hits), word.data(), word.size()) == 0) return true;
    }
  }
#endif
  return text.substr(at).find(word) != std::string_view::npos;
}

}  // namespace whip
