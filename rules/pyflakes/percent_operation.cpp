#include "rules/pyflakes/percent_operation.h"

#include "core/syntax/expression.h"
#include "core/syntax/string_literal.h"

namespace whip::rules {

std::optional<PercentOperation> read_percent_operation(Node operation) {
  if (!operation[Field::operator_].is(Kind::percent)) return std::nullopt;
  const Node left = without_parentheses(operation[Field::left]);
  if (!left.is_any({Kind::string, Kind::concatenated_string}) || !is_text_constant(left)) return std::nullopt;
  std::string buffer;
  return PercentOperation{operation, without_parentheses(operation[Field::right]),
                          parse_percent_format(string_value(left, buffer))};
}

std::optional<PercentOperation> read_sound_percent_operation(Node operation) {
  std::optional<PercentOperation> found = read_percent_operation(operation);
  if (found && found->format.error != PercentFormat::Error::none) return std::nullopt;
  return found;
}

StringKeys string_keys(Node dictionary) {
  StringKeys found;
  std::string buffer;
  for (const Node entry : dictionary.operands()) {
    const Node key = without_parentheses(entry[Field::key]);
    if (!entry.is(Kind::pair)) {
      found.has_unpacking = true;
    } else if (key.is_any({Kind::string, Kind::concatenated_string}) && is_text_constant(key)) {
      found.entries.push_back(entry);
      found.keys.emplace_back(string_value(key, buffer));
    } else {
      found.has_other_keys = true;
    }
  }
  return found;
}

}  // namespace whip::rules
