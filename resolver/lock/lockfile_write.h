// From what was resolved to the lock.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "resolver/lock/graph.h"
#include "resolver/lock/lockfile.h"

namespace whip::resolver {

struct LockHead {
  std::string name;             // of the project, normalized; empty for requirements files
  std::string requires_python;  // specifiers; empty for any
  std::vector<std::string> environments;
  std::vector<std::string> extras;  // normalized, sorted
  std::vector<std::string> groups;
  std::vector<std::string> default_groups;     // of the project's settings; only those that there are
  std::map<std::string, std::string> options;  // what the record notes beside the request's own: see LockRecord
  std::string base;                            // that paths of requirements are relative to, absolute
  std::string folder;  // that the lock is written to, absolute: paths of files are relative to it
};

// What the lock is made from, as it is noted in it. What only the command line says once (`-P x==1`) is no part of it.
LockRecord record_of(const LockHead& head, const ResolveRequest& request);

// A lock of no packages: all that the user's words decide. Errors: markers and specifiers that cannot be read.
Result<LockFile> empty_lock(const LockHead& head, const ResolveRequest& request);

// The same packages give the same lock. Errors: `configuration` for a package none of whose files has a hash: such a
// lock would not be one.
Result<LockFile> locked_file(const LockHead& head, const ResolveRequest& request,
                             const std::vector<LockedPackage>& packages, const std::vector<IndexSource>& sources,
                             const Facts& facts, MarkerAlgebra& algebra);

}  // namespace whip::resolver
