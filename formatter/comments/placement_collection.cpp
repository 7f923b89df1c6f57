// Comments in brackets: keys and values, slices, comprehensions.
#include "formatter/comments/placement.h"
#include "formatter/comments/tokens.h"
#include "formatter/comments/trivia.h"

namespace whip::fmt {
namespace {

// Between `**` and what it unpacks.
Placement place_in_unpacking(const PlacedComment& comment) {
  if (!comment.following) return {};
  const std::uint32_t begin = comment.preceding ? comment.preceding.end() : comment.enclosing.begin();
  return GapTokens(comment.text, begin, comment.begin()).any("**") ? leading(comment.following) : Placement{};
}

// Around the colon between a key and its value.
Placement place_in_pair(const PlacedComment& comment) {
  if (!comment.preceding || !comment.following) return {};
  GapTokens tokens(comment.text, comment.preceding.end(), comment.following.begin());
  return tokens.any(":") ? dangling(comment.enclosing) : Placement{};
}

}  // namespace

Placement place_in_dict(const PlacedComment& comment) {
  if (const Placement placement = place_in_unpacking(comment)) return placement;
  if (comment.enclosing.is(Ast::dict)) {
    if (const Placement placement = place_behind_bracket(comment)) return placement;
    return place_in_pair(comment);
  }
  if (const Placement placement = place_in_pair(comment)) return placement;
  return place_behind_bracket(comment);
}

Placement place_in_slice(const PlacedComment& comment, AstNode slice) {
  if (comment.end_of_line()) {
    const std::uint32_t before = previous_token(comment.text, comment.begin(), 0, comment.all);
    if (before != UINT32_MAX && comment.text[before] == '[') return dangling(comment.enclosing);
  }
  const AstNode lower = slice[Role::lower];
  const AstNode upper = slice[Role::upper];
  const auto colon_behind = [&](std::uint32_t offset) {
    GapTokens tokens(comment.text, offset, slice.end());
    const GapToken token = tokens.next_behind_parentheses();
    return token ? token.span.begin : UINT32_MAX;
  };
  const std::uint32_t first = colon_behind(lower ? lower.end() : slice.begin());
  const std::uint32_t second = colon_behind(upper ? upper.end() : first + 1);
  const AstNode part = comment.begin() < first ? lower : comment.begin() < second ? upper : slice[Role::step];
  if (!part) return dangling(slice);
  return comment.begin() < part.begin() ? leading(part) : trailing(part);
}

Placement place_in_subscript(const PlacedComment& comment) {
  const AstNode index = comment.enclosing[Role::index];
  if (index.is(Ast::slice)) return place_in_slice(comment, index);
  const AstNode value = comment.enclosing[Role::value];
  if (comment.own_line() || comment.begin() <= value.end()) return {};
  GapTokens tokens(comment.text, value.end(), comment.begin());
  if (!tokens.any("[")) return {};
  return tokens.next() ? Placement{} : dangling(comment.enclosing);
}

Placement place_in_comprehension(const PlacedComment& comment) {
  const AstNode comprehension = comment.enclosing;
  const AstNode target = comprehension[Role::target];
  const AstNode iter = comprehension[Role::iter];
  const bool own_line = comment.own_line();
  // Behind `for`, before `in`, behind `in`: the comprehension writes them at its words. On the other side they are
  // their neighbours'.
  if (comment.end() < target.begin()) return own_line ? Placement{} : dangling(comprehension);
  if (comment.begin() < find_token(comment.text, "in", target.end(), iter.begin())) {
    return own_line ? dangling(comprehension) : Placement{};
  }
  if (comment.begin() < iter.begin()) return own_line ? Placement{} : dangling(comprehension);
  std::uint32_t last = iter.end();
  for (const AstNode condition : comprehension.all(Role::condition)) {
    const std::uint32_t word = find_token(comment.text, "if", last, condition.begin());
    if (own_line ? last < comment.begin() && comment.begin() < word
                 : word < comment.begin() && comment.begin() < condition.begin()) {
      return dangling(comprehension);
    }
    last = condition.end();
  }
  return {};
}

}  // namespace whip::fmt
