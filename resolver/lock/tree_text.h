// Who needs whom, for people: the lock as a tree, from the project down or from a package up, and the ways that lead to
// a package; and as JSON, flat.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "resolver/lock/lock_graph.h"

namespace whip::resolver {

struct TreeStyle {
  std::vector<std::string> packages;  // begin at these instead of at the project
  std::vector<std::string> prune;     // leave these out
  bool is_inverted = false;           // from `packages` up to those who need them
  bool repeats = false;               // show what hangs below a package each time
  std::size_t depth = SIZE_MAX;
};

std::string tree_text(const LockFile& lock, const LockSelection& selection, const TreeStyle& style,
                      MarkerAlgebra& algebra);
// For each requirement of the project that leads to the package, the shortest way; empty where none does.
std::string ways_text(const LockFile& lock, const LockSelection& selection, const std::string& package,
                      MarkerAlgebra& algebra);
std::string tree_json(const LockFile& lock, const LockSelection& selection, MarkerAlgebra& algebra);

}  // namespace whip::resolver
