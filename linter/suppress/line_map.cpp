#include "linter/suppress/line_map.h"

#include <algorithm>

#include "core/syntax/string_literal.h"
#include "core/text/source.h"

namespace whip {
namespace {

// Lines are joined by literals in triple quotes, and by f-strings with line breaks in their replacement fields. A
// backslash inside quotes joins too, but Ruff has never looked behind it.
bool joins_lines(std::string_view text, Span span) {
  const StringLiteral literal = string_literal(text, span);
  if (!literal.triple && !literal.interpolated()) return false;
  return text.substr(span.begin, span.size()).find_first_of("\r\n") != std::string_view::npos;
}

// Where a backslash ends a line, in order. The tree does not know all of them: before a string the lexer takes them for
// blanks.
std::vector<std::uint32_t> backslashed_ends(std::string_view text) {
  std::vector<std::uint32_t> found;
  for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at + 1)) {
    if (at + 1 < text.size() && (text[at + 1] == '\n' || text[at + 1] == '\r')) {
      found.push_back(static_cast<std::uint32_t>(at));
    }
  }
  return found;
}

}  // namespace

void LineMap::read(std::string_view text, const Tree& tree, const LineIndex& lines) {
  ranges_.clear();
  // Nothing may stand behind a program's name: what is said about the first line is silenced on the second.
  if (text.starts_with("#!") && lines.line_count() > 1) ranges_.push_back({0, lines.line_begin(1)});
  const std::uint32_t mark = byte_order_mark(text);
  const std::vector<std::uint32_t> ends = backslashed_ends(text);
  auto end = ends.begin();
  const auto join_up_to = [&](std::uint32_t offset) {
    for (; end != ends.end() && *end < offset; ++end) {
      const std::uint32_t line = lines.line_of(*end);
      ranges_.push_back({lines.line_begin(line), lines.line_begin(line + 1)});
    }
  };
  for (std::uint32_t n = 0; n < tree.own_size; ++n) {
    const Kind kind = tree.kind[n];
    if (kind != Kind::string && kind != Kind::comment) continue;
    const Span span = tree.span[n];
    join_up_to(span.begin);
    // What stands inside belongs to the string or comment.
    while (end != ends.end() && *end < span.end) ++end;
    if (kind == Kind::string && joins_lines(text, span)) {
      ranges_.push_back({std::max(mark, lines.line_begin(lines.line_of(span.begin))), span.end});
    }
  }
  join_up_to(static_cast<std::uint32_t>(text.size()));
  std::ranges::sort(ranges_, {}, &Span::begin);
  // Ranges that touch are one: a string may end where the next begins.
  std::size_t kept = 0;
  for (std::size_t i = 1; i < ranges_.size(); ++i) {
    if (ranges_[i].begin <= ranges_[kept].end) {
      ranges_[kept] = ranges_[kept].cover(ranges_[i]);
    } else {
      ranges_[++kept] = ranges_[i];
    }
  }
  if (!ranges_.empty()) ranges_.resize(kept + 1);
}

std::uint32_t LineMap::resolve(std::uint32_t offset) const {
  const auto after = std::ranges::upper_bound(ranges_, offset, {}, &Span::begin);
  if (after == ranges_.begin()) return offset;
  const Span range = *std::prev(after);
  return range.contains(offset) ? range.end : offset;
}

}  // namespace whip
