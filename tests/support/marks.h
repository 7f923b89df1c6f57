// Expected findings, written where they are expected and cut out before the code is linted:
//
//   x == None  # error: E711
//   x == None != None  # error: E711:6 E711 "Comparison to `None` should be `cond is not None`"
//
// A mark names codes, each with the column of its begin and its message if these are worth saying. The blanks before a
// mark go with it. Characters that nobody sees are written as signs: ␠ blank, ␉ tabulator, ␌ form feed, ␍ carriage
// return, ... (U+2400 and on stand for the control characters); ␄ is the end of the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace whip::test {

struct Mark {
  std::uint32_t line = 0;    // 1-based
  std::uint32_t column = 0;  // 1-based; 0: anywhere
  std::string code;
  std::string message;  // empty: any
};

struct MarkedCode {
  std::string code;  // what is linted
  std::vector<Mark> marks;
};

MarkedCode cut_marks(std::string_view text);
std::string decode_signs(std::string_view text);

}  // namespace whip::test
