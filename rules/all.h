// Every rule, in the order of their codes. The table itself is written at build time (rules/CMakeLists.txt).
#pragma once

#include <span>

#include "linter/rule.h"

namespace whip::rules {

std::span<const RuleEntry> all();

}  // namespace whip::rules
