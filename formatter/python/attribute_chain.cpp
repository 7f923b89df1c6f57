// Calls, attributes and subscripts, and chains of them: `a.b(c).d[e].f()`. Within brackets a chain with two or more
// calls or subscripts that an attribute follows is "fluent": if it breaks, every such attribute begins a line.
#include "formatter/comments/split.h"
#include "formatter/comments/trivia.h"
#include "formatter/python/expression_parts.h"

namespace whip::fmt {
namespace {

AstNode chain_value(AstNode link) { return link[link.is(Ast::call) ? Role::function : Role::value]; }
bool is_link(AstNode node) { return node.is_any({Ast::call, Ast::attribute, Ast::subscript}); }

// Whether a comment stands on the line of the last closing parenthesis around the value.
bool has_comment_behind_parentheses(const Context& context, AstNode value) {
  const CommentSpan trailing = context.comments.trailing(value);
  if (trailing.empty() || !value.parenthesized()) return false;
  const std::uint32_t end = value.outer_parentheses().end;
  for (const Comment& comment : trailing) {
    if (comment.end_of_line() && comment.begin() > end) return true;
  }
  return false;
}

// Preview: whether nothing but attributes of a plain root stands before this one, which is called or subscripted. A
// fluent chain breaks there, too.
bool is_first_call_like(const Context& context, AstNode attribute) {
  if (!context.is_preview() || attribute.parenthesized()) return false;
  const AstNode parent = attribute.parent();
  if (!parent.is_any({Ast::call, Ast::subscript}) || !(chain_value(parent) == attribute)) return false;
  AstNode value = chain_value(attribute);
  while (value.is(Ast::attribute) && !value.parenthesized()) value = chain_value(value);
  return !is_link(value) && !value.parenthesized();
}

void write_link_fields(Context& context, AstNode link, ChainLayout layout);

void write_value(Context& context, AstNode value, ChainLayout layout, bool parenthesize) {
  if (parenthesize || !is_link(value)) {
    return write_expression(context, value, parenthesize ? Parentheses::always : Parentheses::never);
  }
  const Saved depth(context.depth, context.depth + 1);
  if (context.depth > kMaxExpressionDepth) {
    context.too_deep = true;
    return;
  }
  write_with_comments(context, value, [&] { write_link_fields(context, value, layout); });
}

void write_attribute(Context& context, AstNode attribute, ChainLayout layout) {
  const AstNode value = chain_value(attribute);
  const AstNode name = attribute[Role::name];
  const bool parenthesize = will_be_parenthesized(value);
  write_value(context, value, layout, parenthesize);
  if (has_comment_behind_parentheses(context, value)) {
    context.writer.hard_line();
  } else if (layout == ChainLayout::fluent &&
             (parenthesize || value.is_any({Ast::call, Ast::subscript}) || is_first_call_like(context, attribute))) {
    context.writer.soft_line();
  }
  const CommentSpan dangling = context.comments.dangling(attribute);
  if (dangling.empty()) {
    context.writer.token(".");
  } else {
    const std::uint32_t dot = find_token(context.source, ".", value.outer_parentheses().end, name.begin());
    const auto split = split_comments(dangling, [&](const Comment& c) { return c.begin() < dot; });
    write_dangling_comments(context, split.before);
    context.writer.token(".");
    write_dangling_comments(context, split.after);
  }
  write_identifier(context, name);
}

void write_index(Context& context, AstNode subscript) {
  const AstNode index = subscript[Role::index];
  write_parenthesized(
      context, "[",
      [&] {
        if (index.is(Ast::tuple)) {
          write_tuple(context, index, TupleParentheses::preserve);
        } else {
          write_expression(context, index);
        }
      },
      "]", context.comments.dangling(subscript));
}

void write_link_fields(Context& context, AstNode link, ChainLayout layout) {
  if (link.is(Ast::attribute)) return write_attribute(context, link, layout);
  const AstNode value = chain_value(link);
  write_value(context, value, layout, value.parenthesized());
  if (link.is(Ast::subscript)) return write_index(context, link);
  write_dangling_comments(context, context.comments.dangling(link));
  write_arguments(context, link[Role::arguments]);
}

}  // namespace

ChainLayout chain_layout(AstNode expression) {
  std::uint32_t breaks = 0;
  for (AstNode link = expression; is_link(link);) {
    const AstNode value = chain_value(link);
    if (link.is(Ast::attribute)) {
      if (will_be_parenthesized(value) || value.is_any({Ast::call, Ast::subscript})) ++breaks;
      if (breaks >= 2) return ChainLayout::fluent;
    }
    if (value.parenthesized()) break;
    link = value;
  }
  return ChainLayout::plain;
}

void write_chain(Context& context, AstNode expression, ChainLayout layout) {
  if (layout != ChainLayout::undecided) return write_link_fields(context, expression, layout);
  layout = context.level.is_parenthesized() ? chain_layout(expression) : ChainLayout::plain;
  const auto fields = [&] { write_link_fields(context, expression, layout); };
  if (layout == ChainLayout::fluent) {
    context.writer.group(fields);
  } else {
    fields();
  }
}

}  // namespace whip::fmt
