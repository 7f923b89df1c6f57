// What a run keeps of the text of a file in which something was found, until all files are done and it is shown.
//
// All texts of a project together would be the largest thing in memory. Lines that no finding will show are therefore
// emptied: their line endings stay, so that lines keep their numbers, and the places of the findings move along.
#pragma once

#include <cstdint>

namespace whip {

struct LintedFile;

enum class KeptText : std::uint8_t {
  whole,   // somebody compares texts, or tells byte offsets
  frames,  // all lines that findings and fixes span, and what is shown around them
  places,  // the lines in which they begin and end: enough for line and column
};

// Empties the lines of `file.text` that are not kept. Notebooks and texts with lone CR line ends stay whole.
void keep_lines(LintedFile& file, KeptText kept);

}  // namespace whip
