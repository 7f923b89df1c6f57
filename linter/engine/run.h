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

// The same on a whole tree, all but the rules for lines and those for nodes that need no names: near.h has their
// findings.
void run_far_rules(const File& file, const Listeners& listeners, std::vector<Diagnostic>& out,
                   std::vector<Condition>& conditions);

// Those for the nodes [begin, end), and for the lines [begin, end).
void hear_nodes(const File& file, const Listeners::NodeCalls& calls, std::uint32_t begin, std::uint32_t end,
                Report& report);
void hear_lines(const File& file, const Listeners& listeners, std::uint32_t begin, std::uint32_t end, Report& report);
// The last line has no end of its own: "x\n" is one line.
std::uint32_t count_lines(const File& file);

}  // namespace whip
