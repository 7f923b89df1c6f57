// Comments for tools: `# noqa`, `# type: ignore`, `# pylint: disable=...`. They cannot be broken over lines, so layout
// does not count them.
#pragma once

#include <string_view>

namespace whip::rules {

// Where the part of a comment for a tool begins: 0 in `# noqa`, 8 in `# known  # noqa`, npos in `# known`.
std::size_t pragma_begin(std::string_view comment);

}  // namespace whip::rules
