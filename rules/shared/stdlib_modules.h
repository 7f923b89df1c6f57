// Which top-level modules are Python's own, by version.
//
// What `sys.stdlib_module_names` lists, for 3.10 and later, and the same for the versions before it; the modules of
// CPython's own tests that users may see installed (`_testcapi`, `xxlimited`) besides. `__future__` is not among them:
// importing it is a statement to the compiler.
#pragma once

#include <string_view>

#include "core/syntax/python_version.h"

namespace whip::rules {

// The name is that of a top-level module: `os`, not `os.path`.
bool is_stdlib_module(std::string_view name, PythonVersion version);

}  // namespace whip::rules
