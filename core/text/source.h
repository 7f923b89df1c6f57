// The bytes of a file, held so that the parser can read past their end: 64 NUL bytes follow the text.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/base/result.h"

namespace whip {

// How the lines of a file end, by majority of the first line (Ruff: the first line ending decides).
enum class LineEnding : std::uint8_t { lf, crlf, cr };

class Source {
 public:
  static constexpr std::size_t kPadding = 64;
  static constexpr std::size_t kMaxSize = std::size_t{1} << 30;  // offsets are 32 bits

  Source() : Source(std::string_view{}) {}
  explicit Source(std::string_view text);
  // An empty buffer of `size` bytes to read a file into.
  static Source with_size(std::size_t size);

  std::string_view text() const { return {bytes_.get(), size_}; }
  char* data() { return bytes_.get(); }
  std::size_t size() const { return size_; }
  // Fewer bytes than reserved were read.
  void shrink(std::size_t size);

 private:
  struct Uninitialised {};
  Source(Uninitialised, std::size_t size);
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
};

// Errors: encoding, with the position of the first byte that is not UTF-8.
Done check_utf8(std::string_view text);
LineEnding line_ending(std::string_view text);
constexpr std::string_view to_string(LineEnding ending) {
  return ending == LineEnding::crlf ? "\r\n" : ending == LineEnding::cr ? "\r" : "\n";
}
// Bytes of a leading byte order mark: 3 or 0.
constexpr std::uint32_t byte_order_mark(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

}  // namespace whip
