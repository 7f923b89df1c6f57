// `whip linter`: the linters whose rules there are, and how many of them whip carries.
#pragma once

#include <span>
#include <string>

#include "cli/commands/command.h"
#include "cli/commands/rule.h"
#include "linter/rule.h"

namespace whip::cli {

int print_linters(Listing listing, std::span<const RuleEntry> rules, std::string& out);

int run_linter(const Arguments& arguments);
std::span<const FlagGroup> linter_groups();

}  // namespace whip::cli
