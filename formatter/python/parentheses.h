// Brackets: those in the source, those that a broken expression needs, and what may break only within them.
#pragma once

#include <cstdint>
#include <string_view>

#include "formatter/comments/format.h"
#include "formatter/python/context.h"

namespace whip::fmt {

// What an expression wants around itself when it breaks. Ruff's OptionalParentheses.
enum class OptionalParentheses : std::uint8_t {
  multiline,  // parentheses if it spans several lines
  always,     // always, as a walrus in some places
  best_fit,   // parentheses if that makes it fit; for what cannot break itself
  never,      // it has its own brackets, or always spans lines
};
// What the parent wants. Ruff's Parenthesize.
enum class Parenthesize : std::uint8_t {
  optional,                        // where it breaks, or where the source has them
  if_breaks,                       // only where it breaks
  if_required,                     // only where comments need them
  if_breaks_parenthesized,         // where it breaks; even names
  if_breaks_parenthesized_nested,  // the same within brackets
};
enum class Parentheses : std::uint8_t { preserve, always, never };

OptionalParentheses needs_parentheses(const Context& context, AstNode expression, AstNode parent);
// Whether a long expression reads better broken in its own brackets than with parentheses around it all.
bool can_omit_optional_parentheses(const Context& context, AstNode expression);
// Brackets of an expression, and whether something (a comment counts) is in them.
enum class Brackets : std::uint8_t { none, empty, filled };
// Those that belong to it: of a list, dict, call, subscript ...
Brackets own_brackets(const Context& context, AstNode expression);
// Those, or parentheses around it in the source.
Brackets brackets_of(const Context& context, AstNode expression);
inline bool has_own_parentheses(const Context& context, AstNode expression) {
  return own_brackets(context, expression) != Brackets::none;
}
inline bool has_parentheses(const Context& context, AstNode expression) {
  return brackets_of(context, expression) != Brackets::none;
}
// Whether it can take several lines.
bool is_splittable(const Context& context, AstNode expression);

// Whether the content of brackets stands on lines of its own where it breaks, or hugs them.
enum class Hug : std::uint8_t { no, yes };
// "(" content ")"; comments in `open_comments` stay behind the opening bracket.
template <class F>
void write_parenthesized(Context& context, std::string_view open, F content, std::string_view close,
                         CommentSpan open_comments = {}, Hug hug = Hug::no) {
  Writer& writer = context.writer;
  const Level outer = context.level;
  const Saved level(context.level, Level::parenthesized());
  const auto inner = [&] {
    if (hug == Hug::yes && open_comments.empty()) {
      content();
      return;
    }
    writer.group([&] {
      if (!open_comments.empty()) write_dangling_open_parenthesis_comments(context, open_comments);
      writer.soft_block_indent(content);
    });
  };
  writer.token(open);
  // Breaking within brackets of its own must not bring out the optional parentheses around it all.
  if (outer.kind == Level::Kind::expression && outer.group != kNoGroup) {
    writer.fits_expanded(if_flat(outer.group), inner);
  } else {
    inner();
  }
  writer.token(close);
}
// Brackets with nothing but comments inside.
void write_empty_parenthesized(Context& context, std::string_view open, CommentSpan comments, std::string_view close);

// Parentheses only if the content still does not fit when all brackets in it are broken.
enum class Becomes : std::uint8_t { optional, own };  // what the parentheses are for the next run
template <class F>
void write_optional_parentheses(Context& context, F content, Becomes becomes = Becomes::optional) {
  Writer& writer = context.writer;
  const GroupId id = writer.new_group();
  Level inner = Level::expression(id);
  inner.becomes_own = becomes == Becomes::own;
  const Saved level(context.level, inner);
  writer.group(
      [&] {
        writer.conditional(if_broken(), [&] { writer.token("("); });
        // Not soft_block_indent: it would indent what is broken in brackets of its own while these parentheses are not
        // there.
        writer.indent_if_broken(id, [&] {
          writer.soft_line();
          content();
        });
        writer.soft_line();
        writer.conditional(if_broken(), [&] { writer.token(")"); });
      },
      id);
}
// Parentheses if the content takes more than one line.
template <class F>
void write_parenthesized_if_expands(Context& context, F content) {
  Writer& writer = context.writer;
  const GroupId id = writer.new_group();
  const Saved level(context.level, Level::parenthesized());
  writer.group(
      [&] {
        writer.conditional(if_broken(), [&] { writer.token("("); });
        // As above: a lambda's body may break while these parentheses are not there.
        writer.indent_if_broken(id, [&] {
          writer.soft_line();
          content();
        });
        writer.soft_line();
        writer.conditional(if_broken(), [&] { writer.token(")"); });
      },
      id);
}

// Line breaks and groups that exist only within brackets, written or optional.
void in_parentheses_only_soft_line(Context& context);
void in_parentheses_only_soft_line_or_space(Context& context);
// Content for broken brackets only, even where its own line is not broken: Ruff writes `a** b` in a broken `assert`.
// Not so in a tuple that gets its parentheses only now: the next run would take it back.
template <class F>
void in_parentheses_only_if_broken(Context& context, F content) {
  const auto if_line_broken = [&] { context.writer.conditional(if_broken(), content); };
  if (context.level.kind == Level::Kind::expression && context.level.group != kNoGroup) {
    const Condition condition = if_broken(context.level.group);
    if (context.level.becomes_own) {
      context.writer.conditional(condition, if_line_broken);
    } else {
      context.writer.conditional(condition, content);
    }
  } else if (context.level.kind == Level::Kind::parenthesized_expression) {
    if_line_broken();
  }
}
template <class F>
void in_parentheses_only_group(Context& context, F content) {
  if (context.level.kind == Level::Kind::expression && context.level.group != kNoGroup) {
    context.writer.conditional_group(if_broken(context.level.group), content);
  } else if (context.level.kind == Level::Kind::parenthesized_expression) {
    context.writer.group(content);
  } else {
    content();
  }
}
template <class F>
void in_parentheses_only_indent(Context& context, F content) {
  if (context.level.kind == Level::Kind::expression && context.level.group != kNoGroup) {
    context.writer.indent_if_broken(context.level.group, content);
  } else if (context.level.kind == Level::Kind::parenthesized_expression) {
    context.writer.indent(content);
  } else {
    content();
  }
}

}  // namespace whip::fmt
