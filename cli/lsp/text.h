// The text of an open document, edited in place: a keystroke moves the bytes behind it and corrects the table of lines,
// whatever the size of the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/position.h"
#include "core/text/span.h"

namespace whip::lsp {

class DocumentText {
 public:
  DocumentText() : DocumentText(std::string_view{}) {}
  explicit DocumentText(std::string_view text) { assign(text); }

  // Followed by Source::kPadding NUL bytes, as the parser wants it. Good until the next change.
  std::string_view text() const { return std::string_view(bytes_).substr(0, size()); }
  std::uint32_t size() const;

  void assign(std::string_view text);
  void replace(Span span, std::string_view text);
  // What `textDocument/didChange` says: places beyond the end of a line or of the text are at that end.
  void replace(const Range& range, std::string_view text, Encoding encoding);

  std::uint32_t offset(Position position, Encoding encoding) const;
  Position position(std::uint32_t offset, Encoding encoding) const;
  Range range(Span span, Encoding encoding) const;
  Span span(const Range& range, Encoding encoding) const;

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  std::uint32_t line_of(std::uint32_t offset) const;
  // The bytes of a 0-based line without its line ending.
  Span line(std::uint32_t number) const;

 private:
  std::string bytes_;                  // with the padding
  std::vector<std::uint32_t> starts_;  // of lines; they end at \n, \r\n or a lone \r
};

}  // namespace whip::lsp
