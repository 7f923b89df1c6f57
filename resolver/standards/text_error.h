// Where in a short text (a version, a requirement, a marker) an error is.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace whip::resolver {

// `offset` in bytes; the error's column counts code points from 1, its line stays 0: the text is part of some line.
inline Error text_error(ErrorCode code, std::string_view text, std::size_t offset, std::string message) {
  std::uint32_t column = 1;
  for (const char c : text.substr(0, offset < text.size() ? offset : text.size())) {
    column += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }
  return Error{.code = code, .message = std::move(message), .path = {}, .line = 0, .column = column};
}

}  // namespace whip::resolver
