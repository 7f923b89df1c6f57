// What `whip lock` is asked for: a project or requirements files, an older lock, and the options, as one request.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands/command.h"
#include "core/base/result.h"
#include "resolver/index/index.h"
#include "resolver/lock/facts.h"
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
  std::optional<Value> old_toml;  // the same, read; nothing where it cannot be
  std::string what;      // for messages: "your project", or the files
  std::vector<std::string> warnings;
};

// Errors: everything that is wrong with the inputs.
Result<LockInputs> read_lock_inputs(const Arguments& arguments);

}  // namespace whip::cli
