// The printf-style format strings of `"..." % values` (Python's library reference, "printf-style String Formatting").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace whip::rules {

struct PercentFormat {
  enum class Error : std::uint8_t { none, incomplete_key, incomplete_format, number_too_big, unsupported_character };

  std::vector<std::string> keys;     // of `%(key)s`, each once, in order
  std::uint32_t positional = 0;      // values that are taken in order, those for `*` among them
  bool has_star = false;             // a width or precision is taken from the values
  Error error = Error::none;         // the first; what follows it is not read
  std::string unsupported;           // the character that is no conversion, as UTF-8

  // What is wrong, in the words Ruff's users know; for errors other than an unsupported character.
  std::string_view message() const;
};

// Reads the value of a string (escapes decoded).
PercentFormat parse_percent_format(std::string_view value);

}  // namespace whip::rules
