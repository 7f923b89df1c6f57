// What CPython rejects and the grammar accepts: `f(a=1, b)`, `return` outside a function, `nonlocal x` without a
// binding, syntax that is newer than the target version. One pass over the flat tree; most kinds of nodes cost one
// table lookup. The oracle is `compile()` of CPython (tests/peers/compile_diff.py).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/change.h"
#include "core/syntax/python_version.h"
#include "core/syntax/syntax_error.h"
#include "core/syntax/tree.h"

namespace whip {

struct ValidateOptions {
  bool stub = false;      // a .pyi file: annotations are not evaluated
  bool notebook = false;  // `await` stands at the top level
};

// Appends what is wrong with `tree` to `out`, in order of position. The tree must be without error nodes
// (first_errors() speaks about the others).
void validate(std::string_view text, const Tree& tree, PythonVersion target, ValidateOptions options,
              std::vector<SyntaxError>& out);

// Whether the tree is without any error, if the one before the change was. False: perhaps not, validate() knows.
bool still_valid(std::string_view text, const Tree& tree, const TreeChange& change, PythonVersion target,
                 ValidateOptions options);

}  // namespace whip
