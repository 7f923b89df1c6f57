// The steps of reading what is to be locked, each in a file of its own; nobody but lock_inputs.cpp calls them.
#pragma once

#include <string>

#include "cli/commands/lock_inputs.h"
#include "resolver/project/manifest.h"
#include "resolver/project/sources.h"

namespace whip::cli {

struct LockReading {
  const Arguments& arguments;
  LockInputs out;
  resolver::ResolverSettings settings;
  std::string settings_path;  // of the pyproject.toml they are from; empty: there is none
};

// lock_project.cpp: [project], extras, groups, sources and conflicts of a pyproject.toml.
Done read_project(LockReading& reading, const std::string& path);
// The same of one that is named among the files: its dependencies, and of extras and groups those that are asked for.
Done read_named_project(LockReading& reading, const std::string& path);
// The members of the workspace that the project is the root or a member of; none if there is none.
Result<resolver::Workspace> read_workspace(const std::string& folder, const resolver::ResolverSettings& settings);

// lock_files.cpp: requirements files.
Done read_requirements(LockReading& reading, const std::string& path);
// `-c` and `--overrides`.
Done read_more_files(LockReading& reading);

// lock_choices.cpp: which versions, for which Pythons and platforms.
Done read_python(LockReading& reading);
Done read_choices(LockReading& reading);

// lock_indexes.cpp: where releases are looked for.
Done read_indexes(LockReading& reading);

// lock_previous.cpp: versions to keep, of the lock that is there and of `--from`.
Done read_previous(LockReading& reading);

}  // namespace whip::cli
