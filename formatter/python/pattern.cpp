// Patterns of `case`, each kind as the expression it looks like.
#include "formatter/python/pattern.h"

#include <algorithm>

#include "formatter/comments/split.h"
#include "formatter/comments/trivia.h"
#include "formatter/python/expression_parts.h"

namespace whip::fmt {
namespace {

void write_patterns(Context& context, AstNode sequence) {
  CommaList list(context, sequence.end());
  for (const AstNode pattern : sequence.children()) {
    list.entry(pattern.end(), [&] { write_pattern(context, pattern); });
  }
  list.finish();
}

void write_sequence(Context& context, AstNode sequence) {
  const CommentSpan dangling = context.comments.dangling(sequence);
  const bool list = sequence.has(Flag::own_brackets);
  const AstNode first = sequence.first_child();
  if (!first) return write_empty_parenthesized(context, list ? "[" : "(", dangling, list ? "]" : ")");
  if (!list && !first.next_sibling()) {
    return write_parenthesized(
        context, "(",
        [&] {
          write_pattern(context, first);
          context.writer.token(",");
        },
        ")", dangling);
  }
  const auto patterns = [&] { write_patterns(context, sequence); };
  if (list) return write_parenthesized(context, "[", patterns, "]", dangling);
  if (sequence.has(Flag::own_parentheses)) return write_parenthesized(context, "(", patterns, ")", dangling);
  write_optional_parentheses(context, patterns);
}

// `comments`: those between `**` and the name.
void write_rest(Context& context, AstNode rest, CommentSpan comments) {
  write_leading_comments(context, comments);
  context.writer.token("**");
  write_identifier(context, rest);
}

void write_mapping(Context& context, AstNode mapping) {
  CommentSpan open = context.comments.dangling(mapping), of_stars, behind_rest;
  const AstNode first = mapping.first_child();
  if (!first) return write_empty_parenthesized(context, "{", open, "}");
  const AstNode rest = mapping[Role::rest];
  if (rest && !open.empty()) {
    const AstNode last = mapping.all(Role::pattern).back();
    const std::uint32_t stars = find_token(context.source, "**", last ? last.end() : mapping.begin(), rest.begin());
    const auto split = split_comments(open, [&](const Comment& c) { return c.end_of_line() && c.begin() < stars; });
    const auto inner = split_comments(split.after, [&](const Comment& c) { return c.begin() < rest.begin(); });
    open = split.before, of_stars = inner.before, behind_rest = inner.after;
  }
  write_parenthesized(
      context, "{",
      [&] {
        CommaList items(context, mapping.end());
        for (AstNode node = first; node; node = node.next_sibling()) {
          if (node.role() == Role::rest) {
            items.entry(node.end(), [&] { write_rest(context, node, of_stars); });
            continue;
          }
          const AstNode key = node;
          node = node.next_sibling();
          items.entry(node.end(), [&] {
            context.writer.group([&] {
              write_expression(context, key);
              context.writer.token(":");
              context.writer.space();
              write_pattern(context, node);
            });
          });
        }
        items.finish();
        write_trailing_comments(context, behind_rest);
      },
      "}", open);
}

void write_pattern_argument(Context& context, AstNode argument) {
  if (!argument.is(Ast::pattern_keyword)) return write_pattern(context, argument);
  write_with_comments(context, argument, [&] {
    write_identifier(context, argument[Role::name]);
    context.writer.token("=");
    write_pattern(context, argument[Role::pattern]);
  });
}

void write_pattern_arguments(Context& context, AstNode arguments) {
  write_with_comments(context, arguments, [&] {
    const CommentSpan dangling = context.comments.dangling(arguments);
    if (!arguments.first_child()) return write_empty_parenthesized(context, "(", dangling, ")");
    write_parenthesized(
        context, "(",
        [&] {
          context.writer.group([&] {
            CommaList list(context, arguments.end());
            for (const AstNode argument : arguments.children()) {
              list.entry(argument.end(), [&] { write_pattern_argument(context, argument); });
            }
            list.finish();
          });
        },
        ")", dangling);
  });
}

void write_class(Context& context, AstNode pattern) {
  write_expression(context, pattern[Role::function]);
  write_dangling_comments(context, context.comments.dangling(pattern));
  write_pattern_arguments(context, pattern[Role::arguments]);
}

void write_as(Context& context, AstNode pattern) {
  Writer& writer = context.writer;
  const AstNode inner = pattern[Role::pattern];
  const AstNode name = pattern[Role::name];
  if (!name) return writer.token("_");
  if (inner) {
    write_pattern(context, inner);
    if (context.comments.has_trailing(inner)) {
      writer.hard_line();
    } else {
      writer.space();
    }
    writer.token("as");
    const CommentSpan comments = context.comments.dangling(pattern);
    if (comments.empty()) {
      writer.space();
    } else if (std::ranges::all_of(comments, [](const Comment& c) { return c.own_line(); })) {
      writer.hard_line();
    }
    write_dangling_comments(context, comments);
  }
  write_identifier(context, name);
}

void write_or(Context& context, AstNode pattern) {
  in_parentheses_only_group(context, [&] {
    bool first = true;
    for (const AstNode alternative : pattern.children()) {
      if (!first) {
        const CommentSpan leading = context.comments.leading(alternative);
        if (leading.empty()) {
          in_parentheses_only_soft_line_or_space(context);
        } else {
          context.writer.hard_line();
          write_leading_comments(context, leading);
        }
        context.writer.token("|");
        context.writer.space();
      }
      write_pattern(context, alternative);
      first = false;
    }
  });
}

void write_star(Context& context, AstNode pattern) {
  context.writer.token("*");
  write_dangling_comments(context, context.comments.dangling(pattern));
  const AstNode name = pattern[Role::name];
  if (name) {
    write_identifier(context, name);
  } else {
    context.writer.token("_");
  }
}

void write_pattern_node(Context& context, AstNode pattern) {
  write_with_comments(context, pattern, [&] {
    switch (pattern.kind()) {
      case Ast::match_value:
        return write_expression(context, pattern[Role::value], Parentheses::never);
      case Ast::match_sequence:
        return write_sequence(context, pattern);
      case Ast::match_mapping:
        return write_mapping(context, pattern);
      case Ast::match_class:
        return write_class(context, pattern);
      case Ast::match_star:
        return write_star(context, pattern);
      case Ast::match_as:
        return write_as(context, pattern);
      case Ast::match_or:
        return write_or(context, pattern);
      default:  // match_singleton
        return context.writer.source(pattern.span());
    }
  });
}

}  // namespace

void write_pattern(Context& context, AstNode pattern, Parentheses parentheses) {
  const Saved depth(context.depth, context.depth + 1);
  if (context.depth > kMaxExpressionDepth) {
    context.too_deep = true;
    return;
  }
  if (parentheses == Parentheses::never || (parentheses == Parentheses::preserve && !pattern.parenthesized())) {
    return write_pattern_node(context, pattern);
  }
  CommentSpan open = context.comments.leading(pattern);
  open = !open.empty() && open.front().end_of_line() ? open.first(1) : CommentSpan{};
  write_parenthesized(
      context, "(", [&] { write_pattern_node(context, pattern); }, ")", open);
}

}  // namespace whip::fmt
