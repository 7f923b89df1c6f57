// The formatter's tree: flat, in source order (pre-order), a structure of arrays like core/syntax/tree.h, and a view of
// one node of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/tree.h"
#include "core/text/span.h"
#include "formatter/ast/kind.h"

namespace whip::fmt {

// Facts of single nodes, by bit.
enum class Flag : std::uint8_t {
  parenthesized = 1,  // an expression or pattern in parentheses that are not its own: `(a)`; see AstNode::parentheses()
  own_parentheses = 2,  // a tuple, generator or match_sequence that is written with parentheses; a match_sequence with
                        // brackets has own_brackets
  own_brackets = 4,
  async = 8,
  star = 16,      // `except*`
  lazy = 32,      // `lazy import`
  one_line = 64,  // a simple statement, a decorator or the header of a clause that was not taken apart, for its text
                  // (mostly one line) is known: see AstTree::one_lines
};

struct AstTree {
  std::vector<Ast> kind;
  std::vector<Role> role;
  std::vector<std::uint8_t> flags;  // of Flag
  std::vector<std::uint8_t> data;   // an Operator, a ParameterKind, the count of dots of an import; by kind
  std::vector<Span>
      span;  // Ruff's ranges: from the first token of the node to its last; a function's begins at its decorators;
             // comments behind the last token are outside; parentheses that are not the node's own are outside
  std::vector<std::uint32_t> after;  // first id past the subtree
  std::vector<std::uint32_t> parent;
  std::vector<NodeId> source;  // the node of the concrete tree it was made of
  // Of nodes with Flag::parenthesized, sorted by node, from the innermost pair outward: from "(" to behind ")".
  struct Parentheses {
    std::uint32_t node;
    Span span;
  };
  std::vector<Parentheses> parentheses;
  // Operators of compare nodes, in source order; of node n: compare_begin is found by binary search on `node`.
  struct Comparison {
    std::uint32_t node;
    Operator op;
    Span span;  // of the operator: `not in` from "not" to "in"
  };
  std::vector<Comparison> comparisons;
  // Texts of nodes with Flag::one_line, sorted by node: [begin, begin + size) of one_line_text.
  struct OneLineText {
    std::uint32_t node;
    std::uint32_t begin;
    std::uint32_t size;
    bool lines;  // there are several, each with its line end but the last
  };
  std::vector<OneLineText> one_lines;
  mutable std::size_t next_one_line = 0;  // which will be asked for next, most likely
  std::string one_line_text;
  std::vector<bool> is_one_line;  // of what could have the flag, in the order of lowering: whether it has
  const Tree* concrete = nullptr;
  std::string_view text;

  std::uint32_t size() const { return static_cast<std::uint32_t>(kind.size()); }
  void clear();
};

class AstChildren;

// A view of one node. The absent node answers every question with absent, empty or false.
class AstNode {
 public:
  constexpr AstNode() = default;
  AstNode(const AstTree& tree, std::uint32_t id) : tree_(&tree), id_(id) {}

  explicit operator bool() const { return tree_ != nullptr; }
  std::uint32_t id() const { return id_; }
  Ast kind() const { return tree_ != nullptr ? tree_->kind[id_] : Ast::absent; }
  bool is(Ast kind) const { return this->kind() == kind; }
  bool is_any(std::initializer_list<Ast> kinds) const {
    for (const Ast kind : kinds) {
      if (is(kind)) return true;
    }
    return false;
  }
  bool is_statement() const { return fmt::is_statement(kind()); }
  bool is_expression() const { return fmt::is_expression(kind()); }
  bool is_pattern() const { return fmt::is_pattern(kind()); }
  Role role() const { return tree_ != nullptr ? tree_->role[id_] : Role::none; }
  bool has(Flag flag) const { return tree_ != nullptr && (tree_->flags[id_] & static_cast<std::uint8_t>(flag)) != 0; }
  std::uint8_t data() const { return tree_ != nullptr ? tree_->data[id_] : 0; }
  Operator op() const { return static_cast<Operator>(data()); }
  Span span() const { return tree_ != nullptr ? tree_->span[id_] : Span{}; }
  std::uint32_t begin() const { return span().begin; }
  std::uint32_t end() const { return span().end; }
  std::string_view text() const {
    return tree_ != nullptr ? tree_->text.substr(span().begin, span().size()) : std::string_view{};
  }
  const AstTree* tree() const { return tree_; }

  // Whether the expression or pattern stands in parentheses that are not its own.
  bool parenthesized() const { return has(Flag::parenthesized); }
  // The innermost pair of such parentheses, "(" to behind ")"; the node's own span if there is none.
  Span parentheses() const;
  // The outermost pair; the node's own span if there is none.
  Span outer_parentheses() const;
  // How many pairs there are.
  std::uint32_t parentheses_count() const;

  AstNode parent() const {
    if (tree_ == nullptr || tree_->parent[id_] == UINT32_MAX) return {};
    return {*tree_, tree_->parent[id_]};
  }
  std::uint32_t after() const { return tree_ != nullptr ? tree_->after[id_] : 0; }
  // The first child in this role; absent if there is none.
  AstNode operator[](Role role) const {
    if (tree_ == nullptr) return {};
    for (std::uint32_t n = id_ + 1, end = tree_->after[id_]; n < end; n = tree_->after[n]) {
      if (tree_->role[n] == role) return {*tree_, n};
    }
    return {};
  }
  AstNode first_child() const {
    return tree_ != nullptr && id_ + 1 < tree_->after[id_] ? AstNode{*tree_, id_ + 1} : AstNode{};
  }
  AstNode last_child() const;
  // The next child of the same parent; absent for the last.
  AstNode next_sibling() const {
    if (tree_ == nullptr || tree_->parent[id_] == UINT32_MAX) return {};
    const std::uint32_t next = tree_->after[id_];
    return next < tree_->after[tree_->parent[id_]] ? AstNode{*tree_, next} : AstNode{};
  }
  // All children; those in one role.
  AstChildren children() const;
  AstChildren all(Role role) const;

  // With Flag::one_line: what is written; of a header its colon included.
  const AstTree::OneLineText& one_line() const;

  // The operators of a compare node.
  std::vector<AstTree::Comparison>::const_iterator comparisons() const;

  bool operator==(const AstNode& other) const { return tree_ == other.tree_ && (tree_ == nullptr || id_ == other.id_); }

 private:
  const AstTree* tree_ = nullptr;
  std::uint32_t id_ = 0;
};

// A range of sibling nodes, for `for (AstNode statement : node.all(Role::body))`.
class AstChildren {
 public:
  class Iterator {
   public:
    using value_type = AstNode;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const AstTree* tree, std::uint32_t id, std::uint32_t end, Role role)
        : tree_(tree), id_(id), end_(end), role_(role) {
      settle();
    }
    AstNode operator*() const { return {*tree_, id_}; }
    Iterator& operator++() {
      id_ = tree_->after[id_];
      settle();
      return *this;
    }
    Iterator operator++(int) {
      Iterator old = *this;
      ++*this;
      return old;
    }
    bool operator==(const Iterator& other) const { return id_ == other.id_; }

   private:
    void settle() {
      while (role_ != Role::none && id_ < end_ && tree_->role[id_] != role_) id_ = tree_->after[id_];
    }
    const AstTree* tree_ = nullptr;
    std::uint32_t id_ = 0;
    std::uint32_t end_ = 0;
    Role role_ = Role::none;
  };

  AstChildren() = default;
  AstChildren(AstNode parent, Role role) : parent_(parent), role_(role) {}
  Iterator begin() const {
    if (!parent_) return {};
    return {parent_.tree(), parent_.id() + 1, parent_.after(), role_};
  }
  Iterator end() const {
    if (!parent_) return {};
    return {parent_.tree(), parent_.after(), parent_.after(), Role::none};
  }
  bool empty() const { return begin() == end(); }
  std::uint32_t count() const;
  AstNode front() const { return empty() ? AstNode{} : *begin(); }
  AstNode back() const;

 private:
  AstNode parent_;
  Role role_ = Role::none;
};

// The last statement (or `except` or `case`) of the last body of a compound statement or clause; absent for others.
AstNode last_child_in_body(AstNode node);

inline AstChildren AstNode::children() const { return {*this, Role::none}; }
inline AstChildren AstNode::all(Role role) const { return {*this, role}; }

}  // namespace whip::fmt
