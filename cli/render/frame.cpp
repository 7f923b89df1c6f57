#include "cli/render/frame.h"

#include <algorithm>
#include <string>
#include <vector>

#include "cli/render/displayed.h"
#include "cli/render/excerpt.h"
#include "cli/render/finding.h"

namespace whip::render {
namespace {

constexpr std::uint32_t kContext = 2;  // lines shown before and after a mark

// Marks that are near enough to each other to be shown together; lines are 0-based, of the joined text.
struct Group {
  std::uint32_t first_line = 0;  // of the marks
  std::uint32_t last_line = 0;
  std::vector<Mark> marks;
  bool primary = false;
};

bool is_blank_line(const FileFindings& file, std::uint32_t line) {
  const Span span = file.lines->line_span(line);
  for (std::string_view rest = file.text.substr(span.begin, span.size()); !rest.empty();) {
    const Utf8Character c = first_character(rest);
    if (!is_white_space(c.value)) return false;
    rest.remove_prefix(c.size);
  }
  return true;
}

// The number of the cell that holds a 0-based line.
std::uint32_t cell_number(const FileFindings& file, std::uint32_t line) { return cell_of(file, line + 1).number; }

// The first line shown before `line`: up to two more, but no blank ones and none of another cell.
std::uint32_t context_before(const FileFindings& file, std::uint32_t line) {
  std::uint32_t first = line - std::min(line, kContext);
  while (first < line && is_blank_line(file, first)) ++first;
  if (!is_notebook(file)) return first;
  while (first < line && cell_number(file, first) != cell_number(file, line)) ++first;
  return first;
}

std::uint32_t context_after(const FileFindings& file, std::uint32_t line) {
  std::uint32_t last = std::min(line + kContext, file.lines->line_count());
  while (last > line && is_blank_line(file, last)) --last;
  if (!is_notebook(file)) return last;
  while (last > line && cell_number(file, last) != cell_number(file, line)) --last;
  return last;
}

std::uint32_t last_line_of(const FileFindings& file, Span span) {
  const std::uint32_t first = file.lines->line_of(span.begin);
  const std::uint32_t last = file.lines->line_of(span.end);
  // A span that takes a line with its ending does not reach the next one.
  const bool ends_with_break = !span.empty() && (file.text[span.end - 1] == '\n' || file.text[span.end - 1] == '\r');
  return ends_with_break && last > first ? last - 1 : last;
}

std::vector<Group> group_marks(const FileFindings& file, const Diagnostic& finding) {
  std::vector<Mark> marks{{finding.span, finding.label, true}};
  for (const Note& note : finding.notes) {
    if (!note.is_elsewhere()) marks.push_back({note.span, note.message, false});
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Mark& a, const Mark& b) { return a.span.begin < b.span.begin; });

  std::vector<Group> groups;
  Mark previous;
  for (const Mark& mark : marks) {
    const std::uint32_t first = file.lines->line_of(mark.span.begin);
    const std::uint32_t last = last_line_of(file, mark.span);
    const auto is_near = [&] {
      if (is_notebook(file) && cell_number(file, file.lines->line_of(previous.span.end)) != cell_number(file, first))
        return false;
      return context_before(file, first) <= context_after(file, last_line_of(file, previous.span)) + 1;
    };
    if (groups.empty() || !is_near()) groups.push_back({.first_line = first, .last_line = last, .marks = {}});
    Group& group = groups.back();
    group.first_line = std::min(group.first_line, first);
    group.last_line = std::max(group.last_line, last);
    group.marks.push_back(mark);
    group.primary = group.primary || mark.primary;
    previous = mark;
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.primary && !b.primary; });
  return groups;
}

void draw_place(Canvas& canvas, const FileFindings& file, const Group& group, LineColumn at, std::size_t digits,
                std::string_view arrow) {
  const std::size_t row = canvas.rows();
  canvas.put(row, digits, arrow, Style::line_number);
  std::string place(file.path);
  if (is_notebook(file)) {
    place.append(":cell ").append(
        std::to_string(cell_number(file, file.lines->line_of(group.marks.front().span.begin))));
  }
  place.append(":").append(std::to_string(at.line)).append(":").append(std::to_string(at.column));
  canvas.append(row, place, Style::none);
}

}  // namespace

void draw_frame(Canvas& canvas, const FileFindings& file, const Diagnostic& finding) {
  static const LineIndex kNoLines;
  FileFindings shown = file;
  if (shown.lines == nullptr) shown.lines = &kNoLines;
  const std::vector<Group> groups = group_marks(shown, finding);

  std::vector<Excerpt> excerpts;
  std::size_t digits = 0;
  // Findings about the file as a whole have the empty span at its start: there is nothing to point at.
  const bool about_file = finding.span == Span{};
  for (const Group& group : groups) {
    const std::uint32_t first = context_before(shown, group.first_line);
    const std::uint32_t first_number = in_cell(shown, {first + 1, 1}).line;
    excerpts.push_back(make_excerpt(shown.text, *shown.lines, first, context_after(shown, group.last_line),
                                    first_number, group.marks));
    if (!(about_file && group.primary)) digits = std::max(digits, digits_of(excerpts.back().lines.back().number));
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool last = i + 1 == groups.size();
    if (i > 0) canvas.put(canvas.rows(), digits + 1, U'|', Style::line_number);
    draw_place(canvas, shown, groups[i], named_place(excerpts[i]), digits, i == 0 ? "--> " : "::: ");
    if (about_file && groups[i].primary) continue;
    canvas.put(canvas.rows(), digits + 1, U'|', Style::line_number);
    draw_excerpt(canvas, excerpts[i], digits, last ? Closing::closed : Closing::open);
  }
}

}  // namespace whip::render
