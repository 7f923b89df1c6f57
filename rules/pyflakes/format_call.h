// `"...".format(...)`: what F521 to F525 look at.
#pragma once

#include <optional>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/brace_format.h"

namespace whip::rules {

struct FormatCall {
  BraceFormat format;
  std::vector<Node> positional;   // `*values` among them
  std::vector<Node> keywords;     // keyword_argument nodes
  bool unpacks_sequence = false;  // has `*values`
  bool unpacks_mapping = false;   // has `**values`
};

// Whether the call may be of a method of a string: the quick answer for all other calls.
inline bool calls_string_method(Node call) {
  const Node function = call.first_child();
  return function.is(Kind::attribute) &&
         function.first_child().is_any({Kind::string, Kind::concatenated_string, Kind::parenthesized_expression});
}

std::optional<FormatCall> read_format_call(Node call);
std::optional<FormatCall> read_sound_format_call(Node call);

// The call, if it formats a plain text literal. Whatever its format string, right or wrong.
inline std::optional<FormatCall> format_call(Node call) {
  return calls_string_method(call) ? read_format_call(call) : std::nullopt;
}
// The same, only where the format string can be read.
inline std::optional<FormatCall> sound_format_call(Node call) {
  return calls_string_method(call) ? read_sound_format_call(call) : std::nullopt;
}

}  // namespace whip::rules
