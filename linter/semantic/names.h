// The semantic model of a file: scopes, the names bound in them, and who refers to what. Complete before the first rule runs.
//
// A structure of arrays of small records that refer to each other by index. Built by resolve_names() in one walk in evaluation order, as Python
// binds names: function bodies after their module, string annotations parsed and walked where they stand.
// Source: the Python reference, "Execution model", and the semantics that Ruff's users know (ruff_python_semantic).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/syntax/node.h"

namespace whip {

enum class ScopeId : std::uint32_t {};
enum class BindingId : std::uint32_t {};
enum class ReferenceId : std::uint32_t {};
enum class NameId : std::uint32_t {};  // interned text, per file
inline constexpr ScopeId kModuleScope{0};
inline constexpr BindingId kNoBinding{UINT32_MAX};
inline constexpr ReferenceId kNoReference{UINT32_MAX};
constexpr std::uint32_t index(ScopeId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index(BindingId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index(ReferenceId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index(NameId id) { return static_cast<std::uint32_t>(id); }

struct Names {};

}  // namespace whip
