// `pylock.toml` (PEP 751).
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "resolver/lock/graph.h"

namespace whip::resolver {

struct LockHead {
  std::string requires_python;  // specifiers; empty for any
  std::vector<std::string> environments;
  std::vector<std::string> extras;  // normalized, sorted
  std::vector<std::string> groups;
};

// The whole file. The same packages give the same bytes. Errors: `configuration` for a package none of whose files has
// a hash: such a lock would not be one.
Result<std::string> lockfile_text(const LockHead& head, const ResolveRequest& request,
                                  const std::vector<LockedPackage>& packages, const std::vector<IndexSource>& sources,
                                  const Facts& facts, MarkerAlgebra& algebra);

}  // namespace whip::resolver
