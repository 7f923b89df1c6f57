// Which columns of long lines a source frame shows: lines are cut to 140 columns around what is marked.
#pragma once

#include <algorithm>
#include <cstddef>

namespace whip::render {

inline constexpr std::size_t kTerminalWidth = 140;

// All in columns of the terminal, over the lines of one excerpt.
struct Extent {
  std::size_t indent = 0;       // blanks that every line begins with
  std::size_t marks_begin = 0;  // leftmost marked column
  std::size_t marks_end = 0;    // rightmost marked column
  std::size_t labels_end = 0;   // the same with the labels
  std::size_t longest = 0;      // width of the longest line
};

// The window [left, right) that is shown; right only counts for lines that do not fit.
struct Margin {
  std::size_t left = 0;
  std::size_t right = 0;
  std::size_t available = 0;  // columns for code

  std::size_t begin(std::size_t line_width) const { return std::min(left, line_width); }
  std::size_t end(std::size_t line_width) const {
    const std::size_t rest = line_width > left ? line_width - left : 0;
    return rest <= available ? line_width : std::min(line_width, right);
  }
};

// Wide indents are shortened; if that does not make the longest line fit, the window goes where the marks are, with the
// labels if they fit too. Six columns are kept free on each side of them for the sign that something was cut.
inline Margin fit(const Extent& extent, std::size_t available) {
  constexpr std::size_t kPadding = 6;
  constexpr std::size_t kLongIndent = 20;
  constexpr std::size_t kKeptIndent = 4;
  const auto minus = [](std::size_t a, std::size_t b) { return a > b ? a - b : 0; };
  const std::size_t indent = minus(std::min(extent.indent, extent.marks_begin), kPadding);
  const std::size_t marks_begin = minus(extent.marks_begin, kPadding);
  const std::size_t marks_end = extent.marks_end + kPadding;
  const std::size_t labels_end = extent.labels_end + kPadding;

  Margin margin{.left = indent > kLongIndent ? indent - (kLongIndent - kKeptIndent) : 0, .available = available};
  margin.right = std::max(extent.longest, margin.left);
  if (margin.right - margin.left <= available) return margin;
  const auto around = [&](std::size_t padding) {
    margin.left = minus(marks_begin, padding);
    margin.right = margin.left + available;
  };
  if (labels_end >= indent && labels_end - indent <= available) {
    margin.left = indent;
    margin.right = indent + available;
  } else if (labels_end - marks_begin <= available) {
    around((available - (labels_end - marks_begin)) / 2);
  } else if (marks_end - marks_begin <= available) {
    around((available - (marks_end - marks_begin)) / 5 * 2);
  } else {
    margin.left = marks_begin;  // even the marks do not fit
    margin.right = marks_end;
  }
  return margin;
}

}  // namespace whip::render
