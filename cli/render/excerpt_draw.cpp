// Draws an excerpt. Rows from the top of a source line: the line itself, the underlines with the label that fits behind
// them, then labels that hang below their mark, one row each:
//
//   1 | import os; import os
//     |        --         ^^ `os` redefined here
//     |        |
//     |        previous definition of `os` here
#include <algorithm>
#include <string>

#include "cli/render/displayed.h"
#include "cli/render/excerpt.h"
#include "cli/render/margin.h"

namespace whip::render {
namespace {

constexpr char32_t kCut = U'…';

bool overlap(const LineMark& a, const LineMark& b, std::size_t padding) {
  const std::size_t a_end = a.end + padding;
  return (b.begin <= a.begin && a.begin < b.end) || (a.begin <= b.begin && b.begin < a_end);
}

bool is_end_of_bar(const LineMark& mark) { return mark.part == Part::first_line || mark.part == Part::last_line; }

struct Signs {
  char32_t underline;
  Style style;
};
Signs signs(const LineMark& mark) { return mark.primary ? Signs{U'^', Style::error} : Signs{U'-', Style::line_number}; }

// Terminal columns of a line and the blanks it begins with.
struct Widths {
  std::size_t total = 0;
  std::size_t indent = 0;
  bool blank = true;
};
Widths widths(std::string_view text) {
  Widths found;
  while (!text.empty()) {
    const Utf8Character c = first_character(text);
    text.remove_prefix(c.size);
    const unsigned width = displayed_width(c.value);
    const bool space = is_white_space(c.value);
    found.total += width;
    if (found.blank && space) found.indent += c.value == U'\t' ? 4 : 1;
    if (!space) found.blank = false;
  }
  return found;
}

// One bar that is open: drawn on every row until its last line.
struct OpenBar {
  std::size_t depth;
  Style style;
};

class Drawing {
 public:
  Drawing(Canvas& canvas, const Excerpt& excerpt, std::size_t digits)
      : canvas_(&canvas),
        excerpt_(&excerpt),
        digits_(digits),
        bars_at_(digits + 3),
        code_at_(excerpt.depth == 0 ? bars_at_ : bars_at_ + excerpt.depth + 1) {
    margin_ = fit(extent(), kTerminalWidth > code_at_ ? kTerminalWidth - code_at_ : 0);
  }

  void draw(Closing closing) {
    for (std::size_t i = 0; i < excerpt_->lines.size(); ++i) {
      const std::size_t first_row = canvas_->rows();
      const bool close = closing == Closing::closed && i + 1 == excerpt_->lines.size();
      changed_.clear();
      draw_line(excerpt_->lines[i], close);
      std::vector<OpenBar> opened;
      for (const OpenBar& bar : changed_) {
        const auto open =
            std::find_if(open_.begin(), open_.end(), [&](const OpenBar& b) { return b.depth == bar.depth; });
        if (open != open_.end())
          open_.erase(open);
        else
          opened.push_back(bar);
      }
      for (const OpenBar& bar : open_) {
        for (std::size_t row = first_row; row < canvas_->rows(); ++row) bar_sign(row, bar.depth, U'|', bar.style);
      }
      open_.insert(open_.end(), opened.begin(), opened.end());
    }
  }

 private:
  // A mark of the line at hand and the row below the underlines where its label goes (0: behind the underline).
  struct Placed {
    std::size_t row;
    const LineMark* mark;
    bool crowded;  // overlaps another mark: its middle may not be cut out
  };

  Extent extent() const {
    Extent found{.indent = SIZE_MAX, .marks_begin = SIZE_MAX};
    for (const ExcerptLine& line : excerpt_->lines) {
      const Widths width = widths(line.text);
      if (!width.blank) found.indent = std::min(found.indent, width.indent);
      found.longest = std::max(found.longest, width.total);
      for (const LineMark& mark : line.marks) {
        found.marks_begin = std::min({found.marks_begin, mark.begin, mark.end});
        found.marks_end = std::max({found.marks_end, mark.begin, mark.end});
        const std::size_t label = mark.label.empty() ? 0 : widths(mark.label).total + 1;
        found.labels_end = std::max(found.labels_end, mark.end + label);
      }
    }
    if (found.indent == SIZE_MAX) found.indent = 0;
    if (found.marks_begin == SIZE_MAX) found.marks_begin = 0;
    return found;
  }

  void separator(std::size_t row) { canvas_->put(row, digits_ + 1, U'|', Style::line_number); }
  void bar_sign(std::size_t row, std::size_t depth, char32_t sign, Style style) {
    canvas_->put(row, bars_at_ + depth - 1, sign, style);
  }
  // Where a terminal column of the code is on the canvas, after the cut at the left.
  std::size_t at(std::size_t column) const { return code_at_ + column > left_ ? code_at_ + column - left_ : 0; }

  void draw_code(const ExcerptLine& line, std::size_t row) {
    code_.clear();
    std::size_t width = 0;
    for (std::string_view rest = line.text; !rest.empty();) {
      const Utf8Character c = first_character(rest);
      rest.remove_prefix(c.size);
      width += displayed_width(c.value);
      if (c.value == U'\t')
        code_.insert(code_.end(), 4, U' ');
      else if (c.value != U'\u200d')
        code_.push_back(displayed(c.value));
    }
    left_ = margin_.begin(width);
    const std::size_t right = margin_.end(width);
    const std::size_t shown = right - left_;

    std::size_t first = 0;
    std::size_t skipped = 0;
    while (first < code_.size() && skipped < left_) skipped += displayed_width(code_[first++]);
    std::size_t last = first;
    for (std::size_t taken = 0; last < code_.size(); ++last) {
      taken += displayed_width(code_[last]);
      if (taken > shown) break;
    }
    left_ = std::max(left_, skipped);  // a wide character at the edge goes as a whole

    // The sign for a cut takes the place of what it stands over: one column, so usually one character.
    const std::size_t code_begin = first;
    const std::size_t code_end = last;
    std::size_t column = code_at_;
    if (margin_.left > 0) {
      canvas_->put(row, code_at_, kCut, Style::line_number);
      for (std::size_t taken = 0; first < code_end && taken < 1;) {
        const unsigned w = displayed_width(code_[first++]);
        taken += w;
        column += w;
      }
    }
    canvas_->put(row, column, code_.data() + first, code_.data() + code_end, Style::none);
    if (width > right) {
      std::size_t covered = 0;
      for (std::size_t taken = 0, i = code_end; i > code_begin && taken < 1;) {
        taken += displayed_width(code_[--i]);
        ++covered;
      }
      canvas_->put(row, column + (code_end - first) - covered, kCut, Style::line_number);
    }
    std::string number = std::to_string(line.number);
    number.insert(0, digits_ - std::min(digits_, number.size()), ' ');
    canvas_->put(row, 0, number, Style::line_number);
    separator(row);
  }

  static bool begins_with_blanks(const std::vector<char32_t>& code, std::size_t count) {
    return std::all_of(code.begin(), code.begin() + static_cast<std::ptrdiff_t>(std::min(count, code.size())),
                       is_white_space);
  }

  // A bar that begins at the first word of its line needs no underline there: a "/" before the line is enough.
  bool draw_short_starts(const ExcerptLine& line, std::size_t row) {
    for (const LineMark& mark : line.marks) {
      if (mark.part == Part::middle_line) continue;
      if (mark.part != Part::first_line || !begins_with_blanks(code_, mark.begin)) return false;
    }
    for (const LineMark& mark : line.marks) {
      if (mark.part != Part::first_line) continue;
      bar_sign(row, mark.depth, U'/', signs(mark).style);
      changed_.push_back({mark.depth, signs(mark).style});
    }
    return true;
  }

  // Finds the rows of the labels, the rightmost mark first: it keeps the row of the underlines unless another mark is
  // in its way.
  std::size_t place(const ExcerptLine& line) {
    placed_.clear();
    for (const LineMark& mark : line.marks) placed_.push_back({0, &mark, false});
    std::stable_sort(placed_.begin(), placed_.end(), [](const Placed& a, const Placed& b) {
      return a.mark->begin != b.mark->begin ? a.mark->begin > b.mark->begin : a.mark->character > b.mark->character;
    });
    std::size_t row = 0;
    std::size_t rows = 0;
    for (std::size_t i = 0; i < placed_.size(); ++i) {
      const LineMark& mark = *placed_[i].mark;
      for (std::size_t j = 0; j < placed_.size(); ++j) {
        const LineMark& other = *placed_[j].mark;
        if (!overlap(other, mark, 0)) continue;
        if (j > 1) placed_[i].crowded = placed_[j].crowded = true;
        if (mark.label.empty() || j <= i || row != 0) continue;
        if (other.begin == mark.begin && other.end == mark.end && other.label.empty()) continue;
        ++row;
        break;
      }
      placed_[i].row = row;
      for (std::size_t j = i + 1; j < placed_.size(); ++j) {
        if (!in_the_way(mark, *placed_[j].mark, row)) continue;
        ++row;
        break;
      }
      rows = std::max(rows, row);
    }
    if (rows != 0) ++rows;
    const bool only_starts =
        std::all_of(placed_.begin(), placed_.end(), [](const Placed& p) { return p.mark->part == Part::first_line; });
    if (only_starts) {
      // Leaving to the left in reverse order keeps the lines from crossing.
      std::size_t most = 0;
      for (const Placed& p : placed_) most = std::max(most, p.row);
      for (Placed& p : placed_) p.row = most - p.row;
      if (rows > 0) --rows;
    }
    return rows;
  }

  static bool in_the_way(const LineMark& mark, const LineMark& next, std::size_t row) {
    const std::size_t padding = next.label.empty() ? 0 : next.label.size() + 2;
    const bool touch = overlap(next, mark, padding);
    if (touch && !mark.label.empty() && !next.label.empty()) return true;
    if (is_end_of_bar(mark) && (!next.label.empty() || is_end_of_bar(next))) return true;
    if (!mark.label.empty() && is_end_of_bar(next)) return true;
    return touch && next.end <= mark.end && !next.label.empty() && row == 0;
  }

  void draw_line(const ExcerptLine& line, bool close) {
    const std::size_t top = canvas_->rows();
    draw_code(line, top);
    if (line.marks.empty()) {
      if (close) separator(top + 1);
      return;
    }
    if (draw_short_starts(line, top)) return;
    const std::size_t rows = place(line);
    for (std::size_t i = 0; i <= rows; ++i) separator(top + i + 1);
    for (const Placed& p : placed_) draw_bar_rows(p, top, rows);
    for (const Placed& p : placed_) draw_label(p, top);
    draw_underlines(top);
    cut_long_marks(top);
    for (const Placed& p : placed_) {
      if (is_end_of_bar(*p.mark)) changed_.push_back({p.mark->depth, signs(*p.mark).style});
    }
  }

  void draw_bar_rows(const Placed& p, std::size_t top, std::size_t rows) {
    const LineMark& mark = *p.mark;
    const Style style = signs(mark).style;
    const std::size_t row = top + p.row + 1;
    if (is_end_of_bar(mark)) {
      for (std::size_t column = bars_at_ + mark.depth; column < at(mark.begin); ++column)
        canvas_->put(row, column, U'_', style);
    }
    if (p.row > 0 && (!mark.label.empty() || is_end_of_bar(mark))) {
      for (std::size_t r = top + 1; r <= row; ++r) canvas_->put(r, at(mark.begin), U'|', style);
    }
    if (mark.part == Part::first_line) {
      bar_sign(row, mark.depth, U' ', style);
      for (std::size_t r = row + 1; r < top + rows + 2; ++r) bar_sign(r, mark.depth, U'|', style);
    } else if (mark.part == Part::last_line) {
      for (std::size_t r = top; r <= row; ++r) bar_sign(r, mark.depth, U'|', style);
    }
  }

  void draw_label(const Placed& p, std::size_t top) {
    const LineMark& mark = *p.mark;
    if (mark.label.empty()) return;
    const auto cut = [&](std::size_t column) { return column > left_ ? column - left_ : 0; };
    const std::size_t behind = mark.end + (mark.end == 0 ? 2 : 1);
    if (p.row == 0)
      canvas_->put(top + 1, code_at_ + cut(behind), mark.label, signs(mark).style);
    else
      canvas_->put(top + p.row + 2, code_at_ + cut(mark.begin), mark.label, signs(mark).style);
  }

  void draw_underlines(std::size_t top) {
    // Short marks over long ones, so that both can be seen.
    std::stable_sort(placed_.begin(), placed_.end(), [](const Placed& a, const Placed& b) {
      const auto length = [](const LineMark& m) { return m.end > m.begin ? m.end - m.begin : m.begin - m.end; };
      const std::size_t la = length(*a.mark);
      const std::size_t lb = length(*b.mark);
      return la != lb ? la > lb : !a.mark->primary && b.mark->primary;
    });
    for (const Placed& p : placed_) {
      const LineMark& mark = *p.mark;
      const Signs sign = signs(mark);
      for (std::size_t column = mark.begin; column < mark.end; ++column)
        canvas_->put(top + 1, at(column), sign.underline, sign.style);
      if (is_end_of_bar(mark) || (p.row != 0 && !mark.label.empty())) {
        canvas_->put(top + 1, at(mark.begin), sign.underline, sign.style);
      }
    }
  }

  // Of a mark that is much wider than the terminal only both ends are shown.
  void cut_long_marks(std::size_t top) {
    constexpr std::size_t kLeast = 5;
    for (const Placed& p : placed_) {
      const LineMark& mark = *p.mark;
      if (p.crowded || mark.part != Part::whole) continue;
      const std::size_t width = mark.end - mark.begin;
      if (width <= margin_.available * 2 || width <= kLeast * 2 + 1) continue;
      const std::size_t kept = std::max(margin_.available / 3, kLeast);
      const auto cut = [&](std::size_t column) { return code_at_ + (column > left_ ? column - left_ : 0); };
      for (const std::size_t row : {top, top + 1}) {
        canvas_->replace(row, cut(mark.begin + kept), cut(mark.end - kept), kCut, Style::line_number);
      }
    }
  }

  Canvas* canvas_;
  const Excerpt* excerpt_;
  std::size_t digits_;
  std::size_t bars_at_;  // first column behind "12 | "
  std::size_t code_at_;
  Margin margin_;
  std::size_t left_ = 0;  // columns cut from the line at hand
  std::vector<char32_t> code_;
  std::vector<Placed> placed_;
  std::vector<OpenBar> changed_;
  std::vector<OpenBar> open_;
};

}  // namespace

void draw_excerpt(Canvas& canvas, const Excerpt& excerpt, std::size_t digits, Closing closing) {
  Drawing(canvas, excerpt, digits).draw(closing);
}

}  // namespace whip::render
