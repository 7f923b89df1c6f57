// What a comment says to the formatter.
#pragma once

#include <cstdint>
#include <string_view>

namespace whip::fmt {

enum class Suppression : std::uint8_t {
  none,
  off,   // `# fmt: off`, `# yapf: disable`
  on,    // `# fmt: on`, `# yapf: enable`
  skip,  // `# fmt: skip`, also among other comments: `# fmt: skip # noqa`
};
Suppression suppression_of(std::string_view comment);

}  // namespace whip::fmt
