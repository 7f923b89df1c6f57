// Places as an editor counts them: 0-based lines, and columns in units of the encoding that client and server agreed
// on. Inside, places are byte offsets.
#pragma once

#include <cstdint>
#include <string_view>

namespace whip::lsp {

enum class Encoding : std::uint8_t { utf8, utf16, utf32 };

struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  auto operator<=>(const Position&) const = default;
};

struct Range {
  Position start;
  Position end;
  bool operator==(const Range&) const = default;
};

// How many units the text (UTF-8) takes.
std::uint32_t units_in(std::string_view text, Encoding encoding);
// How many bytes of the line come before the unit; at most all. A place inside of a character is at its begin.
std::uint32_t bytes_before(std::string_view line, std::uint32_t unit, Encoding encoding);

}  // namespace whip::lsp
