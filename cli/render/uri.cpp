#include "cli/render/uri.h"

namespace whip::render {

std::string encode_path(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "-._~/";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
    if (letter || kPlain.find(c) != std::string_view::npos)
      out += c;
    else
      out.append("%").append(1, kHex[byte >> 4U]).append(1, kHex[byte & 0xFU]);
  }
  return out;
}

}  // namespace whip::render
