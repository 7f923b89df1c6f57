// From the parse to the formatter's tree, in one pass.
#pragma once

#include <string_view>

#include "core/syntax/tree.h"
#include "formatter/ast/node.h"
#include "formatter/options.h"

namespace whip::fmt {

// Fills `ast` (emptied first; keeps its memory) from a tree without errors. Node 0 is the module.
void lower(std::string_view text, const Tree& tree, AstTree& ast);
// The same, but that statements whose layout is plain (one_line.h) are not taken apart.
void lower_for_layout(std::string_view text, const Tree& tree, const Options& options, AstTree& ast);
// The same for what was made of `like`: takes apart what was taken apart there.
void lower_like(std::string_view text, const Tree& tree, const AstTree& like, AstTree& ast);

}  // namespace whip::fmt
