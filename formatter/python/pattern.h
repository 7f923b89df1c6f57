// Patterns of `case`.
#pragma once

#include "formatter/python/parentheses.h"

namespace whip::fmt {

void write_pattern(Context& context, AstNode pattern, Parentheses parentheses = Parentheses::preserve);
// The pattern behind `case`, which may add or drop parentheses.
void write_maybe_parenthesized_pattern(Context& context, AstNode pattern, AstNode match_case);

}  // namespace whip::fmt
