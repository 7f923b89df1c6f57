// Why there is no solution, in words: the facts that contradict each other, each once, the root cause first.
#pragma once

#include <string>

#include "resolver/lock/resolve.h"

namespace whip::resolver {

// Several lines, the last without a line break. `root`: what to call the project ("your project", "requirements.in").
std::string explain(const NoSolution& none, const ResolveRequest& request, const Facts& facts, MarkerAlgebra& algebra,
                    std::string_view root);

}  // namespace whip::resolver
