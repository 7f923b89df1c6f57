#include "core/syntax/comments.h"

#include <algorithm>

#include "core/syntax/kind_scan.h"

namespace whip {

void Comments::collect(const Tree& tree) {
  spans_.clear();
  if (!tree.present.contains(Kind::comment)) return;
  for_each_of_kind(tree, 0, tree.own_size, Kind::comment, [&](std::uint32_t n) { spans_.push_back(tree.span[n]); });
}

std::span<const Span> Comments::inside(Span range) const {
  const auto first = std::ranges::lower_bound(spans_, range.begin, {}, &Span::begin);
  const auto last = std::ranges::upper_bound(first, spans_.end(), range.end, {}, &Span::end);
  return {first, last};
}

}  // namespace whip
