// Takes the statements of a block apart and merges what imports the same.
#pragma once

#include <span>

#include "linter/file.h"
#include "rules/isort/imports.h"

namespace whip::rules::isort {

// `imports` must be empty. The statements are in the order of the file.
void collect(const File& file, std::span<const NodeId> statements, Imports& imports);

}  // namespace whip::rules::isort
