#include "formatter/comments/trivia.h"

#include <algorithm>

namespace whip::fmt {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }
constexpr bool is_line_break(char c) { return c == '\n' || c == '\r'; }

std::uint32_t size(std::string_view text) { return static_cast<std::uint32_t>(text.size()); }

// Behind the line break at `at`.
std::uint32_t behind_line_break(std::string_view text, std::uint32_t at) {
  return at + (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1);
}

}  // namespace

std::uint32_t lines_before(std::string_view text, std::uint32_t offset) {
  std::uint32_t lines = 0;
  while (offset > 0) {
    const char c = text[offset - 1];
    if (c == '\n') {
      ++lines;
      --offset;
      if (offset > 0 && text[offset - 1] == '\r') --offset;
    } else if (c == '\r') {
      ++lines;
      --offset;
    } else if (is_blank(c)) {
      --offset;
    } else {
      break;
    }
  }
  return lines;
}

std::uint32_t lines_after(std::string_view text, std::uint32_t offset) {
  std::uint32_t lines = 0;
  while (offset < text.size()) {
    if (is_line_break(text[offset])) {
      ++lines;
      offset = behind_line_break(text, offset);
    } else if (is_blank(text[offset])) {
      ++offset;
    } else {
      break;
    }
  }
  return lines;
}

// Only the line breaks behind the last comment count; a continuation is a token here, as in Ruff.
std::uint32_t lines_after_ignoring_trivia(std::string_view text, std::uint32_t offset) {
  std::uint32_t lines = 0;
  while (offset < text.size()) {
    if (is_line_break(text[offset])) {
      ++lines;
      offset = behind_line_break(text, offset);
    } else if (is_blank(text[offset])) {
      ++offset;
    } else if (text[offset] == '#') {
      lines = 0;
      offset = line_end(text, offset);
    } else {
      break;
    }
  }
  return lines;
}

std::uint32_t lines_after_ignoring_end_of_line_trivia(std::string_view text, std::uint32_t offset) {
  while (offset < text.size() && (is_blank(text[offset]) || text[offset] == '\\')) ++offset;
  if (offset < text.size() && text[offset] == '#') offset = line_end(text, offset);
  return lines_after(text, offset);
}

std::uint32_t next_token(std::string_view text, std::uint32_t offset, std::uint32_t end) {
  end = std::min(end, size(text));
  while (offset < end) {
    const char c = text[offset];
    if (c == '#') {
      offset = line_end(text, offset);
    } else if (is_blank(c) || is_line_break(c) || c == '\\') {
      ++offset;
    } else {
      return offset;
    }
  }
  return end;
}

char next_token_character(std::string_view text, std::uint32_t offset, std::uint32_t end) {
  end = std::min(end, size(text));
  offset = next_token(text, offset, end);
  return offset < end ? text[offset] : '\0';
}

std::uint32_t previous_token(std::string_view text, std::uint32_t offset, std::uint32_t begin,
                             std::span<const Span> comments) {
  while (offset > begin) {
    const char c = text[offset - 1];
    if (is_blank(c) || is_line_break(c) || (c == '\\' && offset < text.size() && is_line_break(text[offset]))) {
      --offset;
      continue;
    }
    const auto behind = std::upper_bound(comments.begin(), comments.end(), offset - 1,
                                         [](std::uint32_t at, const Span& comment) { return at < comment.begin; });
    if (behind == comments.begin() || offset > (behind - 1)->end) return offset - 1;
    offset = (behind - 1)->begin;
  }
  return UINT32_MAX;
}

std::uint32_t find_token(std::string_view text, std::string_view token, std::uint32_t begin, std::uint32_t end) {
  end = std::min(end, size(text));
  const bool word = is_word(token.front());
  for (std::uint32_t at = next_token(text, begin, end); at < end; at = next_token(text, at, end)) {
    std::uint32_t next = at + 1;
    if (is_word(text[at])) {
      while (next < end && is_word(text[next])) ++next;
      if (word && text.substr(at, next - at) == token) return at;
    } else if (!word && text.substr(at, end - at).starts_with(token)) {
      return at;
    }
    at = next;
  }
  return end;
}

std::uint32_t line_begin(std::string_view text, std::uint32_t offset) {
  while (offset > 0 && !is_line_break(text[offset - 1])) --offset;
  return offset;
}

std::uint32_t line_end(std::string_view text, std::uint32_t offset) {
  while (offset < text.size() && !is_line_break(text[offset])) ++offset;
  return offset;
}

std::string_view indentation_at(std::string_view text, std::uint32_t offset) {
  const std::uint32_t begin = line_begin(text, offset);
  std::uint32_t end = begin;
  while (end < text.size() && is_blank(text[end])) ++end;
  return text.substr(begin, end - begin);
}

}  // namespace whip::fmt
