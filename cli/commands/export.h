// `whip export`: a lock in the form of another tool.
#pragma once

#include <span>

#include "cli/commands/command.h"

namespace whip::cli {

int run_export(const Arguments& arguments);
std::span<const FlagGroup> export_groups();

}  // namespace whip::cli
