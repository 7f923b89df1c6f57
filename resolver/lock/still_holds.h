// Whether a lock is still right for what the user asks for now, as far as the lock itself tells: no index is asked.
#pragma once

#include <vector>

#include "resolver/index/index.h"
#include "resolver/lock/lockfile.h"
#include "resolver/lock/request.h"
#include "resolver/standards/marker_algebra.h"

namespace whip::resolver {

// Every requirement and constraint of the user is met by the packages that it concerns, dependencies are there, files
// belong to the versions they stand under, and come from indexes that are still asked. That the lock was made from the
// same words is seen by their difference (difference.h); this finds what was edited or merged since. Packages from
// folders are never taken for granted: they change without a word.
bool still_holds(const LockFile& lock, const ResolveRequest& request, const std::vector<IndexSource>& sources,
                 MarkerAlgebra& algebra);

}  // namespace whip::resolver
