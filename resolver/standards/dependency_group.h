// Dependency groups (PEP 735): named lists of requirements that may include each other.
//     [dependency-groups]
//     test = ["pytest>=8", {include-group = "typing"}]
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace whip::resolver {

struct GroupEntry {
  bool is_include = false;
  std::string text;         // a requirement, or the name of the group to include
  std::uint32_t place = 0;  // for the caller: where it was written
};

struct DependencyGroup {
  std::string name;  // as written
  std::vector<GroupEntry> entries;
};

// The requirements of a group, with those of the groups it includes in their place; a requirement that comes by two
// ways comes twice. Names are compared normalized. Errors: `configuration` for two groups of one name, an unknown
// group, and groups that include each other, with the way around.
Result<std::vector<GroupEntry>> expanded(std::span<const DependencyGroup> groups, std::string_view name);

}  // namespace whip::resolver
