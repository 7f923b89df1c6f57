// Finding the nodes of some kinds among all. Most nodes are nobody's business, and whether one is cannot be predicted:
// so no branch is taken for a node that is not wanted.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "core/syntax/tree.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace whip {

// By kind: whether it is wanted.
using KindTable = std::array<bool, 256>;

// Calls `found(n)` for each node of [begin, end) whose kind is wanted, in order. The tree may grow meanwhile.
template <class Found>
void for_each_wanted(const Tree& tree, std::uint32_t begin, std::uint32_t end, const KindTable& wanted, Found&& found) {
  constexpr std::uint32_t kChunk = 1024;
  std::array<std::uint32_t, kChunk> ids;
  for (; begin < end; begin += kChunk) {
    const Kind* const kinds = tree.kind.data();
    const std::uint32_t chunk_end = std::min(begin + kChunk, end);
    std::uint32_t count = 0;
    for (std::uint32_t n = begin; n < chunk_end; ++n) {
      ids[count] = n;
      count += wanted[static_cast<std::size_t>(kinds[n])] ? 1 : 0;
    }
    for (std::uint32_t i = 0; i < count; ++i) found(ids[i]);
  }
}

// The same for one kind, many nodes at a time.
template <class Found>
void for_each_of_kind(const Tree& tree, std::uint32_t begin, std::uint32_t end, Kind wanted, Found&& found) {
  std::uint32_t n = begin;
#if defined(__SSE2__)
  const __m128i every = _mm_set1_epi8(static_cast<char>(wanted));
  for (; n + 16 <= end; n += 16) {
    __m128i kinds;
    std::memcpy(&kinds, tree.kind.data() + n, sizeof kinds);
    for (auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(kinds, every))); mask != 0;
         mask &= mask - 1) {
      found(n + static_cast<std::uint32_t>(__builtin_ctz(mask)));
    }
  }
#else
  constexpr std::uint64_t kOnes = 0x0101010101010101, kLow = 0x7F * kOnes;
  const std::uint64_t pattern = static_cast<std::uint64_t>(wanted) * kOnes;
  for (; n + 8 <= end; n += 8) {
    std::uint64_t kinds;
    std::memcpy(&kinds, tree.kind.data() + n, 8);
    kinds ^= pattern;
    // The high bit of each byte that is zero now, of no other.
    std::uint64_t zeros = ~(((kinds & kLow) + kLow) | kinds | kLow);
    for (; zeros != 0; zeros &= zeros - 1) {
      found(n + static_cast<std::uint32_t>(__builtin_ctzll(zeros)) / 8);
    }
  }
#endif
  for (; n < end; ++n) {
    if (tree.kind[n] == wanted) found(n);
  }
}

}  // namespace whip
