// The spelling of numbers.
#pragma once

#include <string>
#include <string_view>

namespace whip::fmt {

// Appends the number as it is written.
void normalize_number(std::string_view number, std::string& out);

// Whether two spellings are the same number, as far as formatting may have changed one to the other.
bool same_number(std::string_view a, std::string_view b);

}  // namespace whip::fmt
