#include "formatter/comments/format.h"

#include <algorithm>
#include <array>

#include "core/text/blank.h"
#include "core/text/width.h"
#include "formatter/comments/trivia.h"

namespace whip::fmt {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

// The comment without blanks at its end.
std::string_view trimmed(const Context& context, const Comment& comment) {
  const std::uint32_t end = skip_blanks_back(context.source, comment.end(), comment.begin());
  return context.source.substr(comment.begin(), end - comment.begin());
}

std::string_view without_leading_blanks(std::string_view text) {
  return text.substr(skip_blanks(text, 0, static_cast<std::uint32_t>(text.size())));
}

// A comment as it is written: "#", what is put between, and the rest of its text.
struct Normalized {
  std::string_view whole;    // not empty: written as it is in the source
  std::string_view content;  // otherwise: behind "# "
};

Normalized normalized(std::string_view comment) {
  const std::string_view content = comment.substr(1);
  constexpr std::string_view kKept = " !:#'|";
  if (content.empty() || kKept.find(content.front()) != std::string_view::npos) return {comment, {}};
  if (!content.starts_with(kNoBreakSpace)) return {{}, content};
  // Black keeps the no-break space of a type comment, and takes others for a space.
  std::string_view rest = content;
  while (rest.starts_with(kNoBreakSpace)) rest.remove_prefix(kNoBreakSpace.size());
  if (without_leading_blanks(rest).starts_with("type:")) return {{}, content};
  if (rest.starts_with(' ')) return {{}, rest};
  return {{}, content.substr(kNoBreakSpace.size())};
}

std::uint32_t columns(std::string_view text, std::uint32_t tab) {
  std::uint32_t total = 0;
  while (!text.empty()) {
    const Utf8Character character = first_character(text);
    total += character.value == U'\t' ? tab : character_width(character.value, 0);
    text.remove_prefix(character.size);
  }
  return total;
}

// What stands before the first pragma: `# why  # noqa: X1` counts as `# why`.
std::string_view before_pragma(std::string_view comment) {
  for (std::size_t at = 0; at != std::string_view::npos; at = comment.find('#', at + 1)) {
    if (!is_pragma_comment(comment.substr(at))) continue;
    return comment.substr(0, skip_blanks_back(comment, static_cast<std::uint32_t>(at), 0));
  }
  return comment;
}

void write_end_of_line_comment(Context& context, const Comment& comment) {
  context.writer.line_suffix(trailing_comment_columns(context, comment), [&] {
    context.writer.space();
    context.writer.space();
    write_comment(context, comment);
  });
  context.writer.expand_parent();
}

bool begins_with_noqa(std::string_view text) {
  constexpr std::string_view kNoqa = "noqa";
  if (text.size() < kNoqa.size()) return false;
  for (std::size_t i = 0; i < kNoqa.size(); ++i) {
    if ((text[i] | 0x20) != kNoqa[i]) return false;
  }
  return true;
}

}  // namespace

void write_empty_lines(Context& context, std::uint32_t lines) {
  Writer& writer = context.writer;
  const bool top = context.level.kind == Level::Kind::top_level;
  if (lines < 2 || !(top || context.level.kind == Level::Kind::compound)) {
    writer.hard_line();
    return;
  }
  writer.empty_line();
  if (top && lines > 2 && !context.is_stub()) writer.empty_line();
}

void write_comment(Context& context, const Comment& comment) {
  comment.formatted = true;
  const std::string_view text = trimmed(context, comment);
  const Normalized parts = normalized(text);
  if (parts.content.empty()) {
    context.writer.source({comment.begin(), comment.begin() + static_cast<std::uint32_t>(text.size())});
    return;
  }
  const auto begin = static_cast<std::uint32_t>(parts.content.data() - context.source.data());
  context.writer.token("# ");
  context.writer.source({begin, begin + static_cast<std::uint32_t>(parts.content.size())});
}

void write_leading_comments(Context& context, CommentSpan comments) {
  for (const Comment& comment : comments) {
    if (comment.formatted) continue;
    write_comment(context, comment);
    write_empty_lines(context, lines_after(context.source, comment.end()));
  }
}

void write_leading_comments(Context& context, AstNode node) {
  write_leading_comments(context, context.comments.leading(node));
}

void write_leading_alternate_branch_comments(Context& context, CommentSpan comments, AstNode last_in_body) {
  if (!comments.empty()) {
    write_empty_lines(context, lines_before(context.source, comments.front().begin()));
    write_leading_comments(context, comments);
  } else if (last_in_body) {
    write_empty_lines(context, lines_after_ignoring_trivia(context.source, last_in_body.end()));
  }
}

void write_trailing_comments(Context& context, CommentSpan comments) {
  bool own_line = false;
  for (const Comment& comment : comments) {
    if (comment.formatted) continue;
    own_line = own_line || comment.own_line();
    if (!own_line) {
      write_end_of_line_comment(context, comment);
      continue;
    }
    context.writer.line_suffix(0, [&] {
      write_empty_lines(context, lines_before(context.source, comment.begin()));
      write_comment(context, comment);
    });
    context.writer.expand_parent();
  }
}

void write_trailing_comments(Context& context, AstNode node) {
  write_trailing_comments(context, context.comments.trailing(node));
}

void write_dangling_comments(Context& context, CommentSpan comments) {
  bool first = true;
  for (const Comment& comment : comments) {
    if (comment.formatted) continue;
    if (first && comment.own_line()) context.writer.hard_line();
    if (first && comment.end_of_line()) {
      context.writer.space();
      context.writer.space();
    }
    first = false;
    write_comment(context, comment);
    write_empty_lines(context, lines_after(context.source, comment.end()));
  }
}

void write_dangling_comments(Context& context, AstNode node) {
  write_dangling_comments(context, context.comments.dangling(node));
}

void write_dangling_open_parenthesis_comments(Context& context, CommentSpan comments) {
  for (const Comment& comment : comments) {
    if (!comment.formatted) write_end_of_line_comment(context, comment);
  }
}

bool is_pragma_comment(std::string_view comment) {
  if (!comment.starts_with('#')) return false;
  const std::string_view content = without_leading_blanks(comment.substr(1));
  if (begins_with_noqa(content) || content.starts_with("nosec")) return true;
  const std::size_t colon = content.find(':');
  if (colon == std::string_view::npos) return false;
  constexpr std::array kTools = {std::string_view("isort"),   std::string_view("type"),   std::string_view("pyright"),
                                 std::string_view("pyrefly"), std::string_view("pylint"), std::string_view("flake8"),
                                 std::string_view("ruff"),    std::string_view("ty")};
  return std::find(kTools.begin(), kTools.end(), content.substr(0, colon)) != kTools.end();
}

std::uint16_t trailing_comment_columns(const Context& context, const Comment& comment) {
  // A space that is put behind "#" does not make or unmake a pragma.
  const std::string_view text = before_pragma(trimmed(context, comment));
  if (text.empty()) return 0;
  const Normalized parts = normalized(text);
  const std::uint32_t tab = context.options.indent_width;
  const std::uint32_t own = parts.content.empty() ? columns(parts.whole, tab) : 2 + columns(parts.content, tab);
  return static_cast<std::uint16_t>(own + 2 < UINT16_MAX ? own + 2 : UINT16_MAX);
}

}  // namespace whip::fmt
