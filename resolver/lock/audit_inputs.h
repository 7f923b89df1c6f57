// What else than a pylock.toml can be audited, read into the same form.
//     uv.lock             names the files; where a package is needed stands at the edges
//     requirements.txt    exact versions only; the files are known to an index, and hashes say which are meant
//     an environment      one file of each release, the one that was installed
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "resolver/lock/audited_lock.h"
#include "resolver/project/requirements_file.h"

namespace whip::resolver {

// Errors: what is no TOML or no uv.lock, with its place.
Result<AuditedLock> read_uv_lock(std::string_view text, const std::string& path);

// Errors: a requirement that does not pin its version, with its place.
Result<AuditedLock> read_pins(const RequirementsFile& file);

// An environment's folder or its site-packages. Errors: `io` for what is neither; `syntax` for metadata that cannot be
// read, with its path.
Result<AuditedLock> read_environment(const std::string& folder);

}  // namespace whip::resolver
