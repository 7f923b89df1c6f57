#pragma once

#include "cli/commands/command.h"

namespace whip::cli {

// `whip mcp`: serves tools to agents over standard input and output until the client goes.
int run_mcp(const Arguments& arguments);

}  // namespace whip::cli
