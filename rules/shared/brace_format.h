// The format strings of `"...".format(...)` (Python's library reference, "Format String Syntax").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace whip::rules {

struct BraceFormat {
  std::vector<std::uint32_t> automatic;  // positions of `{}`, counted from 0
  std::vector<std::uint32_t> indices;    // of `{0}`; each once, in order
  std::vector<std::string> keywords;     // of `{name}`; each once, in order
  bool has_nested_fields = false;        // `{:{}}`
  std::string_view error;                // what is wrong with it, in CPython's words; empty if nothing

  bool takes_position(std::uint32_t position) const;
  bool takes_keyword(std::string_view name) const;
};

// Reads the value of a string (escapes decoded).
BraceFormat parse_brace_format(std::string_view value);

}  // namespace whip::rules
