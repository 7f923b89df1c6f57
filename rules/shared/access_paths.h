// The two sides of a race, as places beside the finding: how one thread gets there and what it holds, and what another
// does at the same time. Where the project knows who starts the thread, the link adds the way from there
// (linter/project).
#pragma once

#include <vector>

#include "linter/concurrency/facts.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {

// "one thread runs `Pool.get`, holding no lock" (of what is public in a library: any thread may), at the function's
// name. Nothing for the module's own code.
void one_thread(const File& file, FunctionId function, LockSet held, Finding& finding);
// "another changes it in `Pool.put`, holding `_lock`", at the access.
void another_thread(const File& file, const ThreadAccess& access, Finding& finding);
// "another may be here at the same time", at the place itself.
void another_thread_here(Node place, Finding& finding);
// The first change of the location that one of these functions makes; whatever changes it if none does.
void whoever_changes(const File& file, const Location& location, const std::vector<FunctionId>& functions,
                     Finding& finding);

}  // namespace whip::rules
