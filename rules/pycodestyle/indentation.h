// The blanks that a line begins with: what E101 and W191 look at.
#pragma once

#include <string_view>

#include "core/text/source.h"
#include "core/text/span.h"

namespace whip::rules {

constexpr Span indentation(std::string_view text, Span line) {
  if (line.begin == 0) line.begin = byte_order_mark(text);
  std::uint32_t end = line.begin;
  while (end < line.end && (text[end] == ' ' || text[end] == '\t' || text[end] == '\f')) ++end;
  return {line.begin, end};
}

}  // namespace whip::rules
