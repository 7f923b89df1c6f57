// Where the `# noqa` of a place is looked for. Usually that is the place's own line. A comment cannot stand inside a
// string or behind a backslash, so for places in
//
//   sql = """select      <- here
//   from t"""  # noqa    <- the comment behind the end of the string counts
//
//   x = 1 + \            <- here
//       2  # noqa        <- the comment on the last of the joined lines counts
//
//   #!/usr/bin/python    <- here, on the first line only
//   import os  # noqa    <- the comment on the next line counts
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/syntax/tree.h"
#include "core/text/line_index.h"
#include "core/text/span.h"

namespace whip {

class LineMap {
 public:
  // Keeps its memory when read again.
  void read(std::string_view text, const Tree& tree, const LineIndex& lines);
  // A place on the line whose comment speaks for `offset`.
  std::uint32_t resolve(std::uint32_t offset) const;

 private:
  std::vector<Span> ranges_;  // sorted, apart from each other
};

}  // namespace whip
