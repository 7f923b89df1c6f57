// Versions to keep where they still fit: those of an older lock, or of a lock that another tool made.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "resolver/lock/candidates.h"
#include "resolver/project/requirements_file.h"

namespace whip::resolver {

// The commit that a branch or tag was when it was locked.
struct LockedCommit {
  std::string url;
  std::string revision;
  std::string commit;
};

struct Preferred {
  Preferences versions;                         // by normalized name, in the order of the file
  std::map<std::string, LockedCommit> commits;  // by normalized name
};

// A pylock.toml, uv.lock or poetry.lock: told apart by what they hold. What is not understood is passed over. Errors:
// what is no TOML; `configuration` for a file that locks nothing.
Result<Preferred> preferences_of_lock(std::string_view text, const std::string& path);
// The same, of a file that is read already.
Result<Preferred> preferences_of_lock(const Value& lock, const std::string& path);
// What a requirements file pins (`name==1.0`).
Preferred preferences_of(const RequirementsFile& file);

}  // namespace whip::resolver
