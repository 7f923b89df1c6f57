// `whip shake`: runs a program under a scheduler that looks for the order of threads in which it goes wrong.
#pragma once

#include "cli/commands/command.h"

namespace whip::cli {

std::span<const FlagGroup> shake_groups();
int run_shake(const Arguments& arguments);

// The scheduler, written in Python (cli/shake/*.py) and built into the program, in the order in which its files can be
// loaded.
struct ShakeFile {
  std::string_view name;
  std::string_view text;
};
std::span<const ShakeFile> shake_files();

}  // namespace whip::cli
