// A pylock.toml (PEP 751), whoever wrote it, as far as questions about its packages need it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "resolver/standards/marker.h"
#include "resolver/standards/specifier.h"

namespace whip::resolver {

struct LockedRelease {
  struct Dependency {
    std::string name;
    std::string version;  // empty if the lock does not say
  };

  std::string name;
  std::string version;  // empty where the lock has none: folders, repositories
  Marker marker;
  Specifiers requires_python;
  std::vector<Dependency> dependencies;
  std::vector<std::string> files;  // names of wheels and source distribution; none for URL, path and git
};

struct LockFile {
  std::vector<Marker> environments;  // none: all
  Specifiers requires_python;
  std::vector<std::string> extras;
  std::vector<std::string> groups;
  std::vector<LockedRelease> packages;
};

// The versions of each package, by normalized name: all that an older lock is asked for when a new one is made. What is
// no list of packages has none. Errors: what is no TOML.
using LockedVersions = std::map<std::string, std::set<std::string>>;
Result<LockedVersions> locked_versions(std::string_view text, const std::string& path);

// Errors: what is no TOML or no lock, with its place. The path is used in errors only.
Result<LockFile> read_lockfile(std::string_view text, const std::string& path);

}  // namespace whip::resolver
