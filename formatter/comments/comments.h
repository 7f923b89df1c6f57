// Comments, each with the node it belongs to: leading (before it), dangling (inside, where no child is) or trailing
// (behind it). Attached before anything is written (attach.h); writers print them and mark them as printed, and a
// comment that was not printed is a defect.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/text/span.h"
#include "formatter/ast/node.h"

namespace whip::fmt {

enum class LinePosition : std::uint8_t { own_line, end_of_line };

struct Comment {
  Span span;  // from `#` to before the end of the line
  LinePosition position = LinePosition::own_line;
  mutable bool formatted = false;

  bool own_line() const { return position == LinePosition::own_line; }
  bool end_of_line() const { return position == LinePosition::end_of_line; }
  std::uint32_t begin() const { return span.begin; }
  std::uint32_t end() const { return span.end; }
};
using CommentSpan = std::span<const Comment>;

struct NodeComments {
  CommentSpan leading, dangling, trailing;
  bool empty() const { return leading.empty() && dangling.empty() && trailing.empty(); }
  bool has_trailing_own_line() const {
    for (const Comment& comment : trailing) {
      if (comment.own_line()) return true;
    }
    return false;
  }
};

class CommentMap {
 public:
  CommentSpan leading(AstNode node) const { return of(node).leading; }
  CommentSpan dangling(AstNode node) const { return of(node).dangling; }
  CommentSpan trailing(AstNode node) const { return of(node).trailing; }
  // The three parts of a node; all empty for most. O(1) for those, O(log comments) otherwise.
  NodeComments of(AstNode node) const {
    if (!node || node.id() >= has_.size() || !has_[node.id()]) return {};
    return found(node.id());
  }
  bool has(AstNode node) const { return !of(node).empty(); }
  bool has_leading(AstNode node) const { return !leading(node).empty(); }
  bool has_dangling(AstNode node) const { return !dangling(node).empty(); }
  bool has_trailing(AstNode node) const { return !trailing(node).empty(); }
  bool has_trailing_own_line(AstNode node) const { return of(node).has_trailing_own_line(); }
  // Whether the node, or a node below it, has a comment. O(log comments).
  bool any_in_subtree(AstNode node) const;

  // All comments of the file in source order, and those within a range.
  std::span<const Span> all() const { return all_; }
  std::span<const Span> inside(Span range) const;
  bool any_inside(Span range) const { return !inside(range).empty(); }
  // Whether any comment asks to leave something as it is (suppression.h).
  bool suppress() const { return suppresses_; }

  // Marks every comment of the subtree (range of ids) as printed: what is written verbatim.
  void mark_formatted(AstNode subtree) const;
  // The same for the comments that lie in a range of the source.
  void mark_formatted(Span range) const;
  // The first comment that no writer printed; nullptr if none.
  const Comment* first_unformatted() const;

  void clear();

 private:
  friend class CommentAttacher;  // attach.cpp fills it
  struct Entry {
    std::uint32_t node;
    std::uint32_t leading, dangling, trailing,
        end;  // indices into comments_: [leading, dangling), [dangling, trailing), [trailing, end)
  };
  NodeComments found(std::uint32_t node) const;
  std::vector<Entry> entries_;  // sorted by node
  std::vector<bool> has_;       // of each node: whether it is in entries_; what is asked most
  std::vector<Comment> comments_;
  std::vector<Span> all_;
  std::vector<std::uint32_t> places_;  // of all_: indices into comments_
  bool suppresses_ = false;
};

}  // namespace whip::fmt
