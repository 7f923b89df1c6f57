// Whether two trees say the same program, but for what formatting may change: parentheses, quotes and prefixes of
// strings, implicit concatenation, indentation and blanks of docstrings, `del (a, b)`, blanks around what is in an
// f-string's braces.
#pragma once

#include <cstdint>
#include <optional>

#include "formatter/ast/node.h"

namespace whip::fmt {

// The first place where they differ (a node of each; either may be absent); nothing if they agree.
struct TreeDifference {
  Span before;
  Span after;
};
// Where code in docstrings is formatted, their text may change.
enum class Docstrings : std::uint8_t { keep_words, may_change };
std::optional<TreeDifference> compare_trees(const AstTree& before, const AstTree& after,
                                            Docstrings docstrings = Docstrings::keep_words);

}  // namespace whip::fmt
