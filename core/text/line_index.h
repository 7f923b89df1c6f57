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
  // The same, but only when the first question is asked, if ever; the text must stay until then. Questions are for one
  // thread.
  void read_when_asked(std::string_view text) {
    unread_ = text;
    is_read_ = false;
  }

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts().size()); }
  // 0-based line of a byte offset; O(log lines).
  std::uint32_t line_of(std::uint32_t offset) const;
  // Offset of the first byte of a 0-based line; the end of the text for line_count().
  std::uint32_t line_begin(std::uint32_t line) const { return line < starts().size() ? starts_[line] : size_; }
  // The bytes of a 0-based line, its line ending included / not included.
  Span line_span(std::uint32_t line) const { return {line_begin(line), line_begin(line + 1)}; }
  Span line_content(std::uint32_t line, std::string_view text) const;
  // `offset` as 1-based line and column. O(log lines + bytes of the line up to the offset).
  LineColumn position(std::uint32_t offset, std::string_view text) const;
  // The reverse; past the end of a line gives the line's end.
  std::uint32_t offset(LineColumn position, std::string_view text) const;

 private:
  const std::vector<std::uint32_t>& starts() const {
    if (!is_read_) split(unread_);
    return starts_;
  }
  void split(std::string_view text) const;

  mutable std::vector<std::uint32_t> starts_{0};
  mutable std::uint32_t size_ = 0;
  mutable bool is_read_ = true;
  std::string_view unread_;
};

}  // namespace whip
