// A grid of styled characters that grows as it is drawn on: source frames are easier to draw by row and column than to
// print in order. Columns count characters, not what they take on the terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/render/style.h"

namespace whip::render {

class Canvas {
 public:
  std::size_t rows() const { return used_; }
  // Forgets what was drawn and keeps the memory.
  void clear();
  void put(std::size_t row, std::size_t column, char32_t character, Style style);
  void put(std::size_t row, std::size_t column, std::string_view text, Style style);
  void put(std::size_t row, std::size_t column, const char32_t* first, const char32_t* last, Style style);
  // Behind whatever the row holds.
  void append(std::size_t row, std::string_view text, Style style) { put(row, width(row), text, style); }
  std::size_t width(std::size_t row) const { return row < used_ ? rows_[row].size() : 0; }
  // Puts `text` in the place of the columns [begin, end), if the row has them.
  void replace(std::size_t row, std::size_t begin, std::size_t end, char32_t character, Style style);
  // All rows, each with its line break.
  void print(std::string& out, bool colour) const;

 private:
  struct Glyph {
    char32_t character = U' ';
    Style style = Style::none;
  };
  std::vector<Glyph>& grown(std::size_t row, std::size_t width);

  std::vector<std::vector<Glyph>> rows_;
  std::size_t used_ = 0;
};

}  // namespace whip::render
