// From the parse to the formatter's tree, in one pass.
#pragma once

#include <string_view>

#include "core/syntax/tree.h"
#include "formatter/ast/node.h"

namespace whip::fmt {

// Fills `ast` (emptied first; keeps its memory) from a tree without errors. Node 0 is the module.
void lower(std::string_view text, const Tree& tree, AstTree& ast);

}  // namespace whip::fmt
