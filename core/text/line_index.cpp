#include "core/text/line_index.h"

#include <algorithm>
#include <cstring>

namespace whip {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

void LineIndex::read(std::string_view text) { split(text); }

void LineIndex::split(std::string_view text) const {
  is_read_ = true;
  size_ = static_cast<std::uint32_t>(text.size());
  starts_.assign(1, 0);
  starts_.reserve(text.size() / 32 + 2);
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  // A file without "\r" (nearly all) needs only memchr for "\n".
  const bool has_carriage_return = !text.empty() && std::memchr(begin, '\r', text.size()) != nullptr;
  for (const char* p = begin; p < end;) {
    if (!has_carriage_return) {
      p = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(end - p)));
      if (p == nullptr) break;
      starts_.push_back(static_cast<std::uint32_t>(++p - begin));
    } else {
      const char c = *p++;
      if (c == '\n' || (c == '\r' && (p == end || *p != '\n'))) {
        starts_.push_back(static_cast<std::uint32_t>(p - begin));
      }
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
