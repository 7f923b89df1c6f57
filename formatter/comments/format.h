// Writes comments. Each marks what it writes as formatted. Sources: Ruff's comments/format.rs for what stands where.
#pragma once

#include "formatter/comments/comments.h"
#include "formatter/python/context.h"

namespace whip::fmt {

// Own-line comments before a node, each on its line, with the empty lines the source has behind it (at most one; what
// the level allows).
void write_leading_comments(Context& context, CommentSpan comments);
void write_leading_comments(Context& context, AstNode node);
// Comments before `else`, `except`, `finally`, `elif`, `case`: an empty line before them is kept where `last_in_body`
// (the last node of the body above; may be absent) had one.
void write_leading_alternate_branch_comments(Context& context, CommentSpan comments, AstNode last_in_body);
// Comments behind a node: at the end of its line as a line suffix, own-line ones on lines of their own.
void write_trailing_comments(Context& context, CommentSpan comments);
void write_trailing_comments(Context& context, AstNode node);
// Comments inside a node without children there.
void write_dangling_comments(Context& context, CommentSpan comments);
void write_dangling_comments(Context& context, AstNode node);
// The end-of-line comment behind an opening bracket.
void write_dangling_open_parenthesis_comments(Context& context, CommentSpan comments);
// A line break, or as many empty lines as the level allows for `lines` line breaks of the source.
void write_empty_lines(Context& context, std::uint32_t lines);
// One comment, normalised: a space behind `#`, no blanks at its end; `#!` and `#:` kept.
void write_comment(Context& context, const Comment& comment);

// Whether a comment is one for tools (`# type:`, `# noqa`, `# pylint:`, `# pyright:`, ...), whose width does not count.
bool is_pragma_comment(std::string_view comment);
// How many columns a trailing comment takes on its line; 0 for a pragma.
std::uint16_t trailing_comment_columns(const Context& context, const Comment& comment);

// A node as every construct writes it: its leading comments, what `fields` writes, its trailing comments. Dangling
// comments are the fields' to write.
template <class F>
void write_with_comments(Context& context, AstNode node, F fields) {
  const NodeComments comments = context.comments.of(node);
  write_leading_comments(context, comments.leading);
  fields();
  write_trailing_comments(context, comments.trailing);
}

}  // namespace whip::fmt
