// `whip lock`: chooses versions for all that a project needs, on every platform, and writes them down.
#pragma once

#include "cli/commands/command.h"

namespace whip::cli {

std::span<const FlagGroup> lock_groups();
int run_lock(const Arguments& arguments);

}  // namespace whip::cli
