// Taking names out of an import statement.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "linter/file.h"

namespace whip::rules {

// The edit that removes the named members (as written before `as`; the first of several equal ones) from the import, with their commas; the
// whole statement if none is left. A comment behind a member's comma goes with it; the last comma stays as it was.
Edit remove_imports(const File& file, Node statement, std::span<const std::string> members);

}  // namespace whip::rules
