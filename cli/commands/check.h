#pragma once

#include "cli/commands/command.h"

namespace whip::cli {

// `whip check [FILES]...`: lints files, folders or standard input.
int run_check(const Arguments& arguments);

}  // namespace whip::cli
