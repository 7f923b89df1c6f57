#pragma once

#include "cli/commands/command.h"

namespace whip::cli {

// `whip clean`: removes every cache of whip's in the working directory and below, and says so on standard error.
int run_clean(const Arguments& arguments);

}  // namespace whip::cli
