#include "cli/mcp/lines.h"

namespace whip::mcp {

void LineReader::feed(std::string_view bytes) {
  buffer_.append(bytes);
  // Keeps memory bounded while a line without end comes in.
  if (is_skipping_ && buffer_.find('\n') == std::string::npos) buffer_.clear();
}

void LineReader::close() {
  if (!buffer_.empty()) buffer_ += '\n';
}

std::optional<Line> LineReader::next() {
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched_);
    if (end == std::string::npos) {
      searched_ = buffer_.size();
      if (buffer_.size() <= longest_ || is_skipping_) return std::nullopt;
      is_skipping_ = true;
      buffer_.clear();
      searched_ = 0;
      return Line{.text = {}, .is_too_long = true};
    }
    std::string text = buffer_.substr(0, end);
    buffer_.erase(0, end + 1);
    searched_ = 0;
    if (is_skipping_) {
      is_skipping_ = false;
      continue;
    }
    if (text.ends_with('\r')) text.pop_back();
    if (text.empty()) continue;
    if (text.size() > longest_) return Line{.text = {}, .is_too_long = true};
    return Line{.text = std::move(text)};
  }
}

}  // namespace whip::mcp
