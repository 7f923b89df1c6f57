// Lists, sets and dictionaries.
#include "formatter/comments/split.h"
#include "formatter/python/expression_parts.h"

namespace whip::fmt {

void write_collection(Context& context, AstNode expression) {
  const bool list = expression.is(Ast::list);
  const CommentSpan dangling = context.comments.dangling(expression);
  const std::string_view open = list ? "[" : "{";
  const std::string_view close = list ? "]" : "}";
  if (!expression.first_child()) return write_empty_parenthesized(context, open, dangling, close);
  write_parenthesized(
      context, open,
      [&] {
        CommaList elements(context, expression.end());
        for (const AstNode element : expression.children()) {
          elements.entry(element.end(), [&] { write_expression(context, element); });
        }
        elements.finish();
      },
      close, dangling);
}

bool is_huggable(const Context& context, AstNode expression) {
  if (!context.is_preview()) return false;
  while (expression.is(Ast::starred)) expression = expression[Role::value];
  return expression.is_any({Ast::tuple, Ast::list, Ast::set, Ast::dict, Ast::list_comp, Ast::set_comp, Ast::dict_comp});
}

namespace {

// `key: value`, or `**value` without a key. `comments`: those behind the colon.
void write_item(Context& context, AstNode key, AstNode value, CommentSpan comments) {
  if (key) {
    context.writer.group([&] {
      write_expression(context, key);
      context.writer.token(":");
      if (comments.empty()) {
        context.writer.space();
      } else {
        write_dangling_comments(context, comments);
      }
      write_expression(context, value);
    });
    return;
  }
  write_leading_comments(context, context.comments.leading(value));  // before the `**`
  context.writer.group([&] {
    context.writer.token("**");
    write_expression(context, value);
  });
}

}  // namespace

void write_dict(Context& context, AstNode dict) {
  CommentSpan dangling = context.comments.dangling(dict);
  const AstNode first = dict.first_child();
  if (!first) return write_empty_parenthesized(context, "{", dangling, "}");
  const auto open = split_comments(dangling, [&](const Comment& c) { return c.end() < first.begin(); });
  CommentSpan comments = open.after;
  write_parenthesized(
      context, "{",
      [&] {
        CommaList items(context, dict.end());
        for (AstNode node = first; node; node = node.next_sibling()) {
          const AstNode key = node.role() == Role::key ? node : AstNode{};
          if (key) node = node.next_sibling();
          const auto split = split_comments(comments, [&](const Comment& c) { return c.begin() < node.end(); });
          comments = split.after;
          items.entry(node.end(), [&] { write_item(context, key, node, split.before); });
        }
        items.finish();
      },
      "}", open.before);
}

}  // namespace whip::fmt
