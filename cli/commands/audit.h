// `whip audit`: which packages of a lock run on a free-threaded CPython, and who pulls in those that do not.
#pragma once

#include "cli/commands/command.h"

namespace whip::cli {

std::span<const FlagGroup> audit_groups();
int run_audit(const Arguments& arguments);

}  // namespace whip::cli
