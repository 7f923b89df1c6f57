// Comments in patterns of `case`.
#include "formatter/comments/placement.h"
#include "formatter/comments/tokens.h"

namespace whip::fmt {
namespace {

Placement place_in_as(const PlacedComment& comment) {
  if (!comment.preceding) return {};
  GapTokens tokens(comment.text, comment.preceding.end(), comment.enclosing.end());
  const GapToken as = tokens.next_behind_parentheses();
  if (!as.is("as")) return {};
  return comment.end() < as.span.begin ? trailing(comment.preceding) : dangling(comment.enclosing);
}

// Around `**rest`, whose name is no node.
Placement place_at_rest(const PlacedComment& comment) {
  const AstNode rest = comment.enclosing[Role::rest];
  if (comment.following || !rest) return {};
  if (comment.begin() > rest.end()) return dangling(comment.enclosing);
  const std::uint32_t begin = comment.preceding ? comment.preceding.end() : comment.enclosing.begin();
  return GapTokens(comment.text, begin, comment.begin()).any("**") ? dangling(comment.enclosing) : Placement{};
}

}  // namespace

Placement place_in_pattern(const PlacedComment& comment) {
  const AstNode pattern = comment.enclosing;
  switch (pattern.kind()) {
    case Ast::match_sequence:
      return pattern.has(Flag::own_parentheses) || pattern.has(Flag::own_brackets) ? place_behind_bracket(comment)
                                                                                   : Placement{};
    case Ast::match_class: {
      const bool between =
          pattern[Role::function].end() < comment.begin() && comment.end() < pattern[Role::arguments].begin();
      return between ? dangling(pattern) : Placement{};
    }
    case Ast::match_as:
      return place_in_as(comment);
    case Ast::match_star:
      return dangling(pattern);
    default:
      if (const Placement placement = place_behind_bracket(comment)) return placement;
      return place_at_rest(comment);
  }
}

}  // namespace whip::fmt
