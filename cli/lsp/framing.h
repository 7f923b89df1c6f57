// Messages out of a stream of bytes:
//
//   Content-Length: 52\r\n
//   \r\n
//   {"jsonrpc":"2.0","id":1,"method":"shutdown"}
//
// What is no message is told as such, once, and reading goes on with the next header that looks like one: a client that
// stumbles does not lose its server. Sizes are bounded: a body beyond the limit is passed over without being kept.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace whip::lsp {

struct Frame {
  enum class Kind : unsigned char {
    message,    // `body` is one
    malformed,  // bytes that are no header; `body` says what was wrong
    oversized,  // a body beyond the limit; `body` says so
  };
  Kind kind = Kind::message;
  std::string body;  // its capacity leaves room for the JSON parser to read past its end
};

class FrameReader {
 public:
  static constexpr std::size_t kLargestBody = std::size_t{256} << 20;  // a file of 1 GB is no file for an editor
  static constexpr std::size_t kLargestHeader = 8192;
  static constexpr std::size_t kPadding = 64;

  explicit FrameReader(std::size_t largest_body = kLargestBody) : largest_body_(largest_body) {}

  void feed(std::string_view bytes) { buffer_.append(bytes); }
  // The next frame that is complete; nothing: more bytes are needed.
  std::optional<Frame> next();

 private:
  std::optional<Frame> read_header();
  void drop(std::size_t count);

  std::size_t largest_body_;
  std::string buffer_;
  std::size_t at_ = 0;                 // bytes of the buffer that are done with
  std::optional<std::size_t> length_;  // of the body that comes next
  std::size_t to_skip_ = 0;            // bytes of an oversized body still to come
  bool is_lost_ = false;               // within bytes that were already called malformed
};

// A body with its header in front.
std::string framed(std::string_view body);

}  // namespace whip::lsp
