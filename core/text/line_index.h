// Where the lines of a text begin. Lines end at "\n", "\r\n" or a lone "\r", as for Python's tokenizer.
// Built only where a position is shown or a rule reads lines: inside, positions are byte offsets.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace whip {

// A place as people count: both 1-based, the column in Unicode code points (a byte order mark does not count).
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  bool operator==(const LineColumn&) const = default;
};

class LineIndex {
 public:
  LineIndex() = default;
  // `text` is only read here, and by the calls below that take it again: nothing is kept of it.
  explicit LineIndex(std::string_view text) { read(text); }
  // Starts anew with another text; keeps its memory.
  void read(std::string_view text);

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  // 0-based line of a byte offset; O(log lines).
  std::uint32_t line_of(std::uint32_t offset) const;
  // Offset of the first byte of a 0-based line; the end of the text for line_count().
  std::uint32_t line_begin(std::uint32_t line) const { return line < starts_.size() ? starts_[line] : size_; }
  // The bytes of a 0-based line, its line ending included / not included.
  Span line_span(std::uint32_t line) const { return {line_begin(line), line_begin(line + 1)}; }
  Span line_content(std::uint32_t line, std::string_view text) const;
  // `offset` as 1-based line and column. O(log lines + bytes of the line up to the offset).
  LineColumn position(std::uint32_t offset, std::string_view text) const;
  // The reverse; past the end of a line gives the line's end.
  std::uint32_t offset(LineColumn position, std::string_view text) const;

 private:
  std::vector<std::uint32_t> starts_{0};
  std::uint32_t size_ = 0;
};

}  // namespace whip
