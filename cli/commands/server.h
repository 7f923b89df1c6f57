#pragma once

#include <span>

#include "cli/commands/command.h"

namespace whip::cli {

// `whip server`: the language server, over standard input and output (cli/lsp).
int run_server(const Arguments& arguments);
std::span<const FlagGroup> server_groups();

}  // namespace whip::cli
