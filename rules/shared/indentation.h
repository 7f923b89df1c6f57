// How a file indents, for the lines that a fix adds.
#pragma once

#include <string_view>

#include "linter/file.h"

namespace whip::rules {

// One step of indentation: what stands before the first indented block; else before the first line that a bracket or a
// comment indents; four blanks if nothing does.
std::string_view indentation_step(const File& file);

}  // namespace whip::rules
