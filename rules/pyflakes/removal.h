// Taking elements out of a call or a display: what F504, F522 and F523 share.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "linter/file.h"

namespace whip::rules {

// Text of `whole` without the elements `removed` of `list` (an argument list or a dictionary inside it): each goes with everything up to the
// next element or the closing bracket; the comma before the first stays.
std::string without_elements(const File& file, Span whole, Node list, std::span<const Node> removed);

// "a, b, c"
std::string joined(std::span<const std::string> items);

}  // namespace whip::rules
