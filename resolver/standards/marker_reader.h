// Reads a marker within a longer text.
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "resolver/standards/marker.h"

namespace whip::resolver {

// From text[at] on as far as a marker goes; `at` is then behind it and the blanks after it.
Result<Marker> read_marker(std::string_view text, std::size_t& at);

}  // namespace whip::resolver
