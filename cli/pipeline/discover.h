// From the paths that a person names to the files to look at, each with the configuration that holds for it.
//
// A path named outright is taken as it is, unless --force-exclude; a folder is walked. In a walk, excluded and ignored
// folders are not entered, links to folders are not followed, links to files count as files.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cli/config/tree.h"
#include "core/base/result.h"

namespace whip {

enum class SourceKind : std::uint8_t {
  python,
  stub,
  notebook,
  pyproject,  // pyproject.toml
  settings,   // ruff.toml, .ruff.toml, whip.toml, .whip.toml
  markdown,
  toml,   // another TOML file: nothing looks at it
  build,  // says how a project is built, in no Python: looked at by rules about that alone
  other,  // named outright, or by `include`: read as Python
};

struct DiscoveredFile {
  std::string path;  // absolute, normal
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // nanoseconds since 1970
  std::uint64_t inode = 0;
  ConfigId config = ConfigTree::kBase;
  SourceKind kind = SourceKind::python;
  bool named = false;    // given on the command line, not found in a walk
  bool missing = false;  // named, but not there: E902
};

struct Discovered {
  std::vector<DiscoveredFile> files;  // by path
  std::vector<std::string> walked;    // the folders that were named, absolute
  std::vector<std::string> warnings;  // folders that could not be read
};

// The paths may be relative to the working directory (absolute). None means the working directory itself; `-` is not
// for here. Where one of `build_rules` is on, files that say how a project is built are found as well, whatever
// `include` says. Errors: a configuration found on the way is wrong.
Result<Discovered> discover(std::span<const std::string> paths, const std::string& working_directory, ConfigTree& tree,
                            const RuleSet& build_rules = {});

// What the suffix and the setting `extension` say of a file.
SourceKind source_kind(std::string_view path, const Configuration& configuration);

// Whether a file is left out though it was named, under force-exclude: it or a folder above it, up to the project's
// root, is excluded.
bool is_excluded(std::string_view path, const Configuration& configuration);

// Whether the linter leaves the file out (`lint.exclude`); for named files only under force-exclude.
bool is_lint_excluded(const DiscoveredFile& file, const Configuration& configuration);

// Whether the file holds Python that `check` looks at. A pyproject.toml is looked at by one rule alone.
bool is_python(SourceKind kind);

}  // namespace whip
