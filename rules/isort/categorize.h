// Which section an import belongs to.
#pragma once

#include <cstdint>

#include "linter/file.h"
#include "rules/isort/imports.h"

namespace whip::rules::isort {

// Sets `section` (an index into section-order; its size, so as to come last, where not even default-section is named
// there) and `separation` of each import.
void categorize(const File& file, Imports& imports);

}  // namespace whip::rules::isort
