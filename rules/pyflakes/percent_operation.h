// `"..." % values`: what F501 to F509 look at.
#pragma once

#include <optional>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/percent_format.h"

namespace whip::rules {

struct PercentOperation {
  Node operation;
  Node values;  // the right operand, without parentheses
  PercentFormat format;

  bool has_values(std::initializer_list<Kind> kinds) const { return values.is_any(kinds); }
};

// The operation, if it formats a plain text literal. Whatever its format string, right or wrong.
std::optional<PercentOperation> percent_operation(Node operation);
// The same, only where the format string can be read.
std::optional<PercentOperation> sound_percent_operation(Node operation);

// The entries of a dictionary display whose keys are all known strings.
struct StringKeys {
  std::vector<Node> entries;
  std::vector<std::string> keys;
  bool has_unpacking = false;  // `**more`
  bool has_other_keys = false;  // keys that are no strings
};
StringKeys string_keys(Node dictionary);

}  // namespace whip::rules
