// The options of `whip check`, in the order of its help.
#pragma once

#include "cli/commands/command.h"

namespace whip::cli {

std::span<const FlagGroup> check_groups();

}  // namespace whip::cli
