// The syntax tree of one file: flat, in document order, a structure of arrays. A subtree is a range of ids: node n and what is
// below it are [n, after[n]); its children are n+1, after[n+1], ... until after[n]. No pointers, nothing to recurse on.
//
// Comments and line continuations are nodes too ("extras"): they may stand between any two children.
// String annotations ("List[int]") are parsed later and their nodes appended behind the file's own: ids from own_size on; the parent of such
// a subtree's root is the string's node, and its spans are places in the file like all others.
#pragma once

#include <cstdint>
#include <vector>

#include "core/syntax/field.h"
#include "core/syntax/kind.h"
#include "core/text/span.h"

namespace whip {

enum class NodeId : std::uint32_t {};
inline constexpr NodeId kNoNode{UINT32_MAX};
constexpr std::uint32_t index(NodeId id) { return static_cast<std::uint32_t>(id); }

struct Tree {
  std::vector<Kind> kind;
  std::vector<Field> field;           // role in the parent
  std::vector<Span> span;             // bytes [begin, end) of the file
  std::vector<std::uint32_t> after;   // first id past the subtree
  std::vector<std::uint32_t> parent;  // UINT32_MAX for the root
  KindSet present;                    // kinds that occur at all: lets whole rules be skipped
  std::uint32_t own_size = 0;         // nodes of the file itself; string annotations follow
  bool has_errors = false;            // made by the stock parser, with error or missing nodes

  std::uint32_t size() const { return static_cast<std::uint32_t>(kind.size()); }
  // Empties the tree and keeps its memory for the next file.
  void clear() {
    kind.clear(), field.clear(), span.clear(), after.clear(), parent.clear();
    present = {};
    own_size = 0;
    has_errors = false;
  }
};

}  // namespace whip
