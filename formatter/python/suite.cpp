// The statements of a body: the first is special (docstrings, empty lines behind the header), the others stand behind
// separators (blank_lines.cpp).
#include "formatter/comments/format.h"
#include "formatter/comments/trivia.h"
#include "formatter/literal/literal.h"
#include "formatter/python/blank_lines.h"
#include "formatter/python/clause.h"
#include "formatter/python/suppressed.h"

namespace whip::fmt {

namespace {

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

// Both answer with the last statement that was written: a suppression may take several.
Suppressed write_first_statement(Context& context, const SuiteChild& child) {
  const AstNode statement = child.statement;
  const CommentSpan leading = context.comments.leading(statement);
  if (child.kind == SuiteKind::other || child.kind == SuiteKind::other_before_clause) {
    if (is_definition(statement) && leading.empty() && !context.is_stub()) context.writer.empty_line();
  }
  if (const Suppressed suppressed = write_suppressed(context, child); suppressed.last) return suppressed;
  if (child.kind == SuiteKind::function && !child.docstring) {
    // An empty line between header and body stays.
    const std::uint32_t begin = leading.empty() ? statement.begin() : leading.front().begin();
    // But not where the body goes to the header's line.
    const AstNode parent = statement.parent();
    const bool collapses =
        contains_only_ellipsis(context, parent, Role::body) && !context.comments.has_dangling(parent);
    if (!collapses && lines_before(context.source, begin) > 1) context.writer.empty_line();
  }
  write_suite_child(context, child);
  return {statement};
}

AstNode write_other_statement(Context& context, AstNode statement, SuiteKind kind) {
  const SuiteChild child{statement, kind};
  if (const Suppressed suppressed = write_suppressed(context, child); suppressed.last) return suppressed.last;
  write_suite_child(context, child);
  return statement;
}

// A simple statement whose text is known, between whose like there is nothing but line breaks.
bool is_plain(const Context& context, AstNode statement) {
  return statement.has(Flag::one_line) && !statement.first_child() && !is_import(statement) &&
         !context.comments.has(statement);
}

void append_indentation(const Context& context, std::string& text) {
  if (context.options.indent_style == IndentStyle::tab) {
    text.append(context.levels, '\t');
  } else {
    text.append(std::size_t{context.levels} * context.options.indent_width, ' ');
  }
}

// Writes plain statements as far as they follow each other, the first of them behind its separator, as one text.
// The last of them.
AstNode write_plain_statements(Context& context, AstNode statement, SuiteKind kind) {
  std::string& text = context.writer.begin_lines();
  text += one_line_text(context, statement);
  for (;;) {
    const AstNode next = statement.next_sibling();
    if (next.role() != statement.role() || !is_plain(context, next)) break;
    text.append(line_breaks(context, kind, lines_after(context.source, statement.end())), '\n');
    append_indentation(context, text);
    text += one_line_text(context, next);
    statement = next;
  }
  context.writer.end_lines();
  return statement;
}

}  // namespace

AstNode next_in_suite(AstNode statement) {
  AstNode next = statement.next_sibling();
  while (next && next.role() != statement.role()) next = next.next_sibling();
  return next;
}

void write_suite_child(Context& context, const SuiteChild& child) {
  if (child.docstring) {
    write_docstring_statement(context, child.statement, child.kind);
  } else {
    write_statement(context, child.statement);
  }
}

void write_suite(Context& context, AstNode parent, Role role, SuiteKind kind) {
  const AstNode first = parent[role];
  if (!first) return;
  const Saved level(context.level, kind == SuiteKind::top_level ? Level{} : Level::compound());
  const Saved indent(context.indent_level, static_cast<std::uint16_t>(context.indent_level + 1));
  const auto levels = static_cast<std::uint16_t>(kind == SuiteKind::top_level ? 0 : context.levels + 1);
  const Saved indentation(context.levels, levels);

  const bool docstring = is_docstring(context, first, kind);
  context.level.last_statement = !next_in_suite(first);
  const Suppressed written = write_first_statement(context, {first, kind, docstring});
  AstNode statement = written.last;
  bool behind_docstring = kind == SuiteKind::class_ || kind == SuiteKind::top_level;
  // Behind `fmt: skip` it may be the last of several statements on the line; `fmt: off` makes a docstring of none.
  behind_docstring = behind_docstring && !written.off && is_docstring(context, statement, kind);
  while (const AstNode next = next_in_suite(statement)) {
    write_separator(context, kind, statement, next, behind_docstring);
    if (!context.comments.suppress() && is_plain(context, next)) {
      statement = write_plain_statements(context, next, kind);
    } else {
      context.level.last_statement = !next_in_suite(next);
      statement = write_other_statement(context, next, kind);
    }
    behind_docstring = false;
  }
  if (kind == SuiteKind::other_before_clause) write_empty_line_before_clause(context, statement);
}

}  // namespace whip::fmt
