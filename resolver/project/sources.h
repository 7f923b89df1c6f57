// [tool.uv.sources]: where the project's own requirements come from instead of the indexes.
//     torch = [{index = "cpu", marker = "sys_platform != 'linux'"}, {index = "cuda", extra = "gpu"}]
//     lib   = {path = "../lib", editable = true}
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "resolver/project/manifest.h"
#include "resolver/standards/requirement.h"

namespace whip::resolver {

// The members of a workspace: normalized name of the project -> its folder, relative to the base.
using Workspace = std::map<std::string, std::string>;

struct SourceRules {
  std::span<const PackageSource> sources;
  const Workspace* workspace = nullptr;  // null: there is none
  std::string folder;                    // of the pyproject.toml, relative to the base; empty: it is the base
};

// The requirement as the sources have it: once for each that applies, by URL or index, under their markers; and as it
// was where none does. Paths become `file:` URLs relative to the base. `extra`, `group`: where it was written. Errors:
// `configuration`, with the source's place, for a workspace that the package is no member of.
Result<std::vector<Requirement>> with_sources(const Requirement& requirement, std::string_view extra,
                                              std::string_view group, const SourceRules& rules);

// A path as the URL of a requirement, relative to the base where the path is relative.
std::string path_requirement_url(const std::string& folder, const std::string& path, const std::string& subdirectory);

}  // namespace whip::resolver
