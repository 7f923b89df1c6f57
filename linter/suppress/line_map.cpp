#include "linter/suppress/line_map.h"

#include <algorithm>

#include "core/syntax/string_literal.h"

namespace whip {
namespace {

// Lines are joined by literals in triple quotes, and by f-strings with line breaks in their replacement fields. A
// backslash inside quotes joins too, but Ruff has never looked behind it.
bool joins_lines(std::string_view text, Span span) {
  const StringLiteral literal = string_literal(text, span);
  if (!literal.triple && !literal.interpolated()) return false;
  return text.substr(span.begin, span.size()).find_first_of("\r\n") != std::string_view::npos;
}

}  // namespace

void LineMap::read(std::string_view text, const Tree& tree, const LineIndex& lines) {
  ranges_.clear();
  const bool has_continuations = tree.present.contains(Kind::line_continuation);
  for (std::uint32_t n = 0; n < tree.own_size; ++n) {
    const Span span = tree.span[n];
    if (tree.kind[n] == Kind::string) {
      if (!joins_lines(text, span)) continue;
      ranges_.push_back({lines.line_begin(lines.line_of(span.begin)), span.end});
    } else if (has_continuations && tree.kind[n] == Kind::line_continuation) {
      const std::uint32_t line = lines.line_of(span.begin);
      ranges_.push_back({lines.line_begin(line), lines.line_begin(line + 1)});
    }
  }
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
