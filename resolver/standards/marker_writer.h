// Writes a decision diagram as alternatives: (a and b) or c.
// A path to `true` is an alternative. A diagram says `a or (not a and b)` where `a or b` would do, so afterwards each
// alternative loses the terms that another one makes needless, and alternatives that another one covers are dropped.
// That is not always the shortest text, but it is short in practice, and the same that uv writes.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "resolver/standards/marker_algebra.h"

namespace whip::resolver {

class MarkerWriter {
 public:
  explicit MarkerWriter(MarkerAlgebra& algebra) : algebra_(algebra) {}
  std::string text(MarkerId marker);

 private:
  using Alternative = std::vector<MarkerTerm>;
  using Node = MarkerAlgebra::Node;
  // Children that lead to the same marker, with their ranges: bounds[i] is the boundary below child i, or none.
  struct Branch {
    MarkerId target;
    std::vector<std::size_t> children;
  };
  struct Step {  // an edge to be walked
    MarkerId target;
    std::size_t depth;  // length of the path before it
    Alternative terms;
  };

  void collect(MarkerId marker);
  void push_branches(MarkerId marker, std::size_t depth, std::vector<Step>& open);
  void widen(std::vector<Branch>& branches);
  void push_range(const Node& node, const Branch& branch, std::size_t depth, std::vector<Step>& found) const;
  bool drop_needless_terms();  // whether any was dropped
  void drop_covered();
  void sort();

  MarkerAlgebra& algebra_;
  std::vector<Alternative> alternatives_;
};

}  // namespace whip::resolver
