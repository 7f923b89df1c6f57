// What a command line of `whip format` asks for, apart from settings: those go to cli/config as Overrides.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/command.h"
#include "cli/commands/console.h"
#include "cli/config/overrides.h"
#include "cli/pipeline/format_run.h"

namespace whip::cli {

struct FormatRequest {
  std::vector<std::string> paths;
  Overrides overrides;
  Verbosity verbosity = Verbosity::normal;
  ColourWhen colour = ColourWhen::automatic;
  FormatMode mode = FormatMode::write;
  std::optional<std::string> stdin_filename;
  std::optional<std::string> within;
  std::optional<FormatRange> range;
  bool reads_stdin = false;
  bool no_cache = false;
  bool exit_non_zero_on_format = false;
};

// Errors: usage.
Result<FormatRequest> format_request(const Arguments& arguments);

// `3:1-7:1`, `3-7`, `3`, `-7`: lines and columns count from 1, the end is exclusive. Errors: usage, with what was
// wrong.
Result<FormatRange> parse_format_range(std::string_view text);

}  // namespace whip::cli
