#include "formatter/comments/split.h"
#include "formatter/comments/trivia.h"
#include "formatter/python/clause.h"
#include "formatter/python/expression.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

namespace {

enum class WithLayout : std::uint8_t {
  parenthesized,           // brackets in any case: comments need them
  parenthesize_if_breaks,  // brackets around all items where they do not fit on the line
  single_parenthesized,    // one item, its expression in brackets in the source
  single_without_target,   // one item, no `as`: as any expression in a header
  single_with_target,      // one item: as few brackets as possible
  without_parentheses,     // Python 3.8 knows no brackets around items
};

// From Python 3.9 on; where the source has such brackets, it is for 3.9 already.
bool may_parenthesize_items(const Context& context, AstNode statement) {
  if (context.options.target_version >= PythonVersion::py39) return true;
  const AstChildren items = statement.all(Role::item);
  if (items.count() < 2) return false;
  const std::uint32_t first = items.front().begin();
  return find_token(context.source, "(", statement.begin(), first) < first;
}

WithLayout layout_of(const Context& context, AstNode statement, CommentSpan open_comments) {
  if (!open_comments.empty()) return WithLayout::parenthesized;
  const AstChildren items = statement.all(Role::item);
  const AstNode last = items.back();
  const AstNode body = statement[Role::body];
  if (has_magic_trailing_comma(context, last.end(), body.begin())) return WithLayout::parenthesize_if_breaks;
  const bool single = items.front() == last;
  if (single) {
    const NodeComments comments = context.comments.of(last);
    if (!comments.leading.empty() || !comments.trailing.empty()) return WithLayout::parenthesized;
    if (last[Role::value].parenthesized()) return WithLayout::single_parenthesized;
  }
  if (!may_parenthesize_items(context, statement)) return WithLayout::without_parentheses;
  if (!single) return WithLayout::parenthesize_if_breaks;
  if (!last[Role::target]) return WithLayout::single_without_target;
  return can_omit_optional_parentheses(context, last[Role::value]) ? WithLayout::single_with_target
                                                                   : WithLayout::parenthesize_if_breaks;
}

void write_context_expression(Context& context, AstNode item, WithLayout layout, bool single) {
  const AstNode value = item[Role::value];
  switch (layout) {
    case WithLayout::single_parenthesized:
    case WithLayout::single_without_target:
      write_maybe_parenthesized(context, value, item, Parenthesize::if_breaks);
      break;
    case WithLayout::without_parentheses:
      write_maybe_parenthesized(context, value, item,
                                single || value.parenthesized() ? Parenthesize::if_breaks : Parenthesize::if_required);
      break;
    default:
      // Brackets of the source around an expression among others are where to break first.
      if (value.parenthesized() && (item[Role::target] || !single)) {
        write_maybe_parenthesized(context, value, item, Parenthesize::if_breaks_parenthesized_nested);
      } else {
        write_expression(context, value, Parentheses::never);
      }
  }
}

void write_item(Context& context, AstNode item, WithLayout layout, bool single) {
  write_with_comments(context, item, [&] {
    write_context_expression(context, item, layout, single);
    const AstNode target = item[Role::target];
    if (!target) return;
    context.writer.token(" as ");
    const CommentSpan comments = context.comments.dangling(item);
    if (comments.empty()) {
      write_expression(context, target);
    } else {
      write_parenthesized(
          context, "(", [&] { write_expression(context, target, Parentheses::never); }, ")", comments);
    }
  });
}

void write_items(Context& context, AstNode statement, CommentSpan open_comments) {
  const AstChildren items = statement.all(Role::item);
  const bool single = items.count() == 1;
  const WithLayout layout = layout_of(context, statement, open_comments);
  const auto list = [&] {
    CommaList commas(context, statement[Role::body].begin());
    for (const AstNode item : items) {
      commas.entry(item.end(), [&] { write_item(context, item, layout, single); });
    }
    commas.finish();
  };
  switch (layout) {
    case WithLayout::parenthesized:
      return write_parenthesized(context, "(", list, ")", open_comments);
    case WithLayout::parenthesize_if_breaks:
      return write_parenthesized_if_expands(context, list);
    case WithLayout::single_with_target:
      return write_optional_parentheses(context, [&] { write_item(context, items.front(), layout, single); });
    case WithLayout::single_parenthesized:
    case WithLayout::single_without_target:
      return write_item(context, items.front(), layout, single);
    case WithLayout::without_parentheses:
      break;
  }
  bool first = true;
  for (const AstNode item : items) {
    if (!first) context.writer.token(", ");
    first = false;
    write_item(context, item, layout, single);
  }
}

}  // namespace

void write_with(Context& context, AstNode statement) {
  const std::uint32_t items_begin = statement[Role::item].begin();
  // Not taken apart: clang 14 does not let lambdas have parts.
  const auto comments = split_comments(context.comments.dangling(statement),
                                       [&](const Comment& comment) { return items_begin > comment.begin(); });
  write_clause(context, {statement}, SuiteKind::other, comments.after, [&] {
    if (statement.has(Flag::async)) context.writer.token("async ");
    context.writer.token("with ");
    write_items(context, statement, comments.before);
  });
}

}  // namespace whip::fmt
