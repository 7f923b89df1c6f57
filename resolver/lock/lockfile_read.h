// Reads a pylock.toml.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "resolver/lock/lockfile.h"

namespace whip::resolver {

// Errors: what is no TOML or no lock, with its place. The path is used in errors only.
Result<LockFile> read_lockfile(std::string_view text, const std::string& path);
// The same, of a file that is read already.
Result<LockFile> read_lockfile(const Value& root, const std::string& path);

}  // namespace whip::resolver
