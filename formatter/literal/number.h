// The spelling of numbers.
#pragma once

#include <string>
#include <string_view>

namespace whip::fmt {

// Appends the number as it is written.
void normalize_number(std::string_view number, std::string& out);

}  // namespace whip::fmt
