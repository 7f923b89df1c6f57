// Finding and reading configuration files. In one folder the first of these counts, and nothing is merged:
//
//   .whip.toml   whip.toml   pyproject.toml [tool.whip]   .ruff.toml   ruff.toml   pyproject.toml [tool.ruff]
//
// A pyproject.toml without either table is passed over. `extend` is the only inheritance.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/config/layer.h"

namespace whip {

// Which names a folder holds: a walk that lists it anyway knows without asking again.
struct ConfigNames {
  bool dot_whip = false;   // .whip.toml
  bool whip = false;       // whip.toml
  bool pyproject = false;  // pyproject.toml
  bool dot_ruff = false;   // .ruff.toml
  bool ruff = false;       // ruff.toml
  bool any() const { return dot_whip || whip || pyproject || dot_ruff || ruff; }
  // Notes the name if it is one of these.
  void note(std::string_view name);
};
ConfigNames config_names(const std::string& folder);

struct ConfigFile {
  std::string path;
  bool native = false;  // of whip, not of Ruff
};

// The file that counts in this folder, if any. Errors: `io`, `syntax`: a pyproject.toml that cannot be read.
Result<std::optional<ConfigFile>> config_in(const std::string& folder, const ConfigNames& names);

// The user's own file: $XDG_CONFIG_HOME/whip, then .../ruff.
std::optional<ConfigFile> user_config();

enum class Reach : std::uint8_t {
  project,  // paths in a file are relative to its folder
  given,    // --config and the user's file: to the working directory
};

// The file and what it extends, the strongest first. A missing target-version is inferred from `requires-python` of the
// same folder. Errors: `io`, `syntax`, `configuration`; a circle of `extend`.
Result<std::vector<Layer>> load_layers(const ConfigFile& file, Reach reach, const std::string& working_directory,
                                       bool strict, std::vector<std::string>& warnings);

// What a pyproject.toml says of its project outside of tool tables, and what settings follow where they are not set.
struct Inferred {
  std::optional<PythonVersion> python;  // target-version, by requires-python
  bool free_threading = false;          // concurrency = "library"
  bool any() const { return python.has_value() || free_threading; }
};
// Of the nearest pyproject.toml that says anything, from the folder upwards.
Inferred inherited(const std::string& folder);
void set_inferred(const Inferred& inferred, Layer& layer);

}  // namespace whip
