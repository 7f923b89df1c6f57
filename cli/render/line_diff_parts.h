// What line_diff and inline_diff share.
#pragma once

#include <vector>

#include "cli/render/line_diff.h"

namespace whip::render {

// A shortest script, runs in order, still to be finished.
std::vector<Change> shortest_script(Lines old_lines, Lines new_lines);
// Joins and pairs the runs of a script.
std::vector<Change> finished(Lines old_lines, Lines new_lines, std::vector<Change> changes);

// Moves runs of removed and added lines up and down between the equal lines around them: where a run can be joined with
// its neighbour of the same kind, it is. Takes and leaves changes without `replaced`; some may become empty.
void join_changes(Lines old_lines, Lines new_lines, std::vector<Change>& changes);

std::size_t common_prefix(Lines a, Lines b);
std::size_t common_suffix(Lines a, Lines b);

}  // namespace whip::render
