// Strings in several pieces, for this folder.
#pragma once

#include "formatter/literal/parts.h"

namespace whip::fmt {

// Joined where it can be and no parentheses are around it, in the form that fits otherwise. As a docstring it loses the
// blanks at its ends.
void write_concatenation(Context& context, AstNode string, StringPlace place);

}  // namespace whip::fmt
