// Names of projects and extras (PEP 503, PEP 508, PEP 685).
//     "Zope.Interface", "zope_interface", "zope-interface"    are one project: `zope-interface`
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whip::resolver {

// ASCII letters and digits, with `.`, `_` and `-` inside.
bool is_valid_name(std::string_view name);
// Lower case, each run of `.`, `_` and `-` one `-`. For any text: says nothing about validity.
std::string normalized(std::string_view name);
// Whether normalizing would change nothing and the name is valid.
bool is_normalized_name(std::string_view name);
// The normalized name, or nothing if it is not valid.
std::optional<std::string> valid_name(std::string_view name);

}  // namespace whip::resolver
