// An object that makes its attributes on first use, in more than one step: the shape (d) of FT103.
#pragma once

#include "linter/concurrency/facts.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {

// Whether the test of an `if` may ask for an attribute, by its shape alone.
bool asks_whether_made(Node guard);
// `if "x" not in self.__dict__:` or `if not hasattr(self, "x"):` with two or more calls of own methods below it: the
// first makes the test false, and another thread goes on before the others have run.
void report_unfinished_object(const File& file, Node guard, FunctionId function, Report& report);

}  // namespace whip::rules
