// Which section of isort's an import belongs to.
#pragma once

#include <string_view>

#include "linter/file.h"

namespace whip::rules {

// In this order: `__future__`; relative imports; the lists of the configuration; Python's own modules; the package that the file is in;
// modules in the folders of `src`; everything else goes to default-section. `module` without leading dots.
SectionRef import_section(const File& file, std::string_view module, bool relative);

}  // namespace whip::rules
