// Writes a pylock.toml.
#pragma once

#include <string>

#include "resolver/lock/lockfile.h"

namespace whip::resolver {

// The whole file, keys and tables in the order of PEP 751. The same lock gives the same bytes, and reading them gives
// the lock again.
std::string lockfile_text(const LockFile& lock);

}  // namespace whip::resolver
