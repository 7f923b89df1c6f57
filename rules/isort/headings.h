// Headings of sections: `import-heading` of the settings, a comment above the first import of each section.
#pragma once

#include <cstdint>
#include <string_view>

#include "linter/file.h"

namespace whip::rules::isort {

// Whether the comment is the heading of any section. Those that stand in a block go, and come back where they belong.
bool is_heading(const IsortSettings& settings, std::string_view comment);

// The begin of the lines of headings directly above `line_begin`; `line_begin` if there are none.
std::uint32_t headings_begin(const File& file, std::uint32_t line_begin);

}  // namespace whip::rules::isort
