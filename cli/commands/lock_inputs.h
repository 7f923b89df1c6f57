// What `whip lock` is asked for: a project or requirements files, an older lock, and the options, as one request.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands/command.h"
#include "core/base/result.h"
#include "resolver/index/index.h"
#include "resolver/lock/facts.h"
#include "resolver/lock/lockfile.h"
#include "resolver/lock/lockfile_write.h"
#include "resolver/lock/request.h"

namespace whip::cli {

struct LockInputs {
  resolver::ResolveRequest request;
  resolver::LockHead head;
  resolver::IndexOptions index;
  std::string cache_folder;  // empty: no cache
  resolver::FactsOptions facts;
  std::string output;    // path of the lock
  std::string old_lock;  // its text; empty if there is none
  std::string what;      // for messages: "your project", or the files
  std::vector<std::string> warnings;
};

// Errors: everything that is wrong with the inputs.
Result<LockInputs> read_lock_inputs(const Arguments& arguments);

// The lock that is there, where it is one: nothing if there is none, or with --upgrade one that cannot be read. Its
// versions, and what --upgrade-package and --upgrade-group say, become preferences. Errors: what is wrong with either.
Result<std::optional<resolver::LockFile>> read_old_lock(const Arguments& arguments, LockInputs& inputs);

}  // namespace whip::cli
