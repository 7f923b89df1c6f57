// Many stacks in one: where an LR conflict leaves several ways to go on, stacks share what they have in common and meet
// again where they agree. A node has links down, each with the piece of tree between; node i below the fork is entry i
// of the real stack, made when asked for.
//
// Which of several readings wins depends on the order of versions and links. So order, merging and counting are those
// of tree-sitter's stack; simpler schemes were measurably wrong (`[*a.b]`).
#pragma once

#include <vector>

#include "core/syntax/fast_parse/stack.h"

namespace whip::fast {

// A tree that is only recorded: it becomes real when its reading has won.
struct Piece {
  enum class Sort : std::uint8_t { older, leaf, extra, inner };  // older: an entry of the stack before the fork
  std::uint16_t symbol = 0;
  Sort sort = Sort::older;
  std::uint16_t rule = 0;  // of a leaf: the state after it
  std::uint32_t children = 0;
  std::uint32_t first_child = 0;  // into child_list
  std::uint32_t begin = 0, end = 0;
  std::int32_t precedence = 0;
};

class ForkGraph {
 public:
  struct Link {
    std::uint32_t node, piece;
  };
  struct GraphNode {
    static constexpr std::uint32_t kMaxLinks = 8;
    std::uint32_t state, position;
    std::int32_t precedence;
    std::uint32_t links;
    Link link[kMaxLinks];
  };
  // A way down from a node: its pieces, from below.
  struct Path {
    std::uint32_t node;  // reached
    std::vector<std::uint32_t> pieces;
  };

  void begin(const Stack& stack, std::uint32_t at);
  // The node made real, if it is one of the stack's.
  GraphNode& node(std::uint32_t id) {
    if (id < lowest_) make_older(id);
    return nodes_[id];
  }
  bool is_older(std::uint32_t id) const { return id <= top_; }
  std::uint32_t add_node(std::uint32_t below, std::uint32_t piece, std::uint32_t state);
  void add_links_of(std::uint32_t to, std::uint32_t from);
  std::uint32_t add_piece(const Piece& piece) {
    pieces.push_back(piece);
    return static_cast<std::uint32_t>(pieces.size() - 1);
  }
  // A piece for `rule` over `children`; its own precedence is not in it yet.
  std::uint32_t add_inner(std::uint32_t rule, const std::vector<std::uint32_t>& children);
  // All ways down over `count` pieces that are not extras, by node reached; in the order that decides ties.
  std::vector<Path> paths(std::uint32_t from, std::uint32_t count);
  // Which of two readings of the same text wins at equal precedence: negative the first, positive the second, 0 they
  // are the same.
  int compare(std::uint32_t a, std::uint32_t b);

  std::vector<Piece> pieces;
  std::vector<std::uint32_t> child_list;
  // A tie had to be broken against a tree older than the fork, of which too little is known.
  bool undecided = false;

 private:
  void make_older(std::uint32_t id);
  bool same_text(std::uint32_t a, std::uint32_t b);
  void add_link(std::uint32_t to, Link link);

  const Stack* stack_ = nullptr;
  std::uint32_t top_ = 0;     // the last node that is an entry of the stack
  std::uint32_t lowest_ = 0;  // nodes of the stack are made from here on
  std::vector<GraphNode> nodes_;
  std::vector<std::pair<std::uint32_t, Link>> link_tasks_;
};

}  // namespace whip::fast
