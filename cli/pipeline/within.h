// Staying inside a folder, links followed: --within, and what tools of other programs may touch.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/pipeline/discover.h"

namespace whip {

// Whether the path is the folder or lies in it; both absolute, normal, and without a slash at the end.
bool is_below(std::string_view path, std::string_view folder);

// Leaves out the files that lie elsewhere once links are followed. Gives how many. A file that is not there stays.
std::size_t keep_within(std::vector<DiscoveredFile>& files, const std::string& folder);
// What to say about them.
std::string outside_note(std::size_t count, std::string_view folder);

}  // namespace whip
