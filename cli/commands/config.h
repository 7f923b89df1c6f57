// What `whip config` and the --show-... options of `whip check` print: the settings there are, those in force, where
// each comes from, and how old configurations look as [tool.whip]. Each appends to `out` and `err` and returns the exit
// code.
#pragma once

#include <string>
#include <string_view>

#include "cli/config/tree.h"
#include "cli/pipeline/discover.h"

namespace whip::cli {

enum class ConfigFormat : std::uint8_t { text, json };

// `whip config [KEY]`: all groups and keys, the keys of a group, or one setting with its text.
int describe_settings(std::string_view key, ConfigFormat format, std::string& out, std::string& err);

// `whip check --show-settings`: what holds for a file, written as Ruff writes it.
int show_settings(const ConfigTree& tree, const RuleTable& rules, const DiscoveredFile& file, std::string& out);

// `whip check --show-files`: all that was found but Markdown and foreign TOML, settings files included.
int show_files(const Discovered& found, std::string& out);

// `whip config --show-origin`: every value that was set, with the file and line that set it.
int show_origin(const ConfigTree& tree, ConfigId id, std::string& out);

// `whip config --migrate`: the settings in force as [tool.whip], for pyproject.toml.
int migrate(const ConfigTree& tree, ConfigId id, std::string& out);

// docs/settings.md.
std::string settings_page();

}  // namespace whip::cli
