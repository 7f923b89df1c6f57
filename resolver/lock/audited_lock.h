// A lock as an audit sees it: names, files and who needs whom, whatever form the lock has. A pylock.toml is one; others
// are read by audit_inputs.h.
#pragma once

#include <string>
#include <vector>

#include "resolver/lock/lockfile.h"

namespace whip::resolver {

struct AuditedRelease {
  struct Dependency {
    std::string name;
    std::string version;  // empty if the lock does not say
    // Only of locks whose edges have markers.
    Marker marker;
    std::vector<std::string> extras;  // of the package that is needed
    std::string of_extra;             // needed by this extra only; empty: always
  };

  std::string name;
  Place place;          // in the lock
  std::string version;  // empty where the lock has none: folders, repositories
  Marker marker;
  Specifiers requires_python;
  std::vector<Dependency> dependencies;
  std::vector<std::string> files;        // names of wheels and source distribution; none for URL, path and git
  bool has_all_files = true;             // else only an index tells the others
  bool is_of_index = true;               // else from a URL, folder or repository
  std::vector<std::string> hashes;       // sha256 of the files that are meant; none: all
  std::vector<std::string> classifiers;  // of an installed package
};

struct AuditedLock {
  std::vector<Marker> environments;  // none: all
  Specifiers requires_python;
  std::vector<std::string> extras;
  std::vector<std::string> groups;
  std::vector<AuditedRelease> packages;
  std::vector<AuditedRelease::Dependency> roots;  // what the project itself needs; empty: not known
  bool has_edge_markers = false;                  // what is needed where stands at the edges, not at the packages
};

AuditedLock audited(const LockFile& lock);

}  // namespace whip::resolver
