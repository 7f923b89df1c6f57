// What kept a command from doing its work, on standard error.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/commands/console.h"
#include "core/base/result.h"

namespace whip::cli {

// An error in what was asked for.
Error usage(std::string message);

// "whip failed" and why; gives kFailure.
int report_failure(const Error& error, ColourWhen colour);
// "warning: ..." for each; lines that begin with `note:` stay as they are.
void report_warnings(std::span<const std::string> warnings, ColourWhen colour);

}  // namespace whip::cli
