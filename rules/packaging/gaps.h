// Extension modules of a project that do not say that they run without the GIL: importing one turns it on again for the
// whole process.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "linter/packaging/build_project.h"

namespace whip::rules {

struct Gap {
  BuildPlace place;
  std::string what;   // "the Cython module `fast.pyx`"
  std::string needs;  // "`freethreading_compatible`"
  std::string title;  // of the edit
  std::optional<Edit> edit;
};

// Modules in Cython: by its header, by what calls Cython, or by the build's settings.
std::vector<Gap> cython_gaps(const BuildProject& project);
// Modules in C, C++ and Rust.
std::vector<Gap> native_gaps(const BuildProject& project);

// Where a module says outright that it needs the GIL.
std::vector<BuildPlace> refusals(const BuildProject& project);

}  // namespace whip::rules
