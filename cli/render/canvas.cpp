#include "cli/render/canvas.h"

#include "core/base/utf8.h"
#include "core/text/width.h"

namespace whip::render {

void Canvas::clear() {
  for (std::size_t i = 0; i < used_; ++i) rows_[i].clear();
  used_ = 0;
}

std::vector<Canvas::Glyph>& Canvas::grown(std::size_t row, std::size_t width) {
  if (row >= used_) {
    used_ = row + 1;
    if (used_ > rows_.size()) rows_.resize(used_);
  }
  std::vector<Glyph>& glyphs = rows_[row];
  if (glyphs.size() < width) glyphs.resize(width);
  return glyphs;
}

void Canvas::put(std::size_t row, std::size_t column, char32_t character, Style style) {
  grown(row, column + 1)[column] = {character, style};
}

void Canvas::put(std::size_t row, std::size_t column, std::string_view text, Style style) {
  while (!text.empty()) {
    const Utf8Character c = first_character(text);
    put(row, column++, c.value, style);
    text.remove_prefix(c.size);
  }
}

void Canvas::put(std::size_t row, std::size_t column, const char32_t* first, const char32_t* last, Style style) {
  if (first == last) return;
  std::vector<Glyph>& glyphs = grown(row, column + static_cast<std::size_t>(last - first));
  for (; first != last; ++first) glyphs[column++] = {*first, style};
}

void Canvas::replace(std::size_t row, std::size_t begin, std::size_t end, char32_t character, Style style) {
  if (begin >= end || end > width(row)) return;
  std::vector<Glyph>& glyphs = rows_[row];
  glyphs[begin] = {character, style};
  glyphs.erase(glyphs.begin() + static_cast<std::ptrdiff_t>(begin + 1),
               glyphs.begin() + static_cast<std::ptrdiff_t>(end));
}

void Canvas::print(std::string& out, bool colour) const {
  for (std::size_t i = 0; i < used_; ++i) {
    Style current = Style::none;
    for (const Glyph& glyph : rows_[i]) {
      if (colour && glyph.style != current) {
        if (current != Style::none) out += kStyleEnd;
        current = glyph.style;
        out += style_start(current);
      }
      append_utf8(glyph.character, out);
    }
    if (current != Style::none) out += kStyleEnd;
    out += '\n';
  }
}

}  // namespace whip::render
