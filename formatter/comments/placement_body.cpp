// Comments around bodies: behind a header's colon, at the end of a body, between the branches of a statement, between
// statements.
#include <algorithm>

#include "formatter/comments/placement.h"
#include "formatter/comments/tokens.h"
#include "formatter/comments/trivia.h"

namespace whip::fmt {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

bool is_first_in(AstNode node, AstNode parent, Role role) { return node.role() == role && parent[role] == node; }

bool is_first_in_body(AstNode node, AstNode parent) {
  switch (parent.kind()) {
    case Ast::for_:
    case Ast::while_:
    case Ast::try_:
      return is_first_in(node, parent, Role::body) || is_first_in(node, parent, Role::orelse) ||
             is_first_in(node, parent, Role::finalbody);
    case Ast::if_:
    case Ast::elif_else_clause:
    case Ast::with:
    case Ast::except_handler:
    case Ast::match_case:
    case Ast::function_def:
    case Ast::class_def:
      return is_first_in(node, parent, Role::body);
    case Ast::match:
      return is_first_in(node, parent, Role::case_);
    default:
      return false;
  }
}

bool is_first_in_alternate_body(AstNode node, AstNode parent) {
  switch (parent.kind()) {
    case Ast::for_:
    case Ast::while_:
      return is_first_in(node, parent, Role::orelse);
    case Ast::try_:
      return is_first_in(node, parent, Role::handler) || is_first_in(node, parent, Role::orelse) ||
             is_first_in(node, parent, Role::finalbody);
    case Ast::if_:
      return is_first_in(node, parent, Role::clause);
    default:
      return false;
  }
}

bool is_branch_with_node(AstNode node) { return node.is_any({Ast::except_handler, Ast::elif_else_clause}); }

// Blanks before `offset` on its line; kNone if there is anything else.
std::uint32_t indentation_before(std::string_view text, std::uint32_t offset) {
  const std::uint32_t begin = line_begin(text, offset);
  for (std::uint32_t at = begin; at < offset; ++at) {
    if (text[at] != ' ' && text[at] != '\t' && text[at] != '\f') return kNone;
  }
  return offset - begin;
}

std::uint32_t or_zero(std::uint32_t indentation) { return indentation == kNone ? 0 : indentation; }

// The least indentation of the comments on the lines behind `preceding`, up to this one: none may be indented further
// than one before it.
std::uint32_t comment_indentation(const PlacedComment& comment) {
  const std::uint32_t begin = line_end(comment.text, comment.preceding.end());
  auto at = std::lower_bound(comment.all.begin(), comment.all.end(), begin,
                             [](const Span& span, std::uint32_t offset) { return span.begin < offset; });
  std::uint32_t least = kNone;
  for (; at != comment.all.end() && at->end <= comment.end(); ++at) {
    least = std::min(least, indentation_before(comment.text, at->begin));
  }
  return or_zero(least);
}

Placement place_end_of_line(const PlacedComment& comment) {
  if (comment.following && is_first_in_body(comment.following, comment.enclosing) &&
      only_trivia(comment.text, comment.end(), comment.following.begin())) {
    return dangling(comment.enclosing);
  }
  AstNode last = last_child_in_body(comment.preceding);
  if (!last) return {};
  for (AstNode inner = last; inner; inner = last_child_in_body(inner)) last = inner;
  return trailing(last);
}

// Before `else`, `except`, `finally`, `elif`: by indentation it is one of the body above or of the branch.
Placement place_between_branches(const PlacedComment& comment) {
  if (!comment.following || !is_first_in_alternate_body(comment.following, comment.enclosing)) return {};
  const std::uint32_t own = comment_indentation(comment);
  const std::uint32_t before = indentation_before(comment.text, comment.preceding.begin());
  // What stands on the line of its header has no indentation to compare with: the branch takes the comment.
  if (before != kNone && own > before) return {};
  if (before != kNone && own == before) {
    // The same indentation as an `except`: still the next branch's.
    return is_branch_with_node(comment.preceding) ? dangling(comment.enclosing) : trailing(comment.preceding);
  }
  // Branches without a node have the statement write their comments.
  return is_branch_with_node(comment.following) ? leading(comment.following) : dangling(comment.enclosing);
}

// At the end of a body: of the statement, as deep as there are bodies, that has its indentation.
Placement place_after_branch(const PlacedComment& comment) {
  AstNode last = last_child_in_body(comment.preceding);
  if (!last && comment.following && is_first_in_alternate_body(comment.following, comment.enclosing)) {
    last = comment.preceding;
  }
  if (!last) return {};
  const std::uint32_t own = comment_indentation(comment);
  if (own == or_zero(indentation_before(comment.text, comment.preceding.begin()))) return {};
  AstNode parent;
  for (;;) {
    const std::uint32_t indentation = or_zero(indentation_before(comment.text, last.begin()));
    if (own < indentation) return parent ? trailing(parent) : Placement{};
    const AstNode inner = own == indentation ? AstNode{} : last_child_in_body(last);
    if (!inner) return trailing(last);
    parent = last;
    last = inner;
  }
}

// A comment that an empty line parts from what follows stays with what is before.
Placement place_between_statements(const PlacedComment& comment) {
  if (!comment.preceding.is_statement() || !comment.following.is_statement()) return {};
  return max_empty_lines(comment.text, comment.end(), comment.following.begin()) == 0 ? leading(comment.following)
                                                                                      : trailing(comment.preceding);
}

}  // namespace

Placement place_around_body(const PlacedComment& comment) {
  if (comment.end_of_line()) return place_end_of_line(comment);
  if (!comment.preceding || !only_trivia(comment.text, comment.preceding.end(), comment.begin())) return {};
  if (const Placement placement = place_between_branches(comment)) return placement;
  if (const Placement placement = place_after_branch(comment)) return placement;
  return place_between_statements(comment);
}

Placement place_in_module(const PlacedComment& comment) {
  if (!comment.preceding && !comment.following) return leading(comment.enclosing);
  if (comment.end_of_line() || !comment.preceding) return {};
  if (!comment.following.is_any({Ast::function_def, Ast::class_def})) return {};
  return max_empty_lines(comment.text, comment.end(), comment.following.begin()) == 0 ? leading(comment.following)
                                                                                      : trailing(comment.preceding);
}

}  // namespace whip::fmt
