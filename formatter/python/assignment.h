// The right side of assignments, and what stands directly before the operator.
#pragma once

#include "formatter/python/context.h"

namespace whip::fmt {

// `target op value`, where the value is put in parentheses before the target (or annotation, or type parameters) is
// broken. Ruff's RightToLeft. `before`: the last target, the annotation or the type parameters.
void write_right_to_left(Context& context, AstNode before, Operator op, AstNode value, AstNode statement);

// Whether a target that is too long breaks in brackets of its own; whether it needs brackets to break at all.
bool has_own_target_parentheses(const Context& context, AstNode target);
bool needs_target_parentheses(const Context& context, AstNode target);

}  // namespace whip::fmt
