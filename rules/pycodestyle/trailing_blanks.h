// What W291 and W293 share: blanks at the end of a line.
#pragma once

#include <string_view>

#include "core/text/span.h"

namespace whip::rules {

// The blanks (Unicode's White_Space) that end `line`; empty at its end if there are none.
Span trailing_blanks(std::string_view text, Span line);

}  // namespace whip::rules
