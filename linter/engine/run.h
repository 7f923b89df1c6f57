// One pass over one file: every rule hears what it listens to.
#pragma once

#include <vector>

#include "core/report/diagnostic.h"
#include "linter/engine/listeners.h"
#include "linter/file.h"
#include "linter/project/condition.h"

namespace whip {

// Appends what the rules find, rule by rule and in no particular order. The names of the file must be there if the
// calls for `state` need them.
void run_rules(const File& file, const Listeners& listeners, TreeState state, std::vector<Diagnostic>& out,
               std::vector<Condition>& conditions);

}  // namespace whip
