// Decorators of functions and classes.
#pragma once

#include "formatter/python/context.h"

namespace whip::fmt {

// The decorators of `definition`, each on its line, then the comments between the last of them and the header.
void write_decorators(Context& context, AstNode definition, CommentSpan above_header);

}  // namespace whip::fmt
