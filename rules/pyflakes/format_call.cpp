#include "rules/pyflakes/format_call.h"

#include "core/syntax/expression.h"
#include "core/syntax/string_literal.h"

namespace whip::rules {

std::optional<FormatCall> read_format_call(Node call) {
  const Node function = call[Field::function];
  if (!function.is(Kind::attribute) || function[Field::attribute].text() != "format") return std::nullopt;
  const Node text = without_parentheses(function[Field::object]);
  if (!text.is_any({Kind::string, Kind::concatenated_string}) || !is_text_constant(text)) return std::nullopt;

  FormatCall found;
  std::string buffer;
  found.format = parse_brace_format(string_value(text, buffer));
  const Node arguments = call[Field::arguments];
  if (arguments.is(Kind::generator_expression)) {
    found.positional.push_back(arguments);
    return found;
  }
  for (const Node argument : arguments.operands()) {
    if (argument.is(Kind::keyword_argument)) {
      found.keywords.push_back(argument);
    } else if (argument.is(Kind::dictionary_splat)) {
      found.unpacks_mapping = true;
    } else {
      found.unpacks_sequence = found.unpacks_sequence || argument.is(Kind::list_splat);
      found.positional.push_back(argument);
    }
  }
  return found;
}

std::optional<FormatCall> read_sound_format_call(Node call) {
  std::optional<FormatCall> found = read_format_call(call);
  if (found && !found->format.error.empty()) return std::nullopt;
  return found;
}

}  // namespace whip::rules
