// A stretch of source lines with marks under them:
//
//   3 |     if not (x in
//     |  _____________^
//   4 | |         y): pass
//     | |_________^ what stands at the mark
//
// Marks of one line are underlined, `^` for the primary one and `-` for the others; marks over several lines run along
// a bar at the left, one column ("depth") per overlapping mark. The look is that of Rust's compiler
// (annotate-snippets), which Ruff uses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "cli/render/canvas.h"
#include "core/text/line_index.h"
#include "core/text/span.h"

namespace whip::render {

struct Mark {
  Span span;
  std::string_view label;
  bool primary = false;
};

// Where a mark begins or ends: a line of the excerpt, and how many characters and terminal columns stand before it.
struct Location {
  std::size_t line = 0;
  std::size_t character = 0;
  std::size_t column = 0;
};

enum class Part : std::uint8_t { whole, first_line, middle_line, last_line };

// The part of a mark that lies on one line: columns [begin, end).
struct LineMark {
  Part part = Part::whole;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t character = 0;  // where it begins, in characters
  std::size_t depth = 0;      // of the bar, 1-based; 0 for marks on one line
  std::string_view label;     // only with the part that shows it
  bool primary = false;
};

struct ExcerptLine {
  std::uint32_t number = 0;  // as shown, 1-based
  std::string_view text;     // without its ending
  std::vector<LineMark> marks;
};

struct Excerpt {
  std::vector<ExcerptLine> lines;
  std::size_t depth = 0;  // bars side by side
};

// The lines [first, last] (0-based) of a text with the given marks. `first_number` is what the first line is called.
Excerpt make_excerpt(std::string_view text, const LineIndex& index, std::uint32_t first, std::uint32_t last,
                     std::uint32_t first_number, const std::vector<Mark>& marks);

// The line and column that names the excerpt: its primary mark's, or its first one's.
LineColumn named_place(const Excerpt& excerpt);

enum class Closing : std::uint8_t { open, closed };

// Draws below what the canvas has. `digits` is the width of the line numbers. A closed excerpt ends with an empty row.
void draw_excerpt(Canvas& canvas, const Excerpt& excerpt, std::size_t digits, Closing closing);

}  // namespace whip::render
