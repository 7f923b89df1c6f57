// The comments of a file, in order, and the questions that fixes ask about them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/syntax/tree.h"
#include "core/text/span.h"

namespace whip {

class Comments {
 public:
  Comments() = default;
  // Collects the comment nodes of `tree`; keeps its memory when assigned again.
  void collect(const Tree& tree);

  std::span<const Span> all() const { return spans_; }
  // Comments that lie inside `range`; O(log comments).
  std::span<const Span> inside(Span range) const;
  bool any_inside(Span range) const { return !inside(range).empty(); }
  // Whether replacing `replaced` by text that holds only what is in `kept` drops a comment.
  bool lost(Span replaced, Span kept) const { return inside(replaced).size() != inside(kept).size(); }

 private:
  std::vector<Span> spans_;
};

}  // namespace whip
