// Calls of the standard library and of well-known packages that keep a thread waiting, and what belongs to the standard
// library at all (whose modules are never files of the project).
#pragma once

#include <string_view>

namespace whip {

// Given the dotted name: "time.sleep", "requests.get".
bool is_blocking_call(std::string_view dotted);
// Whether it may be one, by the last part of its name alone.
bool may_block(std::string_view last);
// Whether a module, given its dotted name, holds any of those, itself or in a part of it: nearly none does.
bool may_name_blocking(std::string_view module);
// Whether the first part of the dotted name is a module of the standard library.
bool is_standard_library(std::string_view dotted);

}  // namespace whip
