#include "formatter/comments/comments.h"

#include <algorithm>

namespace whip::fmt {

NodeComments CommentMap::found(std::uint32_t node) const {
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), node,
                                   [](const Entry& entry, std::uint32_t id) { return entry.node < id; });
  const CommentSpan all(comments_);
  return {all.subspan(at->leading, at->dangling - at->leading), all.subspan(at->dangling, at->trailing - at->dangling),
          all.subspan(at->trailing, at->end - at->trailing)};
}

bool CommentMap::any_in_subtree(AstNode node) const {
  if (entries_.empty() || !node) return false;
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), node.id(),
                                   [](const Entry& entry, std::uint32_t id) { return entry.node < id; });
  return at != entries_.end() && at->node < node.after();
}

std::span<const Span> CommentMap::inside(Span range) const {
  const auto first = std::lower_bound(all_.begin(), all_.end(), range.begin,
                                      [](const Span& comment, std::uint32_t at) { return comment.begin < at; });
  auto last = first;
  while (last != all_.end() && last->end <= range.end) ++last;
  return {first, last};
}

void CommentMap::mark_formatted(AstNode subtree) const {
  if (!subtree) return;
  auto at = std::lower_bound(entries_.begin(), entries_.end(), subtree.id(),
                             [](const Entry& entry, std::uint32_t id) { return entry.node < id; });
  for (; at != entries_.end() && at->node < subtree.after(); ++at) {
    for (std::uint32_t i = at->leading; i < at->end; ++i) comments_[i].formatted = true;
  }
}

void CommentMap::mark_formatted(Span range) const {
  const std::span<const Span> spans = inside(range);
  const auto first = static_cast<std::size_t>(spans.data() - all_.data());
  for (std::size_t i = first; i < first + spans.size(); ++i) comments_[places_[i]].formatted = true;
}

const Comment* CommentMap::first_unformatted() const {
  for (const Comment& comment : comments_) {
    if (!comment.formatted) return &comment;
  }
  return nullptr;
}

void CommentMap::clear() {
  entries_.clear(), has_.clear(), comments_.clear(), all_.clear(), places_.clear(), suppresses_ = false;
}

}  // namespace whip::fmt
