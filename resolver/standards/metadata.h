// Core metadata (versions 1.0 to 2.5; PEP 566, 643, 685, 753, 794): the head of METADATA or PKG-INFO.
// Headers as in mail, up to the first empty line; the description after it is not read. Only what resolving needs is
// kept; requirements stay text until someone wants them: most metadata is read for a few of its lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "resolver/standards/requirement.h"
#include "resolver/standards/version.h"

namespace whip::resolver {

struct Metadata {
  std::string metadata_version;  // "2.4"
  std::string name;              // as written
  std::string version;           // as written
  std::string requires_python;   // empty: any
  std::vector<std::string> requires_dist;
  std::vector<std::string> provides_extra;  // normalized
  std::vector<std::string> dynamic;         // lower case names of fields
  std::vector<std::string> classifiers;

  // Errors: `encoding` if it is not UTF-8 in what is read, `syntax` without a metadata version, name or version, or for
  // a version of the standard beyond 2.x.
  static Result<Metadata> parse(std::string_view text);
};

// What an sdist's PKG-INFO says of the wheel that would be built from it (PEP 643): from 2.2 on all that is not listed
// as dynamic. Before that nothing is certain.
bool has_static_requirements(const Metadata& sdist);

// The requirements of a release, parsed. Errors: of the first that does not parse, with its text.
Result<std::vector<Requirement>> requirements_of(const Metadata& metadata);

}  // namespace whip::resolver
