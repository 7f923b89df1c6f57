// What E501 and W505 share: how long a line is, and what may excuse it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "linter/file.h"

namespace whip::rules {

struct Overlong {
  Span span;            // the part beyond the limit
  std::uint32_t width;  // columns of the line, without a trailing pragma comment
};

// Whether a line (without its ending) is wider than `limit` columns and nothing excuses it: a single word, a URL at its end that begins within the
// limit, a pragma comment (`# type: ignore`, `# noqa`) that begins within it, an SPDX header, or, where the settings say so, a task comment.
// Cost: one comparison for short lines.
std::optional<Overlong> overlong(const File& file, Span line, std::uint32_t limit);

}  // namespace whip::rules
