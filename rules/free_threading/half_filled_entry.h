// An entry of a shared dictionary that others find before it is filled: a part of FT103.
#pragma once

#include "linter/concurrency/facts.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {

// Whether a statement of the block stores something as `cache[key]`: nearly none does.
bool stores_entry(Node block);
// Looks at the statements below an `if` or an `except` of the function, which may run while other threads do:
// `entry = cache[key] = {}` and then `entry[...] = ...`.
void half_filled_entry(const File& file, Node block, FunctionId function, Report& report);

}  // namespace whip::rules
