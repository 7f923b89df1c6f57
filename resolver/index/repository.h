// Repositories, by the system's own git: which commit a branch or tag is, and the pyproject.toml of that commit.
#pragma once

#include <string>

#include "core/base/result.h"

namespace whip::resolver {

struct RepositoryPlace {
  std::string url;           // as git takes it; may hold credentials
  std::string revision;      // branch, tag or commit; empty: what the repository's HEAD is
  std::string commit;        // where it is known already: of an older lock
  std::string subdirectory;  // in which the project is
  std::string folder;        // of the cache; empty: a folder that is removed again
  bool offline = false;
};

struct RepositoryText {
  std::string commit;
  std::string pyproject;  // empty: there is none
};

// Waits for git. Errors: `network` with what git says, without credentials; `usage` for a revision that is none; `io`
// where there is no git.
Result<RepositoryText> read_repository(const RepositoryPlace& place);

}  // namespace whip::resolver
