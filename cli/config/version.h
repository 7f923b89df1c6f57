// As much of PEP 440 as configurations need: whether a release satisfies a specifier, and the oldest Python a project
// supports.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/result.h"
#include "core/syntax/python_version.h"

namespace whip {

// The release of Ruff whose behaviour whip follows.
inline constexpr std::string_view kRuffVersion = "0.17.5";

// Whether the version ("0.17.5") satisfies all parts of the specifier (">=0.5,<1"; a bare version means `==`).
// Errors: `configuration`, for what is no specifier.
Result<bool> satisfies(std::string_view version, std::string_view specifier);

// The target version that `requires-python` implies: the lowest of its lower bounds, if that is a version we know.
std::optional<PythonVersion> oldest_python(std::string_view requires_python);

}  // namespace whip
