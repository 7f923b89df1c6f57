// What W291 and W293 share: blanks at the end of a line.
#pragma once

#include <string_view>

#include "core/text/blank.h"
#include "core/text/span.h"

namespace whip::rules {

// The blanks that end `line`; empty at its end if there are none.
inline Span trailing_blanks(std::string_view text, Span line) { return {skip_blanks_back(text, line.end, line.begin), line.end}; }

}  // namespace whip::rules
