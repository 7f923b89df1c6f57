// Messages out of a stream of bytes: one a line. A line beyond the limit is passed over without being kept, and told.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace whip::mcp {

inline constexpr std::size_t kLongestMessage = std::size_t{16} << 20;

struct Line {
  std::string text;
  bool is_too_long = false;
};

class LineReader {
 public:
  explicit LineReader(std::size_t longest = kLongestMessage) : longest_(longest) {}

  void feed(std::string_view bytes);
  // The stream ended: what was read of a line is one.
  void close();
  // The next line that is complete, without its end; empty ones are no messages.
  std::optional<Line> next();

 private:
  std::size_t longest_;
  std::string buffer_;
  std::size_t searched_ = 0;  // no line ends before
  bool is_skipping_ = false;  // in a line that is too long
};

}  // namespace whip::mcp
