// Making an import part of a package's interface: what F401 suggests in an `__init__.py`.
#pragma once

#include <string>
#include <vector>

#include "linter/file.h"

namespace whip::rules {

// The values of the module's assignments to `__all__`.
std::vector<Node> find_export_lists(const File& file);

// Edits that add the names to the one `__all__`, or make `import a` say `import a as a` where there is none; empty where neither can be done.
std::vector<Edit> reexport_edits(const File& file, Node statement, std::vector<std::string> names, std::span<const Node> lists);

}  // namespace whip::rules
