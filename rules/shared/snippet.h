// Whether a piece of code is short enough to be repeated in a message.
#pragma once

#include <string_view>

namespace whip::rules {

// It takes one line of 50 columns at most.
bool fits_message(std::string_view code);

}  // namespace whip::rules
