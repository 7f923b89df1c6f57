#include "cli/render/fix_diff.h"

#include <algorithm>

#include "cli/render/canvas.h"
#include "cli/render/displayed.h"
#include "cli/render/finding.h"
#include "cli/render/inline_diff.h"
#include "cli/render/line_diff.h"
#include "cli/render/style.h"
#include "core/base/utf8.h"

namespace whip::render {
namespace {

using Kind = Change::Kind;

constexpr std::uint32_t kCompared = 3;  // lines before and after the edits that are compared at all
constexpr std::size_t kContext = 1;     // and of those shown
constexpr std::size_t kLeastGap = 3;    // lines left out between two changes; fewer are shown

// A part of the text that is compared by itself: the lines around the edits, or one cell of a notebook.
struct Part {
  Span span;
  std::uint32_t lines_before = 0;
  std::uint32_t cell = 0;  // its number; 0 outside notebooks
};

std::vector<Part> parts_of(const FileFindings& file, const Fix& fix) {
  const auto size = static_cast<std::uint32_t>(file.text.size());
  std::vector<Part> parts;
  if (!is_notebook(file)) {
    const std::uint32_t first = file.lines->line_of(fix.edits.front().span.begin);
    const std::uint32_t begin = first - std::min(first, kCompared);
    const std::uint32_t last =
        std::min(file.lines->line_of(fix.edits.back().span.end) + kCompared, file.lines->line_of(size));
    parts.push_back({{file.lines->line_begin(begin), file.lines->line_begin(last + 1)}, begin, 0});
    return parts;
  }
  // Ruff counts what is before the first code cell as cell 1, empty as it is.
  if (file.cells.front().number != 1) parts.push_back({{0, 0}, 0, 1});
  for (std::size_t i = 0; i < file.cells.size(); ++i) {
    const std::uint32_t end = i + 1 < file.cells.size() ? file.lines->line_begin(file.cells[i + 1].first_line) : size;
    parts.push_back({{file.lines->line_begin(file.cells[i].first_line), end}, 0, file.cells[i].number});
  }
  return parts;
}

// The part with those edits made that lie in it; false if none does.
bool fixed_part(const FileFindings& file, const Fix& fix, Span part, std::string& fixed) {
  bool any = false;
  std::uint32_t at = part.begin;
  for (const Edit& edit : fix.edits) {
    if (!part.contains(edit.span) || edit.span.begin < at) continue;
    fixed.append(file.text.substr(at, edit.span.begin - at)).append(edit.text);
    at = edit.span.end;
    any = true;
  }
  fixed.append(file.text.substr(at, part.end - at));
  return any;
}

// A rule across the page takes as much room as the line or two that it would stand for.
std::vector<std::vector<Change>> joined(std::vector<std::vector<Change>> groups) {
  std::vector<std::vector<Change>> out;
  for (std::vector<Change>& group : groups) {
    const bool near = !out.empty() && out.back().back().kind == Kind::equal && group.front().kind == Kind::equal &&
                      group.front().new_begin - out.back().back().new_end < kLeastGap;
    if (!near) {
      out.push_back(std::move(group));
      continue;
    }
    out.back().back().old_end = group.front().old_end;
    out.back().back().new_end = group.front().new_end;
    out.back().insert(out.back().end(), group.begin() + 1, group.end());
  }
  return out;
}

class Writer {
 public:
  Writer(std::string& out, bool colour) : to_(out, colour), out_(&out), colour_(colour) {}

  void write(const Part& part, std::string_view before, std::string_view after) {
    const std::vector<std::string_view> old_lines = split_lines(before);
    const std::vector<std::string_view> new_lines = split_lines(after);
    const auto groups = joined(group_changes(diff_lines(old_lines, new_lines), kContext));
    lines_before_ = part.lines_before;
    const std::size_t last = groups.empty() ? 0 : groups.back().back().new_end + lines_before_;
    digits_ = digits_of(std::max<std::size_t>(last, 1));
    if (part.cell != 0) to_.blanks(digits_).text("::: cell ").number(part.cell).text("\n");
    write_gutter();
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (i > 0) to_.text(std::string(80, '-')).text("\n");
      for (const Change& change : groups[i]) write(change, old_lines, new_lines);
    }
    write_gutter();
  }

  std::size_t digits() const { return digits_; }

 private:
  void write_number(std::size_t number) {
    std::string text = number == 0 ? std::string() : std::to_string(number);
    text.resize(digits_, ' ');
    to_.text(text, Style::line_number).text(" ");
  }

  void write_gutter() {
    write_number(0);
    to_.text("|", Style::line_number).text("\n");
  }

  void write(const Change& change, Lines old_lines, Lines new_lines) {
    const Lines removed = old_lines.subspan(change.old_begin, change.old_size());
    const Lines added = new_lines.subspan(change.new_begin, change.new_size());
    if (change.kind == Kind::equal) {
      for (std::size_t i = 0; i < added.size(); ++i) {
        write_line(change.new_begin + i + 1, "|", Style::line_number, Style::none, {{added[i], false}});
      }
      return;
    }
    // Emphasis cannot be seen without colour: the words need not be compared.
    const bool emphasize = colour_ && change.kind == Kind::replaced;
    const InlineDiff words = emphasize ? diff_words(removed, added) : InlineDiff{};
    for (std::size_t i = 0; i < removed.size(); ++i) {
      write_line(0, "-", Style::deletion_sign, Style::deletion,
                 emphasize ? words.old_lines[i] : Segments{{removed[i], false}});
    }
    for (std::size_t i = 0; i < added.size(); ++i) {
      write_line(change.new_begin + i + 1, "+", Style::insertion_sign, Style::insertion,
                 emphasize ? words.new_lines[i] : Segments{{added[i], false}});
    }
  }

  using Segments = std::vector<Segment>;

  void write_line(std::size_t number, std::string_view sign, Style sign_style, Style style, const Segments& segments) {
    write_number(number == 0 ? 0 : number + lines_before_);
    to_.text(sign, sign_style);
    bool separated = false;
    for (const Segment& segment : segments) {
      if (!separated && segment.text.find_first_not_of("\r\n") != std::string_view::npos) {
        to_.text(" ");
        separated = true;
      }
      if (segment.changed && colour_) out_->append(style_start(Style::emphasis));
      to_.text(printable(segment.text), style);
      if (segment.changed && colour_) out_->append(kStyleEnd);
    }
    const std::string_view end = segments.empty() ? std::string_view{} : segments.back().text;
    if (!end.ends_with('\n') && !end.ends_with('\r')) to_.text("\n");
  }

  // As in source frames, but tabs and line endings stay what they are, and a byte order mark is shown.
  static std::string printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
      const Utf8Character c = first_character(text);
      const std::string_view bytes = text.substr(0, c.size);
      text.remove_prefix(c.size);
      if (c.value == U'\u200d') continue;
      if (c.value == U'\t' || c.value == U'\n' || c.value == U'\r')
        out += bytes;
      else
        append_utf8(c.value == U'\ufeff' ? U'\ufffd' : displayed(c.value), out);
    }
    return out;
  }

  Styled to_;
  std::string* out_;
  bool colour_;
  std::size_t digits_ = 1;
  std::size_t lines_before_ = 0;
};

}  // namespace

std::size_t write_fix_diff(const FileFindings& file, const Fix& fix, bool colour, std::string& out) {
  Writer writer(out, colour);
  for (const Part& part : parts_of(file, fix)) {
    std::string fixed;
    if (!fixed_part(file, fix, part.span, fixed)) continue;
    writer.write(part, file.text.substr(part.span.begin, part.span.size()), fixed);
  }
  return writer.digits();
}

}  // namespace whip::render
