// What a failure is about: the facts of the solver's proof as requirements on projects, the one project over which they
// fall out, and what kind of falling out it is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "resolver/lock/resolve.h"
#include "resolver/lock/written.h"

namespace whip::resolver {

// One project needs another (or the user does: `by_project` is empty).
struct NeedEdge {
  std::string by_project;
  std::string by_extra;  // of the releases
  VersionSet by;         // the releases that do
  std::string wanted;
};

// Releases that cannot be taken, and why: "was yanked".
struct Flaw {
  VersionSet releases;
  std::string reason;
};

// What somebody asks of the contested project.
struct StoryWant {
  const NeedEdge* edge = nullptr;    // null for a constraint
  std::vector<WrittenNeed> written;  // the words, those of the newest release first
  VersionSet allowed;                // of the releases there are
};

enum class FailureKind : std::uint8_t {
  unknown_project,  // no index has it
  no_match,         // one requirement matches no release that there is
  disagreement,     // requirements that exclude each other
  flawed,           // what matches cannot be taken
  entangled,        // several projects together
};

struct FailureStory {
  FailureKind kind = FailureKind::entangled;
  std::string project;           // the contested one
  std::vector<StoryWant> wants;  // on it; of a disagreement only those that make it
  VersionSet candidates;         // of `flawed`: what matches
  std::vector<NeedEdge> edges;   // all of the proof
  std::map<std::string, std::vector<Flaw>> flaws;
};

// The story's edges are pointed to by its wants: it must not be copied.
struct StoryTeller {
  const NoSolution& none;
  const ResolveRequest& request;
  const Facts& facts;
  MarkerAlgebra& algebra;
  const SourceNames& sources;
  void tell(FailureStory& story) const;
};

}  // namespace whip::resolver
