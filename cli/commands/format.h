// `whip format`: lays out files and folders.
#pragma once

#include <span>

#include "cli/commands/command.h"

namespace whip::cli {

std::span<const FlagGroup> format_groups();
int run_format(const Arguments& arguments);

}  // namespace whip::cli
