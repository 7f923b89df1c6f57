// Which nodes of the concrete tree are written for what, and where their text goes.
#pragma once

#include <cstdint>
#include <cstring>

#include "core/syntax/node.h"
#include "formatter/one_line/one_line.h"

namespace whip::fmt {

// Ids, in document order.
struct OneLine::Range {
  std::uint32_t first, end;
};

// Always in one piece where that is enough: text_ is followed by so many bytes, and so is the line.
inline bool OneLine::append(std::string_view text) {
  if (text.size() > static_cast<std::size_t>(end_ - at_)) return false;
  if (text.size() <= kCopied) {
    std::memcpy(at_, text.data(), kCopied);
  } else {
    std::memcpy(at_, text.data(), text.size());
  }
  at_ += text.size();
  return true;
}

inline bool OneLine::append(char c) {
  if (at_ == end_) return false;
  *at_++ = c;
  return true;
}

// The part of a node that is written: all of a simple statement, a decorator without its line end, a clause up to its
// colon. The end of the range; it begins with the node's first child, or with a simple statement itself.
inline std::uint32_t end_of_written(const Tree& tree, std::uint32_t node) {
  const std::uint32_t end = tree.after[node];
  if (tree.kind[node] == Kind::decorator) {
    for (std::uint32_t n = node + 1; n < end; n = tree.after[n]) {
      if (tree.field[n] == Field::value) return tree.after[n];
    }
    return end;
  }
  for (std::uint32_t n = node + 1; n < end; n = tree.after[n]) {
    if (tree.kind[n] == Kind::colon) return n + 1;
  }
  return end;
}

}  // namespace whip::fmt
