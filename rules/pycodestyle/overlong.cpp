#include "rules/pycodestyle/overlong.h"

#include <algorithm>

#include "core/text/width.h"
#include "rules/shared/pragma.h"

namespace whip::rules {
namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view trim_left(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view trim_right(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Columns that one more character takes: a tab goes to the next stop, a control character takes none.
std::uint32_t advance(std::uint32_t column, Utf8Character character, std::uint32_t tab_size) {
  if (character.value == '\t') return column + tab_size - column % tab_size;
  return column + character_width(character.value, 0);
}

std::uint32_t measure(std::string_view text, std::uint32_t tab_size) {
  std::uint32_t column = 0;
  while (!text.empty()) {
    const Utf8Character character = first_character(text);
    column = advance(column, character, tab_size);
    text.remove_prefix(character.size);
  }
  return column;
}

bool is_task(const File& file, std::string_view comment) {
  if (!file.settings.pycodestyle.ignore_overlong_task_comments) return false;
  const std::string_view text = trim_left(comment.substr(1));
  return std::ranges::any_of(file.settings.task_tags, [&](const std::string& tag) { return text.starts_with(tag); });
}

// The line without what is not counted of its comment: all of a task, and the rest from a pragma on.
std::string_view counted(const File& file, Span line) {
  const std::string_view text = file.slice(line);
  const std::span<const Span> comments = file.comments.inside(line);
  if (comments.size() != 1) return text;
  const std::string_view comment = file.slice(comments.front());
  const std::size_t begin = is_task(file, comment) ? 0 : pragma_begin(comment);
  if (begin == std::string_view::npos) return text;
  return trim_right(text.substr(0, comments.front().begin - line.begin + begin));
}

std::string_view first_word(std::string_view text) {
  const std::string_view start = trim_left(text);
  return start.substr(0, static_cast<std::size_t>(std::ranges::find_if(start, is_blank) - start.begin()));
}

std::string_view last_word(std::string_view text) {
  std::string_view rest = trim_right(text);
  std::size_t begin = rest.size();
  while (begin > 0 && !is_blank(rest[begin - 1])) --begin;
  return rest.substr(begin);
}

}  // namespace

std::optional<Overlong> overlong(const File& file, Span line, std::uint32_t limit) {
  const std::uint32_t tab_size = file.settings.tab_size;
  // No character is wider than its bytes, a tab excepted.
  if (line.size() <= limit &&
      (line.size() * tab_size <= limit || file.slice(line).find('\t') == std::string_view::npos)) {
    return std::nullopt;
  }
  if (measure(file.slice(line), tab_size) <= limit) return std::nullopt;

  const std::string_view text = counted(file, line);
  const std::uint32_t width = measure(text, tab_size);
  if (width <= limit) return std::nullopt;

  const std::string_view first = first_word(text);
  const std::string_view behind = trim_left(trim_left(text).substr(first.size()));
  if (behind.empty()) return std::nullopt;
  const std::string_view last = last_word(text);
  if (last.find("://") != std::string_view::npos && width - measure(last, tab_size) <= limit) return std::nullopt;
  const std::string_view second = first_word(behind);
  if (first == "#" && (second == "SPDX-License-Identifier:" || second == "SPDX-FileCopyrightText:"))
    return std::nullopt;

  std::uint32_t begin = line.begin;
  std::uint32_t column = 0;
  for (std::string_view rest = text; !rest.empty() && column < limit;) {
    const Utf8Character character = first_character(rest);
    column = advance(column, character, tab_size);
    begin += character.size;
    rest.remove_prefix(character.size);
  }
  return Overlong{{begin, line.begin + static_cast<std::uint32_t>(text.size())}, width};
}

}  // namespace whip::rules
