// What the rules find in the files of a project that say how it is built.
#pragma once

#include <span>
#include <vector>

#include "linter/engine/listeners.h"
#include "linter/packaging/build_project.h"

namespace whip {

// By file of the project, sorted. `listeners` are each file's own; a file with none (null) is only read. Findings that
// comments in the files silence are left out if `respects_noqa`; fixes are as the settings have them.
struct BuildReader {
  const Listeners* listeners = nullptr;
  const Settings* settings = nullptr;
};
std::vector<std::vector<Diagnostic>> judge_build(const BuildProject& project, std::span<const BuildReader> readers,
                                                 bool respects_noqa);

}  // namespace whip
