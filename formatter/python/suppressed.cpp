#include "formatter/python/suppressed.h"

#include <algorithm>

#include "formatter/comments/format.h"
#include "formatter/comments/suppression.h"
#include "formatter/comments/tokens.h"
#include "formatter/comments/trivia.h"
#include "formatter/python/verbatim_lines.h"

namespace whip::fmt {
namespace {

Suppression own_line_suppression(const Context& context, const Comment& comment) {
  if (!comment.own_line()) return Suppression::none;
  return suppression_of(context.source.substr(comment.begin(), comment.end() - comment.begin()));
}

// Index of the first own-line comment of the kind; the size of `comments` if there is none.
std::size_t find(const Context& context, CommentSpan comments, Suppression wanted) {
  std::size_t i = 0;
  while (i < comments.size() && own_line_suppression(context, comments[i]) != wanted) ++i;
  return i;
}

// `# fmt: on` among comments of a suppressed range: what is behind it up to the next `# fmt: off` is formatted.
struct SuppressionEnd {
  const Comment* on = nullptr;
  CommentSpan formatted{};
  const Comment* off = nullptr;  // the suppression goes on behind it, with
  CommentSpan rest{};
};

SuppressionEnd find_end(const Context& context, CommentSpan comments) {
  const std::size_t on = find(context, comments, Suppression::on);
  if (on == comments.size()) return {};
  const CommentSpan behind = comments.subspan(on + 1);
  const std::size_t off = find(context, behind, Suppression::off);
  if (off == behind.size()) return {&comments[on], behind};
  return {&comments[on], behind.first(off), &behind[off], behind.subspan(off + 1)};
}

void write_trailing_off_comment(Context& context, const Comment& off) {
  write_empty_lines(context, lines_before(context.source, off.begin()));
  write_comment(context, off);
}

// Where the suppression of a body's last statement ends: behind the comments of the innermost last statement.
std::uint32_t end_with_comments(const Context& context, AstNode statement) {
  for (AstNode current = statement;;) {
    const CommentSpan trailing = context.comments.trailing(current);
    if (!trailing.empty()) return trailing.back().end();
    const AstNode inner = last_child_in_body(current);
    if (!inner) return std::max(statement.end(), end_with_semicolon(context.source, current));
    current = inner;
  }
}

AstNode write_from_trailing_comment(Context& context, const SuiteChild& child);

// From `off` on, which comes before `child`; `leading`: the comments between them.
AstNode write_statements(Context& context, const Comment* off, SuiteChild child, CommentSpan leading) {
  const std::uint32_t indentation = indentation_of(context.source, child.statement.begin());
  for (;;) {
    for (SuppressionEnd end = find_end(context, leading); end.on != nullptr; end = find_end(context, end.rest)) {
      write_verbatim_lines(context, {off->end(), end.on->begin()}, indentation);
      write_leading_comments(context, CommentSpan(end.on, 1));
      write_leading_comments(context, end.formatted);
      if (end.off == nullptr) {
        const CommentSpan trailing = context.comments.trailing(child.statement);
        if (find(context, trailing, Suppression::off) < trailing.size()) {
          return write_from_trailing_comment(context, child);
        }
        write_suite_child(context, child);
        return child.statement;
      }
      off = end.off;
      write_comment(context, *off);
    }
    const CommentSpan trailing = context.comments.trailing(child.statement);
    for (SuppressionEnd end = find_end(context, trailing); end.on != nullptr; end = find_end(context, end.rest)) {
      write_verbatim_lines(context, {off->end(), end.on->begin()}, indentation);
      write_comment(context, *end.on);
      context.writer.hard_line();
      write_trailing_comments(context, end.formatted);
      if (end.off == nullptr) return child.statement;
      off = end.off;
      write_comment(context, *off);
    }
    const AstNode next = next_in_suite(child.statement);
    if (!next) {
      write_verbatim_lines(context, {off->end(), end_with_comments(context, child.statement)}, indentation);
      return child.statement;
    }
    child = {next, child.kind};
    leading = context.comments.leading(next);
  }
}

AstNode write_from_leading_comment(Context& context, const SuiteChild& child) {
  const CommentSpan leading = context.comments.leading(child.statement);
  const std::size_t off = find(context, leading, Suppression::off);
  write_leading_comments(context, leading.first(off));
  write_comment(context, leading[off]);
  return write_statements(context, &leading[off], child, leading.subspan(off + 1));
}

// The statement itself is formatted; its comments from `# fmt: off` on are not.
AstNode write_from_trailing_comment(Context& context, const SuiteChild& child) {
  const std::uint32_t indentation = indentation_of(context.source, child.statement.begin());
  const CommentSpan trailing = context.comments.trailing(child.statement);
  const std::size_t first = find(context, trailing, Suppression::off);
  const CommentSpan suppressed = trailing.subspan(first + 1);
  for (const Comment& comment : trailing.subspan(first)) comment.formatted = true;
  write_suite_child(context, child);
  const Comment* off = &trailing[first];
  write_trailing_off_comment(context, *off);
  for (SuppressionEnd end = find_end(context, suppressed); end.on != nullptr; end = find_end(context, end.rest)) {
    // Ruff writes the empty lines before `fmt: on` once more, and more of them in each run.
    write_verbatim_lines(context, {off->end(), line_begin(context.source, end.on->begin())}, indentation);
    write_comment(context, *end.on);
    for (const Comment& comment : end.formatted) comment.formatted = false;
    write_trailing_comments(context, end.formatted);
    if (end.off == nullptr) return child.statement;
    off = end.off;
    write_trailing_off_comment(context, *off);
  }
  if (const AstNode next = next_in_suite(child.statement)) {
    return write_statements(context, off, {next, child.kind}, context.comments.leading(next));
  }
  write_verbatim_lines(context, {off->end(), trailing.back().end()}, indentation);
  return child.statement;
}

// The last of the statements that share the logical line of the first.
AstNode last_on_line(const Context& context, AstNode first) {
  for (AstNode last = first;;) {
    const AstNode next = next_in_suite(last);
    if (!next || has_logical_line_break(context.source, last.end(), next.begin())) return last;
    last = next;
  }
}

}  // namespace

bool has_skip_comment(const Context& context, CommentSpan comments) {
  if (!context.comments.suppress()) return false;
  return std::ranges::any_of(comments, [&](const Comment& comment) {
    if (!comment.end_of_line()) return false;
    const Suppression kind = suppression_of(context.source.substr(comment.begin(), comment.end() - comment.begin()));
    return kind == Suppression::skip || kind == Suppression::off;
  });
}

void write_verbatim(Context& context, Span span) {
  context.comments.mark_formatted(span);
  context.writer.source(span);
}

Suppressed write_suppressed(Context& context, const SuiteChild& child) {
  if (!context.comments.suppress()) return {};
  const AstNode last = last_on_line(context, child.statement);
  const CommentSpan leading = context.comments.leading(child.statement);
  if (has_skip_comment(context, context.comments.trailing(last))) {
    write_leading_comments(context, leading);
    write_verbatim(context, {child.statement.begin(), std::max(last.end(), end_with_semicolon(context.source, last))});
    write_trailing_comments(context, context.comments.trailing(last));
    return {last};
  }
  if (find(context, leading, Suppression::off) < leading.size()) {
    return {write_from_leading_comment(context, child), true};
  }
  const CommentSpan trailing = context.comments.trailing(child.statement);
  if (find(context, trailing, Suppression::off) < trailing.size()) {
    return {write_from_trailing_comment(context, child), true};
  }
  return {};
}

// The header from its keyword to behind its colon.
Span clause_header_span(const Context& context, Clause clause) {
  const std::string_view source = context.source;
  AstNode before_body;
  AstNode last_decorator;
  const AstNode first = clause.node.is(Ast::match) ? clause.node[Role::case_] : clause.node[clause.body];
  for (const AstNode child : clause.node.children()) {
    if (child == first) break;
    if (child.role() == Role::decorator) {
      last_decorator = child;
    } else {
      before_body = child;
    }
  }
  const std::uint32_t limit = first.begin();
  std::uint32_t begin = clause.node.begin();
  if (clause.body != Role::body) {
    begin = next_token(source, before_body.end(), limit);
    if (source[begin] == ';') begin = next_token(source, begin + 1, limit);
    before_body = {};
  } else if (last_decorator) {
    begin = next_token(source, last_decorator.outer_parentheses().end, limit);
    while (source[begin] == ')') begin = next_token(source, begin + 1, limit);
  }
  std::uint32_t end = begin;
  if (before_body) {
    end = before_body.end();
  } else {
    while (source[end] >= 'a' && source[end] <= 'z') ++end;
  }
  GapTokens tokens(source, end, limit);
  GapToken token = tokens.next();
  while (token.is(")") || token.is(",")) token = tokens.next();
  return {begin, token ? token.span.end : end};
}

bool write_suppressed_clause(Context& context, Clause clause) {
  if (!context.comments.suppress()) return false;
  const AstNode last = clause.node.all(clause.body).back();
  if (!has_skip_comment(context, context.comments.trailing(last))) return false;
  const Span header = clause_header_span(context, clause);
  const std::string_view body = context.source.substr(header.end, last.end() - header.end);
  if (body.find_first_of("\r\n") != std::string_view::npos) return false;
  write_verbatim(context, {header.begin, last.end()});
  write_trailing_comments(context, context.comments.trailing(last));
  context.writer.hard_line();
  return true;
}

bool write_suppressed_header(Context& context, Clause clause, CommentSpan colon_comments) {
  if (!has_skip_comment(context, colon_comments)) return false;
  write_verbatim(context, clause_header_span(context, clause));
  return true;
}

}  // namespace whip::fmt
