// Which files say how the projects of a run are built: those that are checked, and others of the same projects that are
// only read, so that what is found in a file does not depend on which others were named.
#pragma once

#include <string>
#include <vector>

#include "cli/config/tree.h"
#include "cli/pipeline/discover.h"
#include "linter/rule_set.h"
#include "linter/select.h"

namespace whip {

// The rules that listen to such files.
RuleSet build_rules(const RuleTable& rules);

// By path. Empty if none of the checked files is one, or no rule about them is on. A project that was not walked as a
// whole is: from the folder of its repository, or else from the outermost folder with a pyproject.toml or setup.py.
// Errors: as discover.
Result<std::vector<DiscoveredFile>> find_build_files(const Discovered& checked, const RuleSet& rules, ConfigTree& tree);

}  // namespace whip
