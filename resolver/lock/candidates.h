// Which releases of a project may be chosen in an environment, what speaks against the others, and which are tried
// first.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "resolver/lock/releases.h"
#include "resolver/lock/request.h"
#include "resolver/solver/solver.h"
#include "resolver/standards/marker_algebra.h"

namespace whip::resolver {

using Preferences = std::map<std::string, std::vector<Version>>;

struct ChoiceContext {
  const ResolveRequest& request;
  std::span<const Requirement> roots;
  const Preferences& preferences;
  MarkerAlgebra& algebra;
  MarkerId environment;
  VersionIntervals python;         // of the environment
  std::vector<MarkerId> required;  // environments that need a wheel, as far as they are in this one
};

// Whether pre-releases of the project count.
PreReleases pre_releases_for(const ResolveRequest& request, const std::string& project);

// New reasons are put behind `reasons`.
Candidates candidates_of(const Releases& releases, const ChoiceContext& context, std::vector<std::string>& reasons);

// Whether some wheel of the release runs there, or a source distribution may be built.
bool serves(const Releases& releases, const Release& release, MarkerId environment, MarkerAlgebra& algebra);

}  // namespace whip::resolver
