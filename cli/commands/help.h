// The help texts, made from the tables of commands and options.
#pragma once

#include <string>

#include "cli/commands/command.h"

namespace whip::cli {

std::string general_help();
std::string command_help(const Command& command);

}  // namespace whip::cli
