// The setting `required-imports`: statements, each of one or several names.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/node.h"

namespace whip::rules::isort {

// One name of a statement; the views are into the setting.
struct RequiredImport {
  bool is_from = false;
  std::string_view module;  // empty in `from . import a` and in `import a`
  std::string_view name;
  std::string_view alias;  // empty: none
  std::uint32_t level = 0;

  auto operator<=>(const RequiredImport&) const = default;
};

// Each name once: `import` statements first, then by module, name and alias.
std::vector<RequiredImport> required_imports(std::span<const std::string> statements);

// As it is written into a file: `from a import b as c`.
std::string to_string(const RequiredImport& required);

// Whether the import statement brings exactly that name, and in that way.
bool provides(Node statement, const RequiredImport& required);

}  // namespace whip::rules::isort
