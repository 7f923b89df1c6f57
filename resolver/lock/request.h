// What is to be locked: requirements, for which environments, and how to choose.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "resolver/lock/free_threading_wish.h"
#include "resolver/project/manifest.h"
#include "resolver/standards/marker.h"
#include "resolver/standards/requirement.h"
#include "resolver/standards/version_interval.h"

namespace whip::resolver {

// A requirement of the project itself, always or under one of its extras or groups.
struct RootRequirement {
  PlacedRequirement placed;
  std::string extra;  // normalized; empty: always
  std::string group;
};

// Where the range of Pythons was written: `requires-python`, or an option.
struct PythonPlace {
  std::string text;  // specifiers as written
  std::string path;  // empty: no file
  Place place;
};

// Extras and groups of the project that bring the same in: any of them.
struct Members {
  std::vector<std::string> extras;
  std::vector<std::string> groups;
};
// Of these at most one is asked for at a time.
using Conflict = std::vector<Members>;

// The project itself, which what it needs may need in turn (a plugin of pytest, in pytest's own tests).
struct OwnProject {
  std::string name;                // normalized; empty: there is none
  std::optional<Version> version;  // absent: its build makes it, and whatever is asked for is taken to fit
};

struct ResolveRequest {
  OwnProject project;
  std::vector<RootRequirement> roots;
  VersionIntervals python;  // releases of Python the lock is for
  PythonPlace python_place;
  std::vector<Marker> environments;           // none: everywhere
  std::vector<Marker> required_environments;  // where a release without source distribution must have a wheel
  std::vector<Conflict> conflicts;
  std::vector<PlacedRequirement> constraints;
  std::vector<PlacedRequirement> overrides;
  std::vector<std::string> excluded;  // normalized names: never locked, whoever asks for them
  PreReleases pre_releases = PreReleases::if_necessary;
  std::map<std::string, PreReleases> pre_releases_of_package;  // by project, instead
  Resolution resolution = Resolution::highest;
  ForkStrategy fork_strategy = ForkStrategy::requires_python;
  // Versions to keep where they still fit: of an older lock.
  std::map<std::string, std::vector<Version>> preferences;
  std::optional<FreeThreadingWish> free_threading;  // tried first, before what is newest
};

}  // namespace whip::resolver
