#include "linter/concurrency/sites.h"

#include <algorithm>
#include <array>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace whip {
namespace {

constexpr std::array kWanted = {Kind::call,  Kind::function_definition, Kind::lambda,        Kind::class_definition,
                                Kind::yield, Kind::decorator,           Kind::with_statement};

bool is_wanted(Kind kind) {
  for (const Kind wanted : kWanted) {
    if (kind == wanted) return true;
  }
  return false;
}

}  // namespace

void ThreadSites::find(const Tree& tree) {
  definitions.clear(), yields.clear(), calls.clear(), decorators.clear(), withs.clear();
  const auto take_other = [&](std::uint32_t n) {
    switch (tree.kind[n]) {
      case Kind::yield:
        return yields.push_back(n);
      case Kind::decorator:
        return decorators.push_back(n);
      case Kind::with_statement:
        return withs.push_back(n);
      default:
        return definitions.push_back(n);
    }
  };
  // Most are calls, and which cannot be predicted: each is written down as one, and stays if it is.
  constexpr std::uint32_t kChunk = 512;
  std::array<std::uint32_t, kChunk> own_calls;
  std::array<std::uint32_t, kChunk> others;
  std::uint32_t n = 0;
  while (n < tree.own_size) {
    const std::uint32_t end = std::min(n + kChunk, tree.own_size);
    std::uint32_t call_count = 0;
    std::uint32_t other_count = 0;
    const auto take = [&](std::uint32_t id) {
      const bool is_call = tree.kind[id] == Kind::call;
      own_calls[call_count] = id;
      others[other_count] = id;
      call_count += is_call ? 1 : 0;
      other_count += is_call ? 0 : 1;
    };
#if defined(__SSE2__)
    __m128i patterns[kWanted.size()];
    for (std::size_t k = 0; k < kWanted.size(); ++k) patterns[k] = _mm_set1_epi8(static_cast<char>(kWanted[k]));
    for (; n + 16 <= end; n += 16) {
      __m128i kinds;
      std::memcpy(&kinds, tree.kind.data() + n, sizeof kinds);
      __m128i found = _mm_setzero_si128();
      for (const __m128i pattern : patterns) found = _mm_or_si128(found, _mm_cmpeq_epi8(kinds, pattern));
      for (auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(found)); mask != 0; mask &= mask - 1) {
        take(n + static_cast<std::uint32_t>(__builtin_ctz(mask)));
      }
    }
#endif
    for (; n < end; ++n) {
      if (is_wanted(tree.kind[n])) take(n);
    }
    calls.insert(calls.end(), own_calls.begin(), own_calls.begin() + call_count);
    for (std::uint32_t i = 0; i < other_count; ++i) take_other(others[i]);
  }
}

}  // namespace whip
