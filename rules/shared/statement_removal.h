// Taking a whole statement out of the text.
#pragma once

#include "linter/file.h"

namespace whip::rules {

// The edit that removes the statement: with its lines where it has them to itself, from the line it shares otherwise; `pass` takes its
// place where it is the only one of its block.
Edit remove_statement(const File& file, Node statement);

// The statement that the statement is part of; absent at module level. Fixes that remove statements exclude each other within it.
Node parent_statement(Node statement);

}  // namespace whip::rules
