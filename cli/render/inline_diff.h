// Which words of replaced lines changed, for emphasis.
#pragma once

#include <string_view>
#include <vector>

#include "cli/render/line_diff.h"

namespace whip::render {

struct Segment {
  std::string_view text;
  bool changed = false;
};

struct InlineDiff {
  std::vector<std::vector<Segment>> old_lines;  // per line, its text in pieces
  std::vector<std::vector<Segment>> new_lines;
};

// Lines that have little in common come back in one piece each, not emphasized.
InlineDiff diff_words(Lines old_lines, Lines new_lines);

}  // namespace whip::render
