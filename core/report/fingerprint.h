// The identity of a finding across edits: the same finding keeps its fingerprint while lines above it come and go, so
// that baselines, SARIF viewers and code-quality reports can tell old findings from new ones. Made by
// linter/fingerprint.h.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>

namespace whip {

struct Fingerprint {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const Fingerprint&) const = default;
};

// 32 hexadecimal digits, lower case.
inline std::string to_string(Fingerprint fingerprint) {
  constexpr std::array<char, 17> kHex{"0123456789abcdef"};
  std::string out(32, '0');
  for (int i = 0; i < 16; ++i) {
    const int shift = 60 - 4 * i;
    out[static_cast<std::size_t>(i)] = kHex[(fingerprint.high >> shift) & 0xFU];
    out[static_cast<std::size_t>(16 + i)] = kHex[(fingerprint.low >> shift) & 0xFU];
  }
  return out;
}

}  // namespace whip
