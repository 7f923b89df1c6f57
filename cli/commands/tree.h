// `whip tree`: who needs whom in a lock.
#pragma once

#include <span>

#include "cli/commands/command.h"

namespace whip::cli {

int run_tree(const Arguments& arguments);
std::span<const FlagGroup> tree_groups();

}  // namespace whip::cli
