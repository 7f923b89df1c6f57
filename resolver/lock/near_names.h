// What a project that no index has was perhaps meant to be.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace whip::resolver {

// Names a slip or two away from `wanted` (normalized), the nearest first: of those that are known to the caller, and of
// the projects that most people use. Also the project whose modules are imported by this name (`sklearn`). Never any
// name that an index happens to have: those a letter away from a well-known one may be traps.
std::vector<std::string> near_names_of(std::string_view wanted, std::span<const std::string> known);

}  // namespace whip::resolver
