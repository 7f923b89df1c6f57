// The statements of a body: the first is special (docstrings, empty lines behind the header), the others stand behind
// separators (blank_lines.cpp).
#include "formatter/comments/format.h"
#include "formatter/comments/trivia.h"
#include "formatter/literal/literal.h"
#include "formatter/python/blank_lines.h"

namespace whip::fmt {

namespace {

AstNode next_statement(AstNode statement) {
  AstNode next = statement.next_sibling();
  while (next && next.role() != statement.role()) next = next.next_sibling();
  return next;
}

// A cell of a notebook has no docstring; other bodies have theirs first.
bool is_docstring(const Context& context, AstNode statement, SuiteKind kind) {
  if (kind == SuiteKind::other || kind == SuiteKind::other_before_clause) return false;
  if (kind == SuiteKind::top_level && context.options.source_type == SourceType::notebook) return false;
  if (!statement.is(Ast::expr) || !statement[Role::value].is(Ast::string)) return false;
  const AstNode string = statement[Role::value];
  if (!is_implicit_concatenation(string)) return true;
  for (const AstNode part : string.all(Role::part)) {
    if (context.comments.has(part)) return false;
  }
  return true;
}

void write_docstring_statement(Context& context, AstNode statement, SuiteKind kind) {
  const NodeComments comments = context.comments.of(statement);
  write_leading_comments(context, comments.leading);
  write_docstring(context, statement);
  if (kind == SuiteKind::class_) {
    for (const Comment& comment : comments.trailing) {
      if (!comment.own_line()) continue;
      if (lines_before(context.source, comment.begin()) < 2) context.writer.empty_line();
      break;
    }
  }
  write_trailing_comments(context, comments.trailing);
}

void write_first_statement(Context& context, AstNode statement, SuiteKind kind) {
  const CommentSpan leading = context.comments.leading(statement);
  if (is_docstring(context, statement, kind)) {
    write_docstring_statement(context, statement, kind);
    return;
  }
  if (kind == SuiteKind::function) {
    // An empty line between header and body stays.
    const std::uint32_t begin = leading.empty() ? statement.begin() : leading.front().begin();
    if (lines_before(context.source, begin) > 1) context.writer.empty_line();
  } else if (kind == SuiteKind::other || kind == SuiteKind::other_before_clause) {
    if (is_definition(statement) && leading.empty() && !context.is_stub()) context.writer.empty_line();
  }
  write_statement(context, statement);
}

}  // namespace

void write_suite(Context& context, AstNode parent, Role role, SuiteKind kind) {
  const AstNode first = parent[role];
  if (!first) return;
  const Saved level(context.level, kind == SuiteKind::top_level ? Level{} : Level::compound());
  const Saved indent(context.indent_level, static_cast<std::uint16_t>(context.indent_level + 1));

  bool behind_docstring =
      (kind == SuiteKind::class_ || kind == SuiteKind::top_level) && is_docstring(context, first, kind);
  AstNode statement = first;
  AstNode next = next_statement(statement);
  context.level.last_statement = !next;
  write_first_statement(context, first, kind);
  while (next) {
    write_separator(context, kind, statement, next, behind_docstring);
    statement = next;
    next = next_statement(statement);
    context.level.last_statement = !next;
    write_statement(context, statement);
    behind_docstring = false;
  }
  if (kind == SuiteKind::other_before_clause) write_empty_line_before_clause(context, statement);
}

}  // namespace whip::fmt
