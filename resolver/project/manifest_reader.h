// Reading values of a pyproject.toml with errors that point at their place; shared by the readers of [project] and of
// the settings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/toml/value.h"
#include "resolver/project/manifest.h"

namespace whip::resolver {

struct ManifestText {
  std::string_view text;
  const std::string& path;

  // `message` with the line of the place below it.
  Error error_at(Place place, std::string message) const;
};

// A requirement that a string value holds. Errors point into the string.
Result<PlacedRequirement> read_requirement(const ManifestText& from, const Value& value);
// A list of them under `key` of `table`; none if the key is missing. Errors: also what is no list of strings.
Result<std::vector<PlacedRequirement>> read_requirements(const ManifestText& from, const Value& table,
                                                         std::string_view key);

// A string or list of strings under a key; empty if it is missing.
Result<std::string> read_string(const ManifestText& from, const Value& table, std::string_view key);
Result<std::vector<std::string>> read_strings(const ManifestText& from, const Value& table, std::string_view key);

// [tool.uv] or [tool.whip] into `settings`: what `table` says replaces what was there, indexes and sources are put
// before those already there. `project`: its normalized name, for what may name it.
Done read_settings(const ManifestText& from, const Value& table, const std::string& project,
                   ResolverSettings& settings);
// The settings of settings_tables.cpp: what `table` says replaces what was there.
Done read_conflicts(const ManifestText& from, const Value& table, const std::string& project,
                    std::vector<std::vector<ConflictItem>>& out);
Done read_declared_metadata(const ManifestText& from, const Value& table, std::vector<DeclaredMetadata>& out);
Done read_group_settings(const ManifestText& from, const Value& table, ResolverSettings& settings);
Done read_workspace(const ManifestText& from, const Value& table, ResolverSettings& settings);

}  // namespace whip::resolver
