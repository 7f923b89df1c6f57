// Code points as UTF-8.
#pragma once

#include <cstdint>
#include <string>

namespace whip {

// Appends a code point as UTF-8 (surrogates as if they were characters).
void append_utf8(std::uint32_t code_point, std::string& out);

}  // namespace whip
