// Where marks stand: from bytes to lines and terminal columns.
#include "cli/render/excerpt.h"

#include <algorithm>

#include "cli/render/displayed.h"

namespace whip::render {
namespace {

struct LineBytes {
  std::uint32_t begin = 0;
  std::uint32_t content_end = 0;
  std::uint32_t end = 0;  // with the line ending
};

// A mark over several lines.
struct Bar {
  std::size_t depth = 1;
  Location begin;
  Location end;
  std::string_view label;
  bool primary = false;
};

class Builder {
 public:
  Builder(std::string_view text, std::vector<LineBytes> bytes, Excerpt& excerpt)
      : text_(text), bytes_(std::move(bytes)), excerpt_(&excerpt) {}

  void add(const std::vector<Mark>& marks) {
    for (const Mark& mark : marks) add(mark);
    place_bars();
  }

 private:
  std::size_t line_of(std::uint32_t offset) const {
    if (offset < bytes_.front().begin) return 0;  // before a byte order mark
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      if (bytes_[i].begin <= offset && offset < bytes_[i].end) return i;
    }
    return bytes_.size() - 1;
  }

  Location locate(std::uint32_t offset) const {
    const std::size_t line = line_of(offset);
    const LineBytes& bytes = bytes_[line];
    const std::uint32_t end = std::clamp(offset, bytes.begin, bytes.content_end);
    Location at{.line = line};
    for (std::string_view rest = text_.substr(bytes.begin, end - bytes.begin); !rest.empty();) {
      const Utf8Character c = first_character(rest);
      ++at.character;
      at.column += displayed_width(c.value);
      rest.remove_prefix(c.size);
    }
    return at;
  }

  // An empty span behind a line break would be drawn behind the line before it: it takes the next character.
  Span widened(Span span) const {
    if (!span.empty() || span.begin <= bytes_.front().begin || span.begin >= bytes_.back().end) return span;
    if (text_[span.begin - 1] != '\n' && text_[span.begin - 1] != '\r') return span;
    return {span.begin, span.begin + first_character(text_.substr(span.begin)).size};
  }

  // A span that takes the end of its last line stops before it.
  Span without_line_ending(Span span) const {
    if (span.empty() || (text_[span.end - 1] != '\n' && text_[span.end - 1] != '\r')) return span;
    const std::uint32_t end = bytes_[line_of(span.end - 1)].content_end;
    return {span.begin, std::max(span.begin, end)};
  }

  void add(const Mark& mark) {
    const Span span = without_line_ending(widened(mark.span));
    Location begin = locate(span.begin);
    // A mark of what lies behind the line's text (its ending, the end of the file) is named by the next column.
    if (span.begin > bytes_[begin.line].content_end) ++begin.character;
    Location end = begin;
    if (!span.empty()) {
      end = locate(span.end);
      if (begin.line != end.line && span.end > bytes_[end.line].content_end) ++end.character, ++end.column;
    }
    if (begin.line != end.line) {
      bars_.push_back({.begin = begin, .end = end, .label = mark.label, .primary = mark.primary});
      return;
    }
    if (begin.column == end.column) ++end.column;
    excerpt_->lines[begin.line].marks.push_back({.begin = begin.column,
                                                 .end = end.column,
                                                 .character = begin.character,
                                                 .label = mark.label,
                                                 .primary = mark.primary});
  }

  // Bars that share a line stand side by side, the longest at the left.
  void set_depths() {
    std::stable_sort(bars_.begin(), bars_.end(), [](const Bar& a, const Bar& b) {
      return a.begin.line != b.begin.line ? a.begin.line < b.begin.line : a.end.line > b.end.line;
    });
    for (std::size_t i = 0; i < bars_.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (bars_[i].begin.line > bars_[j].end.line || bars_[j].begin.line > bars_[i].end.line) break;
        ++bars_[j].depth;
      }
    }
    for (const Bar& bar : bars_) excerpt_->depth = std::max(excerpt_->depth, bar.depth);
    for (Bar& bar : bars_) bar.depth = excerpt_->depth - bar.depth + 1;
  }

  bool says_something(std::size_t line) const {
    std::string_view text = excerpt_->lines[line].text;
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text.size() > 1 || (text.size() == 1 && std::string_view("{}()[]").find(text[0]) == std::string_view::npos);
  }
  static bool is_blank(char c) { return c == ' ' || ('\t' <= c && c <= '\r'); }

  void add_part(const Bar& bar, Part part, std::size_t line, const Location& begin, std::size_t end) {
    excerpt_->lines[line].marks.push_back({.part = part,
                                           .begin = begin.column,
                                           .end = end,
                                           .character = begin.character,
                                           .depth = bar.depth,
                                           .label = part == Part::last_line ? bar.label : std::string_view{},
                                           .primary = bar.primary});
  }

  void place_bars() {
    set_depths();
    for (const Bar& bar : bars_) {
      add_part(bar, Part::first_line, bar.begin.line, bar.begin, bar.begin.column + 1);
      add_middle(bar);
      const auto before = [](std::size_t n) { return n > 0 ? n - 1 : 0; };
      const Location last{bar.end.line, before(bar.end.character), before(bar.end.column)};
      add_part(bar, Part::last_line, bar.end.line, last, bar.end.column);
    }
  }

  // Middle parts draw nothing themselves, but the first few keep the excerpt from being cut at its left (see margin.h).
  void add_middle(const Bar& bar) {
    const std::size_t middle = std::min(bar.begin.line + 4, bar.end.line);
    std::size_t until = bar.begin.line;
    for (std::size_t line = middle; line-- > bar.begin.line;) {
      if (!says_something(line)) continue;
      until = line + 1;
      break;
    }
    for (std::size_t line = bar.begin.line + 1; line < until; ++line) add_part(bar, Part::middle_line, line, {}, 0);
    const std::size_t last = bar.end.line - 1;
    if (middle < last && says_something(last)) add_part(bar, Part::middle_line, last, {}, 0);
  }

  std::string_view text_;
  std::vector<LineBytes> bytes_;
  Excerpt* excerpt_;
  std::vector<Bar> bars_;
};

}  // namespace

Excerpt make_excerpt(std::string_view text, const LineIndex& index, std::uint32_t first, std::uint32_t last,
                     std::uint32_t first_number, const std::vector<Mark>& marks) {
  Excerpt excerpt;
  std::vector<LineBytes> bytes;
  for (std::uint32_t line = first; line <= last; ++line) {
    const Span content = index.line_content(line, text);
    LineBytes b{content.begin, content.end, index.line_begin(line + 1)};
    if (b.begin == 0 && text.starts_with("\xEF\xBB\xBF")) b.begin = 3;  // a byte order mark is not shown
    // The empty "line" behind the last line break is one only if there is nothing else to show.
    if (b.begin >= b.end && !bytes.empty()) break;
    excerpt.lines.push_back(
        {.number = first_number + (line - first), .text = text.substr(b.begin, b.content_end - b.begin), .marks = {}});
    bytes.push_back(b);
  }
  Builder(text, std::move(bytes), excerpt).add(marks);
  return excerpt;
}

LineColumn named_place(const Excerpt& excerpt) {
  const ExcerptLine* named = nullptr;
  for (const ExcerptLine& line : excerpt.lines) {
    const bool primary = std::any_of(line.marks.begin(), line.marks.end(), [](const LineMark& m) { return m.primary; });
    if (primary) {
      named = &line;
      break;
    }
    if (named == nullptr && !line.marks.empty()) named = &line;
  }
  if (named == nullptr) return {excerpt.lines.front().number, 1};
  const auto first =
      std::min_element(named->marks.begin(), named->marks.end(), [](const LineMark& a, const LineMark& b) {
        return a.primary != b.primary ? a.primary : a.character < b.character;
      });
  return {named->number, static_cast<std::uint32_t>(first->character + 1)};
}

}  // namespace whip::render
