// What F403 and F406 share.
#pragma once

#include <string>

#include "core/syntax/node.h"

namespace whip::rules {

// The module of a `from` import as written, without blanks: "a.b", "..a", ".".
inline std::string imported_module(Node import) {
  std::string name;
  for (const char c : import[Field::module_name].text()) {
    if (c != ' ' && c != '\t' && c != '\\' && c != '\r' && c != '\n') name += c;
  }
  return name;
}

}  // namespace whip::rules
