// `whip completion SHELL`: a completion script, written from the tables of commands and options.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/commands/command.h"

namespace whip::cli {

int run_completion(const Arguments& arguments);
// Nothing for a shell that we do not know.
std::optional<std::string> completion_script(std::string_view shell);

}  // namespace whip::cli
