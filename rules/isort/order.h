// The order of the statements of a block, and of the members of each statement.
#pragma once

#include "linter/settings.h"
#include "rules/isort/imports.h"

namespace whip::rules::isort {

// Fills `order` and `member_order`. The imports are categorized.
void sort(const IsortSettings& settings, Imports& imports);

}  // namespace whip::rules::isort
