// Parentheses around the pattern of a `case`, as maybe_parenthesize.cpp and can_omit_parentheses.cpp do it for
// expressions.
#include "formatter/python/expression_parts.h"
#include "formatter/python/pattern.h"

namespace whip::fmt {
namespace {

OptionalParentheses pattern_needs_parentheses(const Context& context, AstNode pattern, AstNode match_case) {
  switch (pattern.kind()) {
    case Ast::match_value:
      return needs_parentheses(context, pattern[Role::value], match_case);
    case Ast::match_singleton:
      return OptionalParentheses::best_fit;
    case Ast::match_class:
      return context.comments.has_dangling(pattern) ? OptionalParentheses::always : OptionalParentheses::never;
    case Ast::match_as:
      return pattern[Role::name] ? OptionalParentheses::multiline : OptionalParentheses::best_fit;
    case Ast::match_or:
      return OptionalParentheses::multiline;
    default:  // match_sequence, match_mapping, match_star
      return OptionalParentheses::never;
  }
}

bool has_filled_brackets(const Context& context, AstNode pattern) {
  bool own = false;
  if (pattern.is_any({Ast::match_sequence, Ast::match_mapping})) {
    own = pattern.first_child() || context.comments.has_dangling(pattern);
  } else if (pattern.is(Ast::match_class)) {
    own = static_cast<bool>(pattern[Role::arguments][Role::pattern]);
  }
  return own || pattern.parenthesized();
}

struct PatternShape {
  enum class Weakest : std::uint8_t { none, additive, alternatives };
  bool any_brackets = false;
  Weakest weakest = Weakest::none;
  std::uint32_t count = 0;  // of the weakest operator
  AstNode first, last;      // alternatives; the first is absent where the pattern begins with a name
  bool first_known = false;

  void add(Weakest op, std::uint32_t n) {
    if (op > weakest) {
      weakest = op, count = n;
    } else if (op == weakest) {
      count += n;
    }
  }
  void set_first(AstNode node) {
    if (!first_known) first = node;
    first_known = true;
  }
  void visit(AstNode pattern) {
    switch (pattern.kind()) {
      case Ast::match_sequence:
      case Ast::match_mapping:
        any_brackets = true;
        break;
      case Ast::match_class:
        any_brackets = true;
        set_first({});
        break;
      case Ast::match_value:
        if (pattern[Role::value].is(Ast::bin_op)) add(Weakest::additive, 1);  // 1 + 2j
        break;
      case Ast::match_as:
        if (const AstNode inner = pattern[Role::pattern]) visit_part(inner);
        break;
      case Ast::match_or:
        add(Weakest::alternatives, pattern.children().count() - 1);
        for (const AstNode alternative : pattern.children()) visit_part(alternative);
        break;
      default:
        break;
    }
  }
  // Patterns nest without parentheses only twice: an `or` within an `as`.
  void visit_part(AstNode pattern) {
    last = pattern;
    if (pattern.parenthesized()) {
      any_brackets = true;
    } else {
      visit(pattern);
    }
    set_first(pattern);
  }
};

bool can_omit_pattern_parentheses(const Context& context, AstNode pattern) {
  PatternShape shape;
  shape.visit(pattern);
  if (!shape.any_brackets || shape.count > 1) return false;
  return (shape.last && has_filled_brackets(context, shape.last)) ||
         (shape.first && has_filled_brackets(context, shape.first));
}

}  // namespace

void write_maybe_parenthesized_pattern(Context& context, AstNode pattern, AstNode match_case) {
  const NodeComments comments = context.comments.of(pattern);
  if (!comments.leading.empty() || comments.has_trailing_own_line()) {
    return write_pattern(context, pattern, Parentheses::always);
  }
  const auto bare = [&] { write_pattern(context, pattern, Parentheses::never); };
  switch (pattern_needs_parentheses(context, pattern, match_case)) {
    case OptionalParentheses::always:
      return write_pattern(context, pattern, Parentheses::always);
    case OptionalParentheses::never:
      return bare();
    case OptionalParentheses::multiline:
      if (can_omit_pattern_parentheses(context, pattern)) {
        write_optional_parentheses(context, bare);
      } else {
        write_parenthesized_if_expands(context, bare);
      }
      return;
    case OptionalParentheses::best_fit:
      if (!comments.trailing.empty()) return write_pattern(context, pattern, Parentheses::always);
      const GroupId group = context.writer.new_group();
      const Saved level(context.level, Level::expression(group));
      context.writer.best_fit_parenthesize(group, bare);
      return;
  }
}

}  // namespace whip::fmt
