// The parts of a regular expression that stand for characters: escapes, classes, numbers. Used by regex.cpp alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/code_points.h"

namespace whip {

// A place in a pattern, moved forward by what it reads. After the first problem nothing that it gives counts.
struct RegexReader {
  std::string_view pattern;
  std::size_t at = 0;
  std::string problem;

  bool done() const { return at >= pattern.size() || !problem.empty(); }
  char peek() const { return pattern[at]; }
  void fail(std::string what);
  // Moves over the text if it stands here.
  bool take(std::string_view text);
  std::optional<std::uint32_t> read_number();
  std::uint32_t read_code_point();
  // `\` and what follows, as a set; `single` if it stands for one character.
  bool read_escape(CodePointRanges& ranges, bool& single);
  // `[...]`.
  bool read_class(CodePointRanges& ranges);

 private:
  bool read_property(bool negated, CodePointRanges& ranges);
  bool read_hexadecimal(bool wide, CodePointRanges& ranges);
  bool read_member(CodePointRanges& ranges);
  bool read_single(CodePointRanges& ranges, bool& single);
};

}  // namespace whip
