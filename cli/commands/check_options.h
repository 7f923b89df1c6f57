// The options of `whip check`, in the order of its help.
#pragma once

#include "cli/commands/command.h"

namespace whip::cli {

std::span<const FlagGroup> check_groups();
// The Python versions by the names that --target-version takes, and the names of the output formats.
std::span<const std::string_view> target_version_names();

}  // namespace whip::cli
