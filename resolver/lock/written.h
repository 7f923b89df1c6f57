// Who asks what of a project, in the words in which it was written: what explanations and differences of locks are made
// of.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/lock/facts.h"
#include "resolver/lock/request.h"
#include "resolver/solver/version_set.h"
#include "resolver/standards/marker_algebra.h"

namespace whip::resolver {

struct WrittenNeed {
  std::string text;  // `c[x]<2`, with its marker only where that says more than the environment asked about
  const Requirement* requirement = nullptr;
  const PlacedRequirement* placed = nullptr;  // where the user wrote it; null for what a release asks
  std::string by;                             // "your project", "the extra `plot`", "a constraint"
};

// What the user asks of a project in some part of the environment: requirements, then constraints.
std::vector<WrittenNeed> needs_of_user(const ResolveRequest& request, std::string_view project, MarkerId environment,
                                       MarkerAlgebra& algebra, std::string_view root);
// What a release, with an extra or without, asks of a project, overrides put in. None where its metadata is not known.
std::vector<WrittenNeed> needs_of_release(const ResolveRequest& request, const Facts& facts, const std::string& project,
                                          Rank rank, std::string_view extra, std::string_view wanted,
                                          MarkerId environment, MarkerAlgebra& algebra);

// The releases there are that match.
VersionSet matching(const Releases& releases, const Specifiers& specifiers);

// `requires-python >= 3.8` and such as it may be read by people: where the places of things are.
struct SourceNames {
  std::string root = "your project";                         // what to call who asks
  std::function<std::string(const std::string& path)> text;  // of a file that a place is in; empty if it is not there
  std::function<std::string(const std::string& path)> name;  // of the file, as the user would write it
};

// `pyproject.toml:12:5`; the text itself where it stands in no file.
std::string place_text(const PlacedRequirement& placed, const SourceNames& sources);
// The line with carets under the requirement, each line behind four blanks; empty where the line cannot be had.
//     12 |     "httpx>=1",
//        |      ^^^^^^^^
std::string framed(const PlacedRequirement& placed, const SourceNames& sources);

// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& texts);

}  // namespace whip::resolver
