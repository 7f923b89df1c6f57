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

// Gives how many digits its line numbers have room for.
std::size_t write_fix_diff(const FileFindings& file, const Fix& fix, bool colour, std::string& out);

}  // namespace whip::render
