// Whether two trees say the same program, but for what formatting may change: parentheses, quotes and prefixes of
// strings, implicit concatenation, indentation and blanks of docstrings, `del (a, b)`, blanks around what is in an
// f-string's braces.
#pragma once

#include <optional>

#include "formatter/ast/node.h"

namespace whip::fmt {

// The first place where they differ (a node of each; either may be absent); nothing if they agree.
struct TreeDifference {
  Span before;
  Span after;
};
std::optional<TreeDifference> compare_trees(const AstTree& before, const AstTree& after);

}  // namespace whip::fmt
