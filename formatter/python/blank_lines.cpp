#include "formatter/python/blank_lines.h"

#include <algorithm>

#include "formatter/comments/trivia.h"
#include "formatter/python/clause.h"

namespace whip::fmt {

namespace {

bool is_compound(AstNode statement) {
  return is_definition(statement) ||
         statement.is_any({Ast::if_, Ast::for_, Ast::while_, Ast::with, Ast::try_, Ast::match});
}

// The last statement or clause in a compound statement or clause; absent for others.
AstNode last_in_body(AstNode node) {
  if (is_compound(node) || node.is_any({Ast::except_handler, Ast::elif_else_clause, Ast::match_case})) {
    return node.last_child();
  }
  return {};
}

// Line breaks as the source has them, at most as many as the body allows.
void write_line_breaks(Context& context, SuiteKind kind, std::uint32_t lines) {
  Writer& writer = context.writer;
  lines = line_breaks(context, kind, lines);
  if (lines == 1) {
    writer.hard_line();
    return;
  }
  writer.empty_line();
  if (lines == 3) writer.empty_line();
}

// Where a statement ends, with the comments behind it.
std::uint32_t end_with_comments(const Context& context, AstNode statement) {
  const CommentSpan trailing = context.comments.trailing(statement);
  return trailing.empty() ? statement.end() : trailing.back().end();
}

std::uint32_t begin_with_comments(const Context& context, AstNode statement) {
  const CommentSpan leading = context.comments.leading(statement);
  return leading.empty() ? statement.begin() : leading.front().begin();
}

// Overloads may stand tight: `def f(x: int): ...` directly before another function.
bool is_tight_overload(const Context& context, AstNode preceding, AstNode following) {
  return following.is(Ast::function_def) && preceding.is(Ast::function_def) &&
         contains_only_ellipsis(context, preceding, Role::body) &&
         lines_after_ignoring_end_of_line_trivia(context.source, preceding.end()) < 2 &&
         !context.comments.has_trailing_own_line(preceding);
}

std::uint32_t empty_lines_around(const Context& context, bool stub_class) {
  const bool top_level = context.level.kind == Level::Kind::top_level;
  if (context.is_stub()) return top_level || stub_class ? 1 : 0;
  return top_level ? 2 : 1;
}

}  // namespace

std::uint32_t line_breaks(const Context& context, SuiteKind kind, std::uint32_t lines) {
  const std::uint32_t most = kind == SuiteKind::top_level && !context.is_stub() ? 3 : 2;
  return std::clamp(lines, 1U, most);
}

AstNode trailing_definition(const Context& context, AstNode statement) {
  for (AstNode node = statement; node && !context.comments.has_trailing_own_line(node); node = last_in_body(node)) {
    if (is_definition(node)) return node;
  }
  return {};
}

void write_separator(Context& context, SuiteKind kind, AstNode preceding, AstNode following, bool behind_docstring) {
  Writer& writer = context.writer;
  const std::string_view source = context.source;
  if (is_definition(following) || trailing_definition(context, preceding)) {
    if (context.is_stub()) {
      write_stub_separator(context, kind, preceding, following);
    } else if (is_tight_overload(context, preceding, following)) {
      // The end of the collapsed body is a line break already.
    } else {
      writer.empty_line();
      if (kind == SuiteKind::top_level) writer.empty_line();
    }
  } else if (is_import(preceding) && (!is_import(following) || context.comments.has_leading(following))) {
    const std::uint32_t lines =
        kind == SuiteKind::top_level ? lines_after(source, end_with_comments(context, preceding)) : 2;
    write_line_breaks(context, kind, std::max(lines, 2U));
  } else if (is_compound(preceding)) {
    // A body may end in comments that belong to its last statement: count from below.
    write_line_breaks(context, kind, lines_before(source, begin_with_comments(context, following)));
  } else if (behind_docstring) {
    writer.empty_line();
  } else {
    write_line_breaks(context, kind, lines_after(source, end_with_comments(context, preceding)));
  }
}

void write_empty_line_before_clause(Context& context, AstNode last_statement) {
  const AstNode definition = trailing_definition(context, last_statement);
  if (!definition) return;
  if (!context.is_preview() && !(context.is_stub() && definition.is(Ast::class_def))) return;
  std::uint32_t end = definition.end();
  for (AstNode node = last_statement; node; node = last_in_body(node)) {
    if (context.comments.has_trailing_own_line(node)) {
      end = end_with_comments(context, node);
      break;
    }
  }
  if (lines_after_ignoring_end_of_line_trivia(context.source, end) < 2) context.writer.empty_line();
}

void write_empty_lines_after_leading_comments(Context& context, AstNode definition) {
  const CommentSpan leading = context.comments.leading(definition);
  std::size_t last = leading.size();
  while (last > 0 && !leading[last - 1].own_line()) --last;
  if (last == 0) return;
  const std::uint32_t lines = lines_after(context.source, leading[last - 1].end());
  if (lines <= 1) return;  // tight to the definition: stays so
  for (std::uint32_t n = lines - 1; n < empty_lines_around(context, false); ++n) context.writer.empty_line();
}

void write_empty_lines_before_trailing_comments(Context& context, AstNode definition) {
  const CommentSpan trailing = context.comments.trailing(definition);
  const auto first = std::ranges::find_if(trailing, &Comment::own_line);
  if (first == trailing.end()) return;
  const std::uint32_t lines = lines_before(context.source, first->begin());
  const std::uint32_t wanted = empty_lines_around(context, definition.is(Ast::class_def));
  for (std::uint32_t n = lines > 0 ? lines - 1 : 0; n < wanted; ++n) context.writer.empty_line();
}

// ---- Stub files.

namespace {

bool is_class_of_ellipsis(const Context& context, AstNode statement) {
  return statement.is(Ast::class_def) && contains_only_ellipsis(context, statement, Role::body);
}
bool has_decorators(AstNode definition) { return static_cast<bool>(definition[Role::decorator]); }

// Whether the two may stand tight: `class A: ...` after `class B: ...`, a function after `def f(): ...`.
bool may_stand_tight(const Context& context, AstNode preceding, AstNode following) {
  if (is_class_of_ellipsis(context, preceding) && is_class_of_ellipsis(context, following) &&
      !has_decorators(following)) {
    return true;
  }
  return preceding.is(Ast::function_def) && following.is(Ast::function_def) &&
         contains_only_ellipsis(context, preceding, Role::body);
}

// Whether a class is so much more than `...` that an empty line must follow.
bool needs_empty_line_behind_class(const Context& context, AstNode preceding, AstNode following) {
  if (is_class_of_ellipsis(context, preceding)) {
    return has_decorators(preceding) || following.is(Ast::function_def) ||
           (following.is(Ast::class_def) && (!is_class_of_ellipsis(context, following) || has_decorators(following)));
  }
  // Own-line comments behind it have brought the empty line.
  if (preceding.is(Ast::class_def)) return !context.comments.has_trailing_own_line(preceding);
  for (AstNode node = last_in_body(preceding); node && !context.comments.has_trailing_own_line(node);
       node = last_in_body(node)) {
    if (node.is(Ast::class_def)) return true;
  }
  return false;
}

}  // namespace

void write_stub_separator(Context& context, SuiteKind kind, AstNode preceding, AstNode following) {
  bool empty_line = context.comments.has_trailing(preceding) || context.comments.has_leading(following) ||
                    !may_stand_tight(context, preceding, following);
  if (empty_line && kind != SuiteKind::top_level) {
    empty_line = lines_after_ignoring_end_of_line_trivia(context.source, preceding.end()) > 1;
  }
  if (empty_line || needs_empty_line_behind_class(context, preceding, following)) {
    context.writer.empty_line();
  } else {
    context.writer.hard_line();
  }
}

}  // namespace whip::fmt
