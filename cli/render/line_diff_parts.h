// What line_diff and inline_diff share.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cli/render/line_diff.h"

namespace whip::render {

// Numbers in place of lines, the same for equal lines: each line is compared once with those it may equal, and after
// that only numbers are.
using Numbers = std::span<const std::uint32_t>;
struct Numbered {
  std::vector<std::uint32_t> old_lines;
  std::vector<std::uint32_t> new_lines;
};
Numbered numbered(Lines old_lines, Lines new_lines);

// A shortest script, runs in order, still to be finished.
std::vector<Change> shortest_script(Numbers old_lines, Numbers new_lines);
// Joins and pairs the runs of a script.
std::vector<Change> finished(Numbers old_lines, Numbers new_lines, std::vector<Change> changes);

// Moves runs of removed and added lines up and down between the equal lines around them: where a run can be joined with
// its neighbour of the same kind, it is. Takes and leaves changes without `replaced`; some may become empty.
void join_changes(Numbers old_lines, Numbers new_lines, std::vector<Change>& changes);

std::size_t common_prefix(Numbers a, Numbers b);
std::size_t common_suffix(Numbers a, Numbers b);

}  // namespace whip::render
