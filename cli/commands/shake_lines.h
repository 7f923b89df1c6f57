// Where `whip shake` interrupts threads first: the places that the rules about threads name.
#pragma once

#include <string>

namespace whip::cli {

// The lines of both accesses of all findings in the file, as JSON: [["a.py", 12], ["a.py", 17]]. Whether threads are
// meant is not asked: who shakes a program says so. Nothing where the file cannot be read.
std::string lines_of_findings(const std::string& path);

}  // namespace whip::cli
