#include "cli/lsp/framing.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/base/characters.h"

namespace whip::lsp {
namespace {

constexpr std::string_view kLengthField = "content-length:";

// The last length that a header names: what stands before it on the same line may be the rest of something lost.
std::optional<std::size_t> length_in(std::string_view header) {
  const std::string folded = lowered(header);
  const std::size_t field = folded.rfind(kLengthField);
  if (field == std::string::npos) return std::nullopt;
  std::size_t at = field + kLengthField.size();
  while (at < header.size() && header[at] == ' ') ++at;
  std::size_t length = 0;
  const char* const end = header.data() + header.size();
  const auto [stop, error] = std::from_chars(header.data() + at, end, length);
  if (error != std::errc{} || (stop != end && *stop != '\r' && *stop != '\n')) return std::nullopt;
  return length;
}

struct HeaderEnd {
  std::size_t header;  // bytes before the empty line
  std::size_t whole;   // and with it
};

std::optional<HeaderEnd> find_header_end(std::string_view bytes) {
  const std::size_t strict = bytes.find("\r\n\r\n");
  const std::size_t loose = bytes.find("\n\n");
  if (strict == std::string_view::npos && loose == std::string_view::npos) return std::nullopt;
  if (strict < loose) return HeaderEnd{strict, strict + 4};
  return HeaderEnd{loose, loose + 2};
}

}  // namespace

void FrameReader::drop(std::size_t count) {
  at_ += count;
  // Moved to the front only when that is worth it: a burst of messages is one buffer.
  if (at_ < buffer_.size() && at_ < (std::size_t{1} << 16)) return;
  buffer_.erase(0, at_);
  at_ = 0;
}

// Fills length_ or to_skip_. A frame: what is wrong.
std::optional<Frame> FrameReader::read_header() {
  const std::string_view bytes = std::string_view(buffer_).substr(at_);
  const std::optional<HeaderEnd> end = find_header_end(bytes.substr(0, kLargestHeader));
  if (!end) {
    if (bytes.size() < kLargestHeader) return std::nullopt;
    // The beginning of a field may be among the last bytes.
    drop(bytes.size() - kLengthField.size());
    if (std::exchange(is_lost_, true)) return std::nullopt;
    return Frame{.kind = Frame::Kind::malformed, .body = "no header within 8192 bytes"};
  }
  const std::optional<std::size_t> length = length_in(bytes.substr(0, end->header));
  drop(end->whole);
  if (!length) {
    if (std::exchange(is_lost_, true)) return std::nullopt;
    return Frame{.kind = Frame::Kind::malformed, .body = "a header without a Content-Length that is a number"};
  }
  is_lost_ = false;
  if (*length > largest_body_) {
    to_skip_ = *length;
    return Frame{
        .kind = Frame::Kind::oversized,
        .body = "a message of " + std::to_string(*length) + " bytes; the limit is " + std::to_string(largest_body_)};
  }
  length_ = length;
  return std::nullopt;
}

std::optional<Frame> FrameReader::next() {
  for (;;) {
    if (to_skip_ > 0) {
      const std::size_t skipped = std::min(to_skip_, buffer_.size() - at_);
      to_skip_ -= skipped;
      drop(skipped);
      if (to_skip_ > 0) return std::nullopt;
    }
    if (!length_) {
      const std::size_t before = buffer_.size() - at_;
      if (std::optional<Frame> trouble = read_header()) return trouble;
      if (length_) continue;
      if (buffer_.size() - at_ == before) return std::nullopt;
      continue;  // lost bytes were passed over
    }
    if (buffer_.size() - at_ < *length_) {
      buffer_.reserve(at_ + *length_ + kPadding);
      return std::nullopt;
    }
    Frame frame;
    frame.body.reserve(*length_ + kPadding);
    frame.body.assign(buffer_, at_, *length_);
    drop(*length_);
    length_.reset();
    return frame;
  }
}

std::string framed(std::string_view body) {
  std::string out = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  out.append(body);
  return out;
}

}  // namespace whip::lsp
