// The nodes that the facts of a file are made of, found in one look at the kinds of all nodes: sixteen nodes at a time,
// and most of them are none of these.
#pragma once

#include <cstdint>
#include <vector>

#include "core/syntax/tree.h"

namespace whip {

// Ids in document order.
struct ThreadSites {
  std::vector<std::uint32_t> definitions;  // functions, lambdas, classes
  std::vector<std::uint32_t> yields;
  std::vector<std::uint32_t> calls;
  std::vector<std::uint32_t> decorators;
  std::vector<std::uint32_t> withs;

  void find(const Tree& tree);
};

}  // namespace whip
