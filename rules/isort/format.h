// Writes a block of imports as it should be.
#pragma once

#include <string>

#include "linter/file.h"
#include "rules/isort/blocks.h"
#include "rules/isort/imports.h"

namespace whip::rules::isort {

// Appends the sorted imports, and the blank lines that separate them from what follows, to `out`. Without the block's
// own indentation, but `indentation` counts where lines are broken.
void format(const File& file, const Imports& imports, Follower follower, std::string_view indentation,
            std::string& out);

}  // namespace whip::rules::isort
