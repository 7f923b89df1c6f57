#include "core/text/source.h"

#include <cstring>

namespace whip {

Source::Source(Uninitialised, std::size_t size) : bytes_(new char[size + kPadding]), size_(size) {
  std::memset(bytes_.get() + size, 0, kPadding);
}

Source::Source(std::string_view text) : Source(Uninitialised{}, text.size()) {
  if (!text.empty()) std::memcpy(bytes_.get(), text.data(), text.size());
}

Source Source::with_size(std::size_t size) { return Source(Uninitialised{}, size); }

void Source::shrink(std::size_t size) {
  size_ = size;
  std::memset(bytes_.get() + size, 0, kPadding);
}

Done check_utf8(std::string_view text) {
  const auto* const begin = reinterpret_cast<const unsigned char*>(text.data());
  const auto* const end = begin + text.size();
  for (const unsigned char* p = begin; p < end;) {
    if (end - p >= 8) {  // eight ASCII bytes at a time: nearly all source is ASCII
      std::uint64_t word;
      std::memcpy(&word, p, 8);
      if ((word & 0x8080808080808080U) == 0) {
        p += 8;
        continue;
      }
    }
    const unsigned char c = *p;
    if (c < 0x80) {
      ++p;
      continue;
    }
    const std::ptrdiff_t length = c >= 0xF0 && c <= 0xF4 ? 4 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xC2 && c < 0xE0 ? 2 : 0;
    bool good = length != 0 && end - p >= length;
    for (std::ptrdiff_t i = 1; good && i < length; ++i) good = (p[i] & 0xC0) == 0x80;
    // Overlong forms, surrogates, and what lies beyond U+10FFFF (Unicode 3.9, table 3-7).
    good = good && !(c == 0xE0 && p[1] < 0xA0) && !(c == 0xED && p[1] > 0x9F) && !(c == 0xF0 && p[1] < 0x90) &&
           !(c == 0xF4 && p[1] > 0x8F);
    if (!good) {
      std::uint32_t line = 1;
      for (const unsigned char* q = begin; q < p; ++q) line += *q == '\n';
      return Error{.code = ErrorCode::encoding, .message = "stream did not contain valid UTF-8", .path = {}, .line = line};
    }
    p += length;
  }
  return Unit{};
}

LineEnding line_ending(std::string_view text) {
  const std::size_t at = text.find_first_of("\r\n");
  if (at == std::string_view::npos || text[at] == '\n') return LineEnding::lf;
  return at + 1 < text.size() && text[at + 1] == '\n' ? LineEnding::crlf : LineEnding::cr;
}

}  // namespace whip
