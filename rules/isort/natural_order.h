// The order in which isort puts names: numbers inside them by value, so that `b2` comes before `b10`.
//
// Martin Pool's "natural order": runs of digits are compared as numbers, except that one with a zero in front is
// compared digit by digit, as if behind a decimal point; blanks do not count; everything else by code point.
#pragma once

#include <cstdint>
#include <string_view>

namespace whip::rules::isort {

enum class Case : std::uint8_t { kept, folded };

// Negative, 0 or positive, as a comes before, with or after b.
int compare_natural(std::string_view a, std::string_view b, Case letter_case);

}  // namespace whip::rules::isort
