// Which package is needed where: the solutions of all environments as one list, each package with the marker under
// which somebody needs it.
#pragma once

#include <string>
#include <vector>

#include "resolver/lock/resolve.h"

namespace whip::resolver {

struct LockedPackage {
  std::string project;
  std::string key;  // of the facts about it
  Rank rank = 0;
  MarkerId marker = kNever;  // with `extras` and `dependency_groups` of the user's project
  struct Dependency {
    std::string project;
    std::string key;
    Rank rank = 0;
    auto operator<=>(const Dependency&) const = default;
  };
  std::vector<Dependency> dependencies;  // sorted, each once
};

// Sorted by project, then key and rank. Packages that no environment needs in the end are left out.
std::vector<LockedPackage> locked_packages(const ResolveRequest& request, const std::vector<Solution>& solutions,
                                           const Facts& facts, MarkerAlgebra& algebra);

}  // namespace whip::resolver
