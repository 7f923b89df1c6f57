// What a project asks for, as its pyproject.toml says it: requirements with their places, and the settings of the
// resolver.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/toml/value.h"
#include "resolver/standards/requirement.h"

namespace whip::resolver {

// A requirement and where the user wrote it.
struct PlacedRequirement {
  Requirement requirement;
  std::string text;  // as written
  std::string path;  // of the file
  Place place;       // line and column of the text within its file
};

// An entry of a dependency group (PEP 735): a requirement, or all of another group.
struct PlacedGroupEntry {
  std::optional<PlacedRequirement> requirement;
  std::string included;  // normalized name of a group; empty for a requirement
  Place place;
};

struct PlacedGroup {
  std::string name;          // normalized
  std::string written_name;  // for messages
  Place place;
  std::vector<PlacedGroupEntry> entries;
};

struct Extra {
  std::string name;
  std::string written_name;
  Place place;
  std::vector<PlacedRequirement> requirements;
};

// Where a package comes from instead of the indexes ([tool.uv.sources], [tool.whip.sources]).
struct PackageSource {
  enum class Kind : std::uint8_t { index, url, path, git, workspace };
  std::string package;  // normalized
  Kind kind = Kind::index;
  std::string location;      // name of the index, URL or path as written
  std::string revision;      // of git: branch, tag or commit; empty for the default
  std::string subdirectory;  // of url and git
  bool editable = false;
  std::optional<Marker> marker;  // only there
  std::string extra;             // only for requirements of this extra, or
  std::string group;             // of this group
  Place place;
};

struct IndexSetting {
  std::string name;
  std::string url;
  bool is_default = false;
  bool only_if_pinned = false;  // `explicit`
  bool flat = false;            // `format = "flat"`, or a find-links entry
  Place place;
};

// An extra or a group of the project that cannot be asked for together with others.
struct ConflictItem {
  std::string extra;  // normalized; empty: a group
  std::string group;
  Place place;
};

// [[tool.uv.dependency-metadata]]: what a release needs, where it does not say so itself.
struct DeclaredMetadata {
  std::string name;                // normalized
  std::optional<Version> version;  // absent: every one
  std::vector<Requirement> requires_dist;
  std::string requires_python;
};

// `if_necessary`: where no other release is left. `explicit_`: the same, but only of packages whose requirement, the
// user's own, names one.
enum class PreReleases : std::uint8_t { if_necessary, explicit_, allow, disallow };
// By the names of settings and options. What uv calls `if-necessary-or-explicit` has become `if-necessary`.
std::optional<PreReleases> pre_releases_of(std::string_view name);
std::string_view text_of(PreReleases when);
enum class Resolution : std::uint8_t { highest, lowest, lowest_direct };
enum class ForkStrategy : std::uint8_t { requires_python, fewest };

// [tool.uv] and [tool.whip]; the latter wins where both say something.
struct ResolverSettings {
  std::vector<IndexSetting> indexes;
  std::vector<PackageSource> sources;
  std::vector<PlacedRequirement> constraints;
  std::vector<PlacedRequirement> overrides;
  std::vector<Marker> environments;
  std::vector<Marker> required_environments;
  std::vector<std::string> excluded;  // normalized names: never locked, whoever asks for them
  std::vector<std::string> default_groups{"dev"};
  std::vector<PlacedRequirement> dev_dependencies;   // of the group `dev` too: how it was said before groups were
  std::map<std::string, Specifiers> group_pythons;   // that a group is for, by normalized name
  std::vector<std::vector<ConflictItem>> conflicts;  // of each list only one at a time
  std::vector<DeclaredMetadata> declared;
  bool has_workspace = false;
  std::vector<std::string> workspace_members;   // [tool.uv.workspace]: globs of folders
  std::vector<std::string> workspace_excludes;  // of those, not these
  std::string exclude_newer;                    // a time or a duration, as written; empty for none
  std::vector<std::pair<std::string, std::string>> exclude_newer_package;
  PreReleases pre_releases = PreReleases::if_necessary;
  std::map<std::string, PreReleases> pre_releases_of_package;  // by normalized name, instead
  Resolution resolution = Resolution::highest;
  ForkStrategy fork_strategy = ForkStrategy::requires_python;
  bool no_index = false;
  bool no_build = false;
  bool no_binary = false;
  std::vector<std::string> no_build_packages;
  std::vector<std::string> no_binary_packages;
};

struct Manifest {
  std::string path;     // of the pyproject.toml
  std::string name;     // normalized; empty where there is no [project]
  std::string version;  // as written; empty if dynamic
  std::optional<Specifiers> requires_python;
  Place requires_python_place;
  std::vector<PlacedRequirement> dependencies;
  std::vector<Extra> extras;
  std::vector<PlacedGroup> groups;
  std::vector<std::string> dynamic;  // fields that only a build would tell
  ResolverSettings settings;
  std::vector<std::string> warnings;  // one line each, with their place
};

// Reads the text of a pyproject.toml. Errors: `syntax` and `configuration`, with line and column, the line itself below
// the message.
Result<Manifest> read_manifest(std::string_view text, const std::string& path);

}  // namespace whip::resolver
