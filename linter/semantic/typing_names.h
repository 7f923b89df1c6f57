// Names of the standard library whose calls and subscripts hold types.
#pragma once

#include <string_view>

#include "linter/semantic/qualified_name.h"

namespace whip {

// `list`, `typing.Optional`, `collections.abc.Iterable`, ...: what stands in their brackets is a type.
bool is_standard_generic(const QualifiedName& name);
// The builtins among them.
bool is_generic_builtin(std::string_view name);
// Whether any of them ends so.
bool is_generic_member(std::string_view member);
// Whether a module with this first segment has such a name.
bool has_typing_names(std::string_view root);

}  // namespace whip
