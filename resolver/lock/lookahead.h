// Before anything is solved: where everything comes from that does not come from the indexes, also what folders and
// archives ask for themselves.
#pragma once

#include "core/base/result.h"
#include "resolver/lock/dependencies.h"
#include "resolver/lock/facts.h"
#include "resolver/lock/origin.h"
#include "resolver/lock/request.h"

namespace whip::resolver {

// Waits for all that is named directly. Errors: what is not there, or says nothing of itself without being built.
Result<Origins> origins_of(const ResolveRequest& request, Facts& facts, MarkerAlgebra& algebra);

// The extra or group that the requirement stands in is asked for.
MarkerId membership(const RootRequirement& root, MarkerAlgebra& algebra);

// The environments to solve apart, disjoint: those of the request, each for every choice among extras and groups that
// conflict.
std::vector<Fork> environments_of(const ResolveRequest& request, MarkerAlgebra& algebra);
// All choices that are allowed.
MarkerId allowed_choices(const ResolveRequest& request, MarkerAlgebra& algebra);

}  // namespace whip::resolver
