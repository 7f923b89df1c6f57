// Comments that steer the sorting: `# isort: skip_file`, `# isort: off` ... `# isort: on`, `# isort: split` on lines of
// their own, and `# isort: skip` behind an import.
#pragma once

#include <cstdint>
#include <vector>

#include "core/text/span.h"
#include "linter/file.h"

namespace whip::rules::isort {

struct Actions {
  bool skip_file = false;
  std::vector<Span> exclusions;       // imports that begin in one of these stay as they are
  std::vector<std::uint32_t> splits;  // where a block ends and another begins; sorted
};

Actions find_actions(const File& file);

bool is_excluded(const Actions& actions, std::uint32_t offset);

}  // namespace whip::rules::isort
