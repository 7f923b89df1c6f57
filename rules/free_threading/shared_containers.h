// Containers that several threads have, and who changes them: what the rules about tests, loops and copies ask.
#pragma once

#include <vector>

#include "linter/file.h"
#include "rules/shared/guards.h"

namespace whip::rules {

// How an operation changes a container.
enum class Change : std::uint8_t { none, adds, removes };
Change change_of(const ThreadAccess& access);

// Functions that may run among threads and change the container: to a condition's partners. Left out is what happens
// once, under a lock.
std::vector<FunctionId> changers(const File& file, const Location& location, bool only_removals);

// Whether threads can share the container as far as the file knows: a global, a container of a class's body, or an
// attribute of an object that has a lock or that the module keeps for everybody.
bool is_shared(const File& file, const Location& location);

// The location that an expression names; null if it is none.
const Location* location_of(const File& file, Node expression);

// Whether all changes by running functions hold a lock that `held` holds too.
bool is_excluded(const Concurrency& facts, const Location& location, LockSet held);

}  // namespace whip::rules
