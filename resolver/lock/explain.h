// Why there is no solution, in words: the root cause first, then the way from the user's own requirements to it, each
// at its place, then changes that were tried and help.
#pragma once

#include <string>
#include <vector>

#include "resolver/lock/resolve.h"
#include "resolver/lock/written.h"

namespace whip::resolver {

struct Explanation {
  std::string headline;           // one sentence
  std::string story;              // several lines, blocks with an empty line between them
  std::vector<std::string> help;  // a sentence each; every one was tried
  // All of it, the last line without a line break.
  std::string text() const;
};

// Tries changes by resolving again (see explain_trials.h), which asks the index for little more than is known already.
Explanation explain(const NoSolution& none, const ResolveRequest& request, Facts& facts, MarkerAlgebra& algebra,
                    const SourceNames& sources);

}  // namespace whip::resolver
