// What toml++ 3.3 must not be given. It decides whether a character beyond ASCII is a blank by a table that has holes
// (undefined behaviour for U+00A1 to U+0499, which is most of Europe's letters), and destroys nested tables by
// recursion. One pass over the text finds the places where it would ask; nowhere else does TOML allow such characters
// but in strings and comments, where it does not ask.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/toml/value.h"

namespace whip {

struct TomlGuard {
  // What is wrong with the text, and where; empty if toml++ may read it.
  std::string problem;
  Place place;
  // The text to give instead: a character right behind a line-ending backslash as its escape. Nothing: the text itself
  // will do.
  std::optional<std::string> text;
};

TomlGuard guard_toml(std::string_view text);

}  // namespace whip
