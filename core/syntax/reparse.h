// A tree after an edit of its text, for the price of the edit: only the statements of the module around it are parsed
// again, and their nodes take the place of the old ones.
//
//   old   stmt stmt | stmt stmt stmt | stmt stmt          the edit is in the middle one
//   new   stmt stmt | stmt stmt      | stmt stmt          between the bars: parsed; right of them: moved
//
// Between two statements of the module that both begin a line the parser always stands in the same state, with no
// brackets, strings or indentation open. So what is between two such places can be parsed by itself, if the second
// still is such a place: an own last statement behind the part tells, for it must come out as one. Whatever is in doubt
// is declined. The law: the tree is the one that a parse of the whole text gives.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/syntax/change.h"
#include "core/syntax/fast_parse/fast_parse.h"
#include "core/syntax/tree.h"

namespace whip {

class Reparser {
 public:
  // `tree` is that of the old text, `text` the new one. Nothing: declined, and `tree` is of no use any more.
  std::optional<TreeChange> reparse(fast::FastParser& parser, std::string_view text, const TextChange& change,
                                    Tree& tree);

 private:
  std::string part_text_;
  Tree part_;
};

}  // namespace whip
