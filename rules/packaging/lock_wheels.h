// What a lock says of the wheels of a project's direct dependencies.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/packaging/build_project.h"

namespace whip::rules {

// A direct dependency that the lock has only native wheels of that need the GIL.
struct GilOnlyDependency {
  BuildPlace place;  // the requirement
  std::string name;
};
std::vector<GilOnlyDependency> gil_only_dependencies(const BuildProject& project);

// Whether a wheel of that name loads on some build without the GIL, by its tags.
bool loads_without_gil(std::string_view wheel);

}  // namespace whip::rules
