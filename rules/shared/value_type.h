// What a value is for sure, from how it is written.
#pragma once

#include "core/syntax/node.h"

namespace whip::rules {

// Whether the expression (without parentheses) can be no tuple, whatever its names stand for: literals, displays, comprehensions, and what is
// computed from such. Nesting beyond a small depth is not followed: the answer is then false.
bool is_surely_no_tuple(Node expression);

}  // namespace whip::rules
