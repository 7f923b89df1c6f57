// What a command line of `whip check` asks for, apart from settings: those go to cli/config as Overrides.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands/command.h"
#include "cli/commands/console.h"
#include "cli/config/overrides.h"

namespace whip::cli {

struct CheckRequest {
  std::vector<std::string> paths;
  Overrides overrides;
  Verbosity verbosity = Verbosity::normal;
  ColourWhen colour = ColourWhen::automatic;
  std::optional<std::string> stdin_filename;
  std::optional<std::string> output_file;
  std::optional<std::string> add_noqa;    // the reason, which may be empty
  std::optional<std::string> add_ignore;  // the same
  std::optional<std::string> within;
  std::optional<std::string> since;
  std::optional<std::string> baseline;
  std::optional<std::string> write_baseline;
  std::optional<std::size_t> max_findings;
  bool changed = false;
  bool explain = false;
  bool dry_run = false;
  bool reads_stdin = false;
  bool diff = false;
  bool format = false;
  bool watch = false;
  bool ignore_noqa = false;
  bool statistics = false;
  bool show_files = false;
  bool show_settings = false;
  bool no_cache = false;
  bool exit_zero = false;
  bool exit_non_zero_on_fix = false;
};

Verbosity verbosity_of(const Arguments& arguments);
ColourWhen colour_of(const Arguments& arguments);
// Settings that flags give, for every command that reads the configuration.
Overrides overrides_of(const Arguments& arguments);

// Errors: usage, for options that exclude each other.
Result<CheckRequest> check_request(const Arguments& arguments);

}  // namespace whip::cli
