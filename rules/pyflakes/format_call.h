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

// The call, if it formats a plain text literal. Whatever its format string, right or wrong.
std::optional<FormatCall> format_call(Node call);
// The same, only where the format string can be read.
std::optional<FormatCall> sound_format_call(Node call);

}  // namespace whip::rules
