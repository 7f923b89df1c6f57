// Finds versions for all environments: solves, and where one environment needs what another must not have, splits and
// solves the parts.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "resolver/lock/facts.h"
#include "resolver/lock/request.h"
#include "resolver/solver/solver.h"
#include "resolver/standards/marker_algebra.h"

namespace whip::resolver {

// A package to the solver: a project, with one of its extras or without.
struct PackageName {
  std::string project;  // empty: the user's own project
  std::string extra;
  std::string key;  // of the facts about it
};

// The versions that were chosen for one environment.
struct Solution {
  MarkerId environment;
  struct Chosen {
    std::string project;
    std::string key;  // of the facts about it
    Rank rank = 0;
    std::vector<std::string> extras;  // sorted
  };
  std::vector<Chosen> chosen;  // sorted by project
};

// Why there is none: the solver where it stopped, and whose packages it talks of.
struct NoSolution {
  Solver solver;
  std::vector<PackageName> packages;  // by PackageId
  std::vector<std::string> reasons;   // by ReasonId: why versions are unusable
  MarkerId environment;
};

using Resolved = std::variant<std::vector<Solution>, NoSolution>;

// Errors: `network`, `io`, `syntax`, `limit` of what had to be fetched; `usage` and `configuration` for requirements
// that name a place that says nothing of itself, or two places at once. Facts are asked from `facts`, which keeps them;
// the same facts give the same solutions in whatever order they arrive.
Result<Resolved> resolve(const ResolveRequest& request, Facts& facts, MarkerAlgebra& algebra);

}  // namespace whip::resolver
