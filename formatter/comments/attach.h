// Which node a comment belongs to.
#pragma once

#include "formatter/ast/node.h"
#include "formatter/comments/comments.h"

namespace whip::fmt {

// Fills `map` (emptied first; keeps its memory) with all comments of ast.concrete. One walk over the tree, subtrees
// without comments skipped.
void attach_comments(const AstTree& ast, CommentMap& map);

}  // namespace whip::fmt
