// A range of bytes, half-open: [begin, end), offsets into the file as it was read (a byte order mark included).
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

namespace whip {

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
  constexpr bool contains(Span inner) const { return begin <= inner.begin && inner.end <= end; }
  // True where the two share at least one byte.
  constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  constexpr Span cover(Span other) const { return {std::min(begin, other.begin), std::max(end, other.end)}; }
  constexpr auto operator<=>(const Span&) const = default;
};

}  // namespace whip
