// Questions about expressions that several readers of the tree ask. Parentheses are nodes of their own here; most readers look through them.
#pragma once

#include <string>
#include <string_view>

#include "core/syntax/node.h"

namespace whip {

// The expression inside any number of parentheses; itself where there are none.
Node without_parentheses(Node expression);
// The expression with all parentheses around it.
Node with_parentheses(Node expression);

// The innermost statement that holds a node (itself if it is one); absent at module level.
Node enclosing_statement(Node node);
bool is_statement(Kind kind);

// Statements as they stand in a tree: children of a module or block, comments and semicolons left out. A decorated definition is one
// statement.
// Whether another statement stands on the same logical line, before or behind it ("a; b").
bool shares_line(Node statement);

// Dotted text of a chain of names and attributes ("os.path.join"), looking through no parentheses; empty if it is anything else.
std::string dotted_name(Node expression);

}  // namespace whip
