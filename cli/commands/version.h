// `whip version`.
#pragma once

#include <span>
#include <string>

#include "cli/commands/command.h"
#include "cli/commands/rule.h"

namespace whip::cli {

int print_version(Listing listing, std::string& out);

int run_version(const Arguments& arguments);
std::span<const FlagGroup> version_groups();

}  // namespace whip::cli
