// Who needs whom in a lock, and where: what installs from it, lists it or cuts a part out of it starts from this.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "resolver/lock/lockfile.h"
#include "resolver/standards/marker_algebra.h"

namespace whip::resolver {

struct LockEdge {
  static constexpr std::size_t kProject = SIZE_MAX;

  std::size_t from = kProject;  // position in the lock's packages
  std::size_t to = 0;
  std::string text;                 // of the requirement, without its marker; empty where the lock does not tell it
  std::string of_extra;             // needed with this extra of `from` only; of the project: of its own
  std::string of_group;             // of the project's groups
  std::vector<std::string> extras;  // asked of `to`
  MarkerId marker = kAlways;        // extras answered
};

// What of a lock is wanted: the project's own requirements, extras and groups.
struct LockSelection {
  bool project = true;
  std::vector<std::string> extras;  // normalized
  std::vector<std::string> groups;

  // Whether an edge of the project is among them.
  bool takes(const LockEdge& edge) const;
};

// The edges of a lock, sorted by `from`, the project's first. A lock that whip made tells each requirement; of others
// only who is needed by whom is known, and nothing of the project: has_roots is false then, and what nothing needs is
// taken for needed by it.
struct LockGraph {
  LockGraph(const LockFile& lock, MarkerAlgebra& algebra);

  std::vector<LockEdge> edges;
  bool has_roots = false;
  MarkerId environment = kAlways;  // that the lock is for
};

// Where each package of the lock is needed for what is selected: never, for those that are not. Where the lock does not
// tell its roots, its own markers decide.
std::vector<MarkerId> needed_where(const LockFile& lock, const LockGraph& graph, const LockSelection& selection,
                                   MarkerAlgebra& algebra);

// The marker without what the lock's requires-python says already.
std::string marker_text(const LockFile& lock, MarkerId marker, MarkerAlgebra& algebra);

// Only what is selected, without extras and groups: a lock to be installed as it is.
LockFile selected_lock(const LockFile& lock, const LockSelection& selection, MarkerAlgebra& algebra);

}  // namespace whip::resolver
