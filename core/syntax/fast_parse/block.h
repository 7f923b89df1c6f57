// Many bytes at a time, with the compiler's own vectors. Included inside the namespace of an instruction set
// (WHIP_WIDE: 32 bytes with AVX2; else 16, which is SSE2 or NEON), so it has no include guard and includes nothing.

#ifdef WHIP_WIDE
inline constexpr std::uint32_t kWidth = 32;
#else
inline constexpr std::uint32_t kWidth = 16;
#endif
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
#if defined(WHIP_WIDE)
  const auto mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(reinterpret_cast<__m256i>(lanes)));
  return mask != 0 ? static_cast<std::uint32_t>(__builtin_ctz(mask)) : kWidth;
#elif defined(__SSE2__)
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
#ifdef WHIP_WIDE
  // A bit per class of the low half-byte and of the high: shuffles give 0 for bytes from 0x80 on.
  const __m256i value = reinterpret_cast<__m256i>(bytes);
  const __m256i low = _mm256_setr_epi8(5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 2, 2, 2, 2, 10, 5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6,
                                       2, 2, 2, 2, 10);
  const __m256i high = _mm256_setr_epi8(0, 0, 0, 1, 2, 12, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 12, 2, 4, 0, 0,
                                        0, 0, 0, 0, 0, 0);
  const __m256i half = _mm256_and_si256(_mm256_srli_epi16(value, 4), _mm256_set1_epi8(15));
  const __m256i both = _mm256_and_si256(_mm256_shuffle_epi8(low, value), _mm256_shuffle_epi8(high, half));
  return reinterpret_cast<Block>(_mm256_cmpeq_epi8(both, _mm256_setzero_si256()));
#else
  const Block letter = (bytes | every(0x20)) - every('a');
  const Block digit = bytes - every('0');
  return ~reinterpret_cast<Block>((letter < every(26)) | (digit < every(10)) | (bytes == every('_')));
#endif
}
