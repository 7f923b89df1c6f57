// A fix as a difference of lines, below its finding:
//
//   help: Remove unused import: `os`
//     |
//     - import os
//   1 | import sys
//     |
#pragma once

#include <string>

#include "cli/render/render.h"

namespace whip::render {

void write_fix_diff(const FileFindings& file, const Fix& fix, bool colour, std::string& out);

}  // namespace whip::render
