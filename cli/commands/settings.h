#pragma once

#include "cli/commands/command.h"

namespace whip::cli {

// `whip config [KEY]`: explains settings; with --show-origin or --migrate shows those in force in the working
// directory.
int run_settings(const Arguments& arguments);
std::span<const FlagGroup> settings_groups();

}  // namespace whip::cli
