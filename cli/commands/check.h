#pragma once

#include "cli/commands/command.h"

namespace whip::cli {

// `whip check [FILES]...`: lints files, folders or standard input.
int run_check(const Arguments& arguments);
// `whip fix`: the same with --fix and --format.
int run_fix(const Arguments& arguments);

}  // namespace whip::cli
