// How the messages of this family are put together.
#pragma once

#include <string>
#include <string_view>

#include "linter/file.h"

namespace whip::rules {

// "line 3"; in a notebook "cell 2, line 3".
std::string source_row(const File& file, std::uint32_t offset);

// before + "`" + name + "`" + after.
std::string quoting(std::string_view before, std::string_view name, std::string_view after);

}  // namespace whip::rules
