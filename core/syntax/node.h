// A view of one node: a tree and an id. Cheap to copy; never outlives the tree. The absent node (no tree) answers every question with
// absent, empty or false, so that chains of questions need no checks.
#pragma once

#include <string_view>

#include "core/syntax/tree.h"

namespace whip {

class Children;

class Node {
 public:
  constexpr Node() = default;
  Node(const Tree& tree, std::string_view text, NodeId id) : tree_(&tree), text_(text.data()), id_(index(id)) {}

  explicit operator bool() const { return tree_ != nullptr; }
  NodeId id() const { return NodeId{id_}; }
  Kind kind() const { return tree_ != nullptr ? tree_->kind[id_] : Kind::absent; }
  bool is(Kind kind) const { return this->kind() == kind; }
  // Inlined everywhere, it is a few comparisons with constants.
  [[gnu::always_inline]] bool is_any(std::initializer_list<Kind> kinds) const {
    const Kind own = kind();
    for (const Kind kind : kinds) {
      if (own == kind) return true;
    }
    return false;
  }
  Field field() const { return tree_ != nullptr ? tree_->field[id_] : Field::none; }
  Span span() const { return tree_ != nullptr ? tree_->span[id_] : Span{}; }
  std::uint32_t begin() const { return span().begin; }
  std::uint32_t end() const { return span().end; }
  // The source text of the node.
  std::string_view text() const {
    const Span s = span();
    return {text_ + s.begin, s.size()};
  }
  const Tree* tree() const { return tree_; }

  Node parent() const {
    if (tree_ == nullptr || tree_->parent[id_] == UINT32_MAX) return {};
    return at(tree_->parent[id_]);
  }
  // First id past this node's subtree; its descendants are (id, after).
  std::uint32_t after() const { return tree_ != nullptr ? tree_->after[id_] : 0; }
  bool is_ancestor_of(Node other) const { return id_ < other.id_ && other.id_ < after(); }

  // The first child in this role; absent if there is none.
  Node operator[](Field field) const {
    if (tree_ == nullptr) return {};
    for (std::uint32_t n = id_ + 1, end = tree_->after[id_]; n < end; n = tree_->after[n]) {
      if (tree_->field[n] == field) return at(n);
    }
    return {};
  }
  // The first child of this kind; absent if there is none.
  Node child(Kind kind) const {
    if (tree_ == nullptr) return {};
    for (std::uint32_t n = id_ + 1, end = tree_->after[id_]; n < end; n = tree_->after[n]) {
      if (tree_->kind[n] == kind) return at(n);
    }
    return {};
  }
  Node first_child() const { return tree_ != nullptr && id_ + 1 < tree_->after[id_] ? at(id_ + 1) : Node{}; }
  // The next child of the same parent. For the last child, and for the root, absent.
  Node next_sibling() const {
    if (tree_ == nullptr || tree_->parent[id_] == UINT32_MAX) return {};
    const std::uint32_t next = tree_->after[id_];
    return next < tree_->after[tree_->parent[id_]] && tree_->parent[next] == tree_->parent[id_] ? at(next) : Node{};
  }
  // All children, tokens and comments among them.
  Children children() const;
  // Children of named kinds, comments and line continuations left out: the operands, without the punctuation.
  Children operands() const;

  bool operator==(const Node& other) const { return tree_ == other.tree_ && (tree_ == nullptr || id_ == other.id_); }

 private:
  friend class Children;
  Node at(std::uint32_t id) const {
    Node node = *this;
    node.id_ = id;
    return node;
  }
  const Tree* tree_ = nullptr;
  const char* text_ = nullptr;
  std::uint32_t id_ = 0;
};

constexpr bool is_extra(Kind kind) { return kind == Kind::comment || kind == Kind::line_continuation; }

// A range over the children of a node, for `for (Node child : node.children())`.
class Children {
 public:
  enum class Which : std::uint8_t { all, operands };
  class Iterator {
   public:
    using value_type = Node;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(Node node, std::uint32_t end, Which which) : node_(node), end_(end), which_(which) { settle(); }
    Node operator*() const { return node_; }
    Iterator& operator++() {
      node_.id_ = node_.tree_->after[node_.id_];
      settle();
      return *this;
    }
    Iterator operator++(int) {
      Iterator old = *this;
      ++*this;
      return old;
    }
    bool operator==(const Iterator& other) const { return node_.id_ == other.node_.id_; }

   private:
    void settle() {
      if (which_ == Which::all) return;
      const Tree& tree = *node_.tree_;
      while (node_.id_ < end_ && (!is_named(tree.kind[node_.id_]) || is_extra(tree.kind[node_.id_]))) {
        node_.id_ = tree.after[node_.id_];
      }
    }
    Node node_;
    std::uint32_t end_ = 0;
    Which which_ = Which::all;
  };

  Children(Node parent, Which which) : parent_(parent), which_(which) {}
  Iterator begin() const {
    if (!parent_) return {};
    return {parent_.at(parent_.id_ + 1), parent_.after(), which_};
  }
  Iterator end() const {
    if (!parent_) return {};
    return {parent_.at(parent_.after()), parent_.after(), Which::all};
  }
  bool empty() const { return begin() == end(); }
  std::uint32_t count() const {
    std::uint32_t n = 0;
    for (Iterator it = begin(), last = end(); !(it == last); ++it) ++n;
    return n;
  }
  // The n-th (0-based); absent past the end. The last; absent if empty.
  Node operator[](std::uint32_t n) const {
    for (Iterator it = begin(), last = end(); !(it == last); ++it) {
      if (n-- == 0) return *it;
    }
    return {};
  }
  Node back() const {
    Node found;
    for (Iterator it = begin(), last = end(); !(it == last); ++it) found = *it;
    return found;
  }

 private:
  Node parent_;
  Which which_;
};

inline Children Node::children() const { return {*this, Children::Which::all}; }
inline Children Node::operands() const { return {*this, Children::Which::operands}; }

}  // namespace whip
