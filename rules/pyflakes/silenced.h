// Which lines a `# noqa` keeps a rule from. Findings there are made all the same (the engine takes them out, and knows then that the
// comment is of use); what this tells is which members of an import a shared fix must leave alone.
#pragma once

#include <string_view>

#include "linter/file.h"
#include "linter/suppress/line_map.h"
#include "linter/suppress/noqa.h"

namespace whip::rules {

class SilencedLines {
 public:
  SilencedLines(const File& file, std::string_view code);
  // Whether the line of the place (or the one whose comment speaks for it) silences the code.
  bool has(std::uint32_t offset) const;

 private:
  const File& file_;
  std::string_view code_;
  NoqaComments noqa_;
  LineMap lines_;
};

}  // namespace whip::rules
