#include "core/text/line_index.h"

#include <algorithm>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace whip {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Nearly all texts have no other line ends. Sixteen bytes at once: lines are short, and a call for each takes longer.
void add_starts_behind_line_feeds(std::string_view text, std::vector<std::uint32_t>& starts) {
  std::size_t at = 0;
#if defined(__SSE2__)
  const __m128i feeds = _mm_set1_epi8('\n');
  for (; at + 16 <= text.size(); at += 16) {
    __m128i bytes;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    for (auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, feeds))); mask != 0;
         mask &= mask - 1) {
      starts.push_back(static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(__builtin_ctz(mask)) + 1);
    }
  }
#endif
  for (; at < text.size(); ++at) {
    if (text[at] == '\n') starts.push_back(static_cast<std::uint32_t>(at) + 1);
  }
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

void LineIndex::read(std::string_view text) { split(text); }

void LineIndex::split(std::string_view text) const {
  is_read_ = true;
  size_ = static_cast<std::uint32_t>(text.size());
  starts_.assign(1, 0);
  starts_.reserve(text.size() / 32 + 2);
  if (!text.empty() && std::memchr(text.data(), '\r', text.size()) == nullptr) {
    add_starts_behind_line_feeds(text, starts_);
    return;
  }
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at++];
    if (c == '\n' || (c == '\r' && (at == text.size() || text[at] != '\n'))) {
      starts_.push_back(static_cast<std::uint32_t>(at));
    }
  }
}

std::uint32_t LineIndex::line_of(std::uint32_t offset) const {
  const auto after = std::upper_bound(starts().begin(), starts().end(), offset);
  return static_cast<std::uint32_t>(after - starts_.begin()) - 1;
}

Span LineIndex::line_content(std::uint32_t line, std::string_view text) const {
  Span span = line_span(line);
  while (span.end > span.begin && (text[span.end - 1] == '\n' || text[span.end - 1] == '\r')) --span.end;
  return span;
}

LineColumn LineIndex::position(std::uint32_t offset, std::string_view text) const {
  const std::uint32_t line = line_of(offset);
  std::uint32_t at = line_begin(line);
  if (line == 0 && text.starts_with(kByteOrderMark)) at = 3;
  std::uint32_t column = 1;
  for (; at < offset && at < text.size(); ++at) column += !is_continuation(text[at]);
  return {line + 1, column};
}

std::uint32_t LineIndex::offset(LineColumn position, std::string_view text) const {
  if (position.line == 0) return 0;
  if (position.line > line_count()) return size_;
  const Span line = line_content(position.line - 1, text);
  std::uint32_t at = line.begin;
  if (at == 0 && text.starts_with(kByteOrderMark)) at = 3;
  for (std::uint32_t column = 1; column < position.column && at < line.end; ++column) {
    do ++at;
    while (at < line.end && is_continuation(text[at]));
  }
  return at;
}

}  // namespace whip
