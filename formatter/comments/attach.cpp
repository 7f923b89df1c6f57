#include "formatter/comments/attach.h"

#include <algorithm>
#include <cstring>

#include "core/syntax/kind.h"
#include "formatter/comments/placement.h"
#include "formatter/comments/suppression.h"

namespace whip::fmt {

// Walks the tree in source order with the comments beside it. A comment is met on entering the node that follows it, or
// on leaving the node that encloses it. Names that are no expressions count for nothing here, and neither does the node
// of a format specification: its parts are children of the replacement field.
class CommentAttacher {
 public:
  CommentAttacher(const AstTree& ast, CommentMap& map) : ast_(ast), map_(map) {}
  void run();

 private:
  struct Attached {
    std::uint32_t node;
    CommentSlot slot;
    std::uint32_t place;  // in map_.all_
    Comment comment;
  };

  AstNode node(std::uint32_t id) const { return id == UINT32_MAX ? AstNode{} : AstNode{ast_, id}; }
  bool is_skipped(std::uint32_t id) const {
    return ast_.kind[id] == Ast::identifier || ast_.kind[id] == Ast::format_spec;
  }
  void collect();
  bool enter(std::uint32_t id);
  void leave(std::uint32_t id);
  void attach(Span span, std::uint32_t enclosing, std::uint32_t preceding, std::uint32_t following);
  LinePosition position_of(std::uint32_t offset) const;
  void fill();

  const AstTree& ast_;
  CommentMap& map_;
  std::size_t next_ = 0;  // of map_.all_
  std::vector<std::uint32_t> parents_;
  std::uint32_t preceding_ = UINT32_MAX;
  std::vector<Attached> attached_;
};

void CommentAttacher::collect() {
  const Tree& tree = *ast_.concrete;
  if (!tree.present.contains(Kind::comment)) return;
  const Kind* const kinds = tree.kind.data();
  const auto find = [&](std::size_t from) {
    return static_cast<const Kind*>(std::memchr(kinds + from, static_cast<int>(Kind::comment), tree.own_size - from));
  };
  for (const Kind* at = find(0); at != nullptr; at = find(static_cast<std::size_t>(at - kinds) + 1)) {
    const Span span = tree.span[static_cast<std::size_t>(at - kinds)];
    map_.all_.push_back(span);
    map_.suppresses_ =
        map_.suppresses_ || suppression_of(ast_.text.substr(span.begin, span.size())) != Suppression::none;
  }
}

LinePosition CommentAttacher::position_of(std::uint32_t offset) const {
  while (offset > 0) {
    const char c = ast_.text[--offset];
    if (c == '\n' || c == '\r') break;
    if (c != ' ' && c != '\t' && c != '\f') return LinePosition::end_of_line;
  }
  return LinePosition::own_line;
}

void CommentAttacher::attach(Span span, std::uint32_t enclosing, std::uint32_t preceding, std::uint32_t following) {
  const PlacedComment comment{
      span, position_of(span.begin), node(enclosing), node(preceding), node(following), ast_.text, map_.all_};
  Placement placement = place(comment);
  if (!placement) {
    const bool behind = comment.preceding && (comment.end_of_line() || !comment.following);
    placement = behind              ? trailing(comment.preceding)
                : comment.following ? leading(comment.following)
                                    : dangling(comment.enclosing);
  }
  attached_.push_back(
      {placement.node.id(), placement.slot, static_cast<std::uint32_t>(next_), {span, comment.position}});
}

// Whether there are comments in the node.
bool CommentAttacher::enter(std::uint32_t id) {
  const Span span = ast_.span[id];
  const std::uint32_t enclosing = parents_.empty() ? id : parents_.back();
  for (; next_ < map_.all_.size() && map_.all_[next_].end <= span.begin; ++next_) {
    attach(map_.all_[next_], enclosing, preceding_, id);
  }
  preceding_ = UINT32_MAX;
  parents_.push_back(id);
  return next_ < map_.all_.size() && map_.all_[next_].begin < span.end;
}

void CommentAttacher::leave(std::uint32_t id) {
  parents_.pop_back();
  const std::uint32_t end = ast_.span[id].end;
  for (; next_ < map_.all_.size() && (map_.all_[next_].begin < end || parents_.empty()); ++next_) {
    attach(map_.all_[next_], id, preceding_, UINT32_MAX);
  }
  preceding_ = id;
}

void CommentAttacher::run() {
  map_.clear();
  collect();
  if (map_.all_.empty()) return;
  for (std::uint32_t n = 0; n < ast_.size();) {
    while (!parents_.empty() && ast_.after[parents_.back()] <= n) leave(parents_.back());
    if (ast_.kind[n] == Ast::format_spec) {
      ++n;
    } else if (is_skipped(n)) {
      n = ast_.after[n];
    } else if (enter(n)) {
      ++n;
    } else {
      leave(n);
      n = ast_.after[n];
    }
  }
  while (!parents_.empty()) leave(parents_.back());
  fill();
}

void CommentAttacher::fill() {
  std::stable_sort(attached_.begin(), attached_.end(), [](const Attached& a, const Attached& b) {
    return a.node != b.node ? a.node < b.node : a.slot < b.slot;
  });
  map_.comments_.reserve(attached_.size());
  map_.has_.assign(attached_.empty() ? 0 : ast_.size(), false);
  map_.places_.resize(attached_.size());
  for (const Attached& attached : attached_) {
    const auto at = static_cast<std::uint32_t>(map_.comments_.size());
    if (map_.entries_.empty() || map_.entries_.back().node != attached.node) {
      map_.entries_.push_back({attached.node, at, at, at, at});
      map_.has_[attached.node] = true;
    }
    CommentMap::Entry& entry = map_.entries_.back();
    map_.comments_.push_back(attached.comment);
    map_.places_[attached.place] = at;
    entry.end = at + 1;
    if (attached.slot < CommentSlot::trailing) entry.trailing = at + 1;
    if (attached.slot < CommentSlot::dangling) entry.dangling = at + 1;
  }
}

void attach_comments(const AstTree& ast, CommentMap& map) { CommentAttacher(ast, map).run(); }

}  // namespace whip::fmt
