// Where new statements go at the start of a module.
#pragma once

#include <string_view>

#include "core/text/edit.h"
#include "linter/file.h"

namespace whip::rules {

// Whether the statement is a string on its own, as a docstring is: text, no f-string and no bytes.
bool is_docstring(Node statement);

// The first statement of the module; absent in an empty one.
Node first_statement(const File& file);
// The statement after this one in the same suite; absent after the last.
Node next_statement(Node statement);

// Puts a statement (without line ending) behind the docstring, the comments below it, and the `from __future__` imports
// that come first.
Edit insert_at_module_start(const File& file, std::string_view statement);

}  // namespace whip::rules
