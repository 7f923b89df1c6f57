// Python in Markdown: the fenced code blocks of a text are formatted, everything else stays as it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/config/configuration.h"
#include "formatter/format.h"

namespace whip {

// The text with its Python blocks formatted; nothing if that changes nothing. Blocks that are no Python, or have
// errors, are left alone. `options`: of a Python file; a block of stubs is formatted as such.
std::optional<std::string> format_markdown(std::string_view text, const Configuration& configuration,
                                           const fmt::Options& options, fmt::Formatter& formatter);

}  // namespace whip
