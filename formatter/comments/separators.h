// The bare `*` and the `/` among parameters have no node: where they stand, and which of their sides a comment is on.
#pragma once

#include "formatter/ast/node.h"
#include "formatter/comments/comments.h"

namespace whip::fmt {

struct ParameterSeparator {
  std::uint32_t preceding_end = 0;    // of the parameter or separator before it; the begin of the list if there is none
  Span span;                          // of the sign
  std::uint32_t following_begin = 0;  // of what comes behind it; the end of the list if nothing does
  explicit operator bool() const { return !span.empty(); }
};
struct ParameterSeparators {
  ParameterSeparator slash, star;
};
ParameterSeparators find_parameter_separators(std::string_view text, AstNode parameters);

// A comment on a line of its own before the sign, or at the end of the line behind it.
enum class SeparatorPlace : std::uint8_t { none, before_slash, behind_slash, before_star, behind_star };
SeparatorPlace separator_place(const ParameterSeparators& separators, Span comment, LinePosition position);

}  // namespace whip::fmt
