// What a release says of itself without being built: METADATA of a wheel; of a source tree PKG-INFO where it is final
// (PEP 643), or [project] where nothing of it is left to the build; or what the user declared.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "resolver/index/archive.h"
#include "resolver/project/sources.h"
#include "resolver/standards/requirement.h"
#include "resolver/standards/version.h"

namespace whip::resolver {

struct StaticMetadata {
  std::string name;                // normalized
  std::optional<Version> version;  // absent: only a build would tell
  std::string requires_python;
  std::vector<Requirement> requirements;
};

// Errors: `configuration` where only a build would tell what the release needs, with which field; `syntax`.
Result<StaticMetadata> metadata_of(const ArchiveText& archive);
// Of a pyproject.toml. `rules`: how its sources are followed; null: it must have none that apply.
Result<StaticMetadata> metadata_of_pyproject(std::string_view text, const std::string& path, const SourceRules* rules);

}  // namespace whip::resolver
