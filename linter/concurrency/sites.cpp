#include "linter/concurrency/sites.h"

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
  const auto take = [&](std::uint32_t n) {
    switch (tree.kind[n]) {
      case Kind::call:
        return calls.push_back(n);
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
  std::uint32_t n = 0;
#if defined(__SSE2__)
  __m128i patterns[kWanted.size()];
  for (std::size_t k = 0; k < kWanted.size(); ++k) patterns[k] = _mm_set1_epi8(static_cast<char>(kWanted[k]));
  for (; n + 16 <= tree.own_size; n += 16) {
    __m128i kinds;
    std::memcpy(&kinds, tree.kind.data() + n, sizeof kinds);
    __m128i found = _mm_setzero_si128();
    for (const __m128i pattern : patterns) found = _mm_or_si128(found, _mm_cmpeq_epi8(kinds, pattern));
    for (auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(found)); mask != 0; mask &= mask - 1) {
      take(n + static_cast<std::uint32_t>(__builtin_ctz(mask)));
    }
  }
#endif
  for (; n < tree.own_size; ++n) {
    if (is_wanted(tree.kind[n])) take(n);
  }
}

}  // namespace whip
