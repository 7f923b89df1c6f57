// What flags say about the configuration: main.cpp fills it, and it becomes the strongest layer.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/config/layer.h"

namespace whip {

struct Overrides {
  bool isolated = false;            // --isolated: no configuration file at all
  bool strict_config = false;       // --strict-config: unknown keys and rules of [tool.ruff] are errors too
  std::vector<std::string> config;  // --config, each a file or `key = value`

  std::optional<std::vector<std::string>> select;
  std::vector<std::string> ignore;
  std::vector<std::string> extend_select;
  std::optional<std::vector<std::string>> fixable;
  std::vector<std::string> unfixable;
  std::vector<std::string> extend_fixable;
  std::vector<std::string> per_file_ignores;         // "pattern:CODE"
  std::vector<std::string> extend_per_file_ignores;  // the same

  std::optional<std::vector<std::string>> exclude;
  std::vector<std::string> extend_exclude;
  std::vector<std::string> extension;  // "ipy:ipynb"

  std::optional<std::string> target_version;
  std::optional<std::string> output_format;
  std::optional<std::string> cache_dir;
  std::optional<std::int64_t> line_length;
  std::optional<bool> preview;
  std::optional<bool> fix;
  std::optional<bool> fix_only;
  std::optional<bool> unsafe_fixes;
  std::optional<bool> show_fixes;
  std::optional<bool> respect_gitignore;
  std::optional<bool> force_exclude;

  // What an editor says: below the flags and above every file, or below every file. The strongest first.
  std::vector<Layer> above_files;
  std::vector<Layer> below_files;
};

// The flags as a layer. Errors: `usage`: a pair without its colon, a value that the setting does not take.
Result<Layer> flag_layer(const Overrides& overrides, const std::string& working_directory);

// What --config was given: files and inline settings apart. Errors: `usage`, for what is neither, and for a second
// file.
struct ConfigArguments {
  std::optional<std::string> file;   // absolute
  std::vector<Layer> inline_layers;  // the strongest first
};
Result<ConfigArguments> config_arguments(const Overrides& overrides, const std::string& working_directory,
                                         std::vector<std::string>& warnings);

}  // namespace whip
