// Reads a pylock.toml.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "resolver/lock/lockfile.h"

namespace whip::resolver {

// The versions of each package, by normalized name: all that an older lock is asked for when a new one is made. What is
// no list of packages has none. Errors: what is no TOML.
using LockedVersions = std::map<std::string, std::set<std::string>>;
Result<LockedVersions> locked_versions(std::string_view text, const std::string& path);

// Errors: what is no TOML or no lock, with its place. The path is used in errors only.
Result<LockFile> read_lockfile(std::string_view text, const std::string& path);
// The same, of a file that is read already.
Result<LockFile> read_lockfile(const Value& root, const std::string& path);

}  // namespace whip::resolver
