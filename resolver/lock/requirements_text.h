// A lock as a requirements.txt: what pip installs with --require-hashes.
#pragma once

#include <string>
#include <vector>

#include "resolver/lock/lock_graph.h"

namespace whip::resolver {

struct RequirementsStyle {
  bool hashes = true;
  bool annotate = true;  // `# via` whoever needs it
};

// The packages that are selected, sorted by name. Paths are those of the lock, relative to it.
std::string requirements_text(const LockFile& lock, const LockSelection& selection, const RequirementsStyle& style,
                              MarkerAlgebra& algebra);

}  // namespace whip::resolver
