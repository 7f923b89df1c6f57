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

// Whether the left operand may be a string: the quick answer for all other arithmetic.
inline bool begins_with_string(Node operation) {
  return operation.first_child().is_any({Kind::string, Kind::concatenated_string, Kind::parenthesized_expression});
}

std::optional<PercentOperation> read_percent_operation(Node operation);
std::optional<PercentOperation> read_sound_percent_operation(Node operation);

// The operation, if it formats a plain text literal. Whatever its format string, right or wrong.
inline std::optional<PercentOperation> percent_operation(Node operation) {
  return begins_with_string(operation) ? read_percent_operation(operation) : std::nullopt;
}
// The same, only where the format string can be read.
inline std::optional<PercentOperation> sound_percent_operation(Node operation) {
  return begins_with_string(operation) ? read_sound_percent_operation(operation) : std::nullopt;
}

// The entries of a dictionary display whose keys are all known strings.
struct StringKeys {
  std::vector<Node> entries;
  std::vector<std::string> keys;
  bool has_unpacking = false;  // `**more`
  bool has_other_keys = false;  // keys that are no strings
};
StringKeys string_keys(Node dictionary);

}  // namespace whip::rules
