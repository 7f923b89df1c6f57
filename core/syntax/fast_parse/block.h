// Sixteen bytes at a time, with the compiler's own vectors: SSE2 on x86-64, NEON on arm64. (32 with AVX2 were measured
// to bring nothing: names, indents and strings are short.)
#pragma once

#include <cstdint>

#include "core/syntax/fast_parse/inline.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace whip::fast {

inline constexpr std::uint32_t kWidth = 16;
typedef std::uint8_t Block __attribute__((vector_size(kWidth)));
typedef std::uint64_t BlockWords __attribute__((vector_size(kWidth)));

WHIP_INLINE Block load(const std::uint8_t* at) {
  Block block;
  __builtin_memcpy(&block, at, sizeof block);
  return block;
}
WHIP_INLINE Block every(std::uint8_t byte) { return byte - Block{}; }
// Lanes (255 or 0) that hold this byte.
WHIP_INLINE Block equal(Block block, Block bytes) { return reinterpret_cast<Block>(block == bytes); }

// The first lane that is set in `lanes` (each 0 or 255); kWidth if none is.
WHIP_INLINE std::uint32_t first_set(Block lanes) {
#if defined(__SSE2__)
  const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(lanes)));
  return mask != 0 ? static_cast<std::uint32_t>(__builtin_ctz(mask)) : kWidth;
#else
  const auto words = reinterpret_cast<BlockWords>(lanes);
  for (std::uint32_t i = 0; i < kWidth / 8; ++i) {
    if (words[i] != 0) return i * 8 + static_cast<std::uint32_t>(__builtin_ctzll(words[i])) / 8;
  }
  return kWidth;
#endif
}

// Lanes that cannot continue an ASCII identifier.
WHIP_INLINE Block not_identifier(Block bytes) {
  const Block letter = (bytes | every(0x20)) - every('a');
  const Block digit = bytes - every('0');
  return ~reinterpret_cast<Block>((letter < every(26)) | (digit < every(10)) | (bytes == every('_')));
}

}  // namespace whip::fast
