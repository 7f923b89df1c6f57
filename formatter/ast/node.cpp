#include "formatter/ast/node.h"

#include <algorithm>

namespace whip::fmt {

void AstTree::clear() {
  kind.clear(), role.clear(), flags.clear(), data.clear(), span.clear(), after.clear(), parent.clear();
  source.clear(), parentheses.clear(), comparisons.clear();
  one_lines.clear(), one_line_text.clear(), is_one_line.clear();
  next_one_line = 0;
  concrete = nullptr;
  text = {};
}

namespace {

auto first_parentheses(const AstTree& tree, std::uint32_t node) {
  return std::lower_bound(tree.parentheses.begin(), tree.parentheses.end(), node,
                          [](const AstTree::Parentheses& entry, std::uint32_t id) { return entry.node < id; });
}

}  // namespace

Span AstNode::parentheses() const { return parenthesized() ? first_parentheses(*tree_, id_)->span : span(); }

Span AstNode::outer_parentheses() const {
  if (!parenthesized()) return span();
  auto at = first_parentheses(*tree_, id_);
  while (at + 1 != tree_->parentheses.end() && (at + 1)->node == id_) ++at;
  return at->span;
}

std::uint32_t AstNode::parentheses_count() const {
  if (!parenthesized()) return 0;
  std::uint32_t count = 0;
  for (auto at = first_parentheses(*tree_, id_); at != tree_->parentheses.end() && at->node == id_; ++at) ++count;
  return count;
}

AstNode AstNode::last_child() const {
  AstNode last;
  for (const AstNode child : children()) last = child;
  return last;
}

AstNode last_child_in_body(AstNode node) {
  switch (node.kind()) {
    case Ast::function_def:
    case Ast::class_def:
    case Ast::with:
    case Ast::match_case:
    case Ast::except_handler:
    case Ast::elif_else_clause:
    case Ast::if_:
    case Ast::for_:
    case Ast::while_:
    case Ast::match:
    case Ast::try_: {
      const AstNode last = node.last_child();
      return last.is(Ast::elif_else_clause) ? last.last_child() : last;
    }
    default:
      return {};
  }
}

const AstTree::OneLineText& AstNode::one_line() const {
  const std::vector<AstTree::OneLineText>& all = tree_->one_lines;
  std::size_t& next = tree_->next_one_line;
  if (next == all.size() || all[next].node != id_) {
    const auto at =
        std::lower_bound(all.begin(), all.end(), id_,
                         [](const AstTree::OneLineText& entry, std::uint32_t id) { return entry.node < id; });
    next = static_cast<std::size_t>(at - all.begin());
  }
  return all[next++];
}

std::vector<AstTree::Comparison>::const_iterator AstNode::comparisons() const {
  return std::lower_bound(tree_->comparisons.begin(), tree_->comparisons.end(), id_,
                          [](const AstTree::Comparison& entry, std::uint32_t id) { return entry.node < id; });
}

std::uint32_t AstChildren::count() const {
  std::uint32_t count = 0;
  for (auto at = begin(), last = end(); !(at == last); ++at) ++count;
  return count;
}

AstNode AstChildren::back() const {
  AstNode found;
  for (const AstNode child : *this) found = child;
  return found;
}

}  // namespace whip::fmt
