// What holds for the elements between a begin and its end while they are printed or measured, and the runs of elements
// that are still to come.
#pragma once

#include <cstdint>

#include "formatter/doc/element.h"

namespace whip::fmt {

enum class Mode : std::uint8_t { flat, broken };
// What must fit for the content to fit: what stands before the first line break; every line; nothing but what stands
// before and behind the content (its own lines may be too long).
enum class Measure : std::uint8_t { first_line, all_lines, around };

// Levels, and columns behind them.
struct Indentation {
  std::uint16_t level = 0;
  std::uint16_t align = 0;

  bool empty() const { return level == 0 && align == 0; }
  // With tabs an alignment becomes a level of its own as soon as something is indented below it.
  void increment(bool tabs) {
    if (align != 0 && tabs) {
      level = static_cast<std::uint16_t>(level + 2);
      align = 0;
    } else {
      ++level;
    }
  }
  void decrement() {
    if (align != 0) {
      align = 0;
    } else if (level > 0) {
      --level;
    }
  }
  void set_align(std::uint16_t columns) {
    if (columns == 0) return;
    if (align != 0) ++level;
    align = columns;
  }
};

struct Frame {
  Indentation indentation;
  Mode mode = Mode::broken;
  Measure measure = Measure::first_line;
  bool parenthesizing = false;  // the indent within parentheses that best_fit_parenthesize added
};

// Elements that are printed next; slices are stacked, the innermost last.
struct Slice {
  const Element* at = nullptr;
  const Element* end = nullptr;
};

}  // namespace whip::fmt
