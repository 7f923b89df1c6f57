// The default format: title, source frame, advice, and the fix as a difference.
#include <string>

#include "cli/render/canvas.h"
#include "cli/render/displayed.h"
#include "cli/render/finding.h"
#include "cli/render/fix_diff.h"
#include "cli/render/formats.h"
#include "cli/render/frame.h"
#include "core/report/reserved.h"

namespace whip::render {
namespace {

// A text of possibly several lines, each on a row of its own, tabs and control characters made visible.
void put_text(Canvas& canvas, std::size_t row, std::string_view text, Style style) {
  while (!text.empty()) {
    const Utf8Character c = first_character(text);
    text.remove_prefix(c.size);
    if (c.value == U'\n')
      ++row;
    else if (c.value == U'\t')
      canvas.append(row, "    ", style);
    else if (c.value != U'\u200d')
      canvas.put(row, canvas.width(row), displayed(c.value), style);
  }
}

void draw_title(Canvas& canvas, const Run& run, const Diagnostic& finding) {
  std::string label(label_of(run, finding.rule));
  if (label_has_colon(run, finding.rule)) label += ':';
  canvas.append(0, label, Style::error);
  if (shows_fix_status(run) && is_applicable(run, finding)) {
    canvas.append(0, " [", Style::none);
    canvas.append(0, "*", Style::help);
    canvas.append(0, "]", Style::none);
  }
  canvas.append(0, " ", Style::emphasis);
  put_text(canvas, 0, finding.message, Style::emphasis);
}

void draw_help(Canvas& canvas, std::string_view help) {
  const std::size_t row = canvas.rows();
  canvas.append(row, "help", Style::help);
  canvas.append(row, ": ", Style::emphasis);
  put_text(canvas, row, help, Style::emphasis);
}

// Places in other files: whoever reads the report has the path and the line.
void draw_elsewhere(Canvas& canvas, const Diagnostic& finding) {
  for (const Note& note : finding.notes) {
    if (!note.is_elsewhere()) continue;
    const std::size_t row = canvas.rows();
    canvas.append(row, "note", Style::help);
    canvas.append(row, ": ", Style::emphasis);
    put_text(canvas, row,
             note.path + ":" + std::to_string(note.line) + ":" + std::to_string(note.column) + ": " + note.message,
             Style::none);
  }
}

void write_safety(const Fix& fix, Styled& to) {
  switch (fix.safety) {
    case Safety::safe:
      return;
    case Safety::unsafe:
      to.text("note", Style::warning).text(": This is an unsafe fix and may change runtime behavior", Style::emphasis);
      break;
    case Safety::display_only:
      to.text("note", Style::warning)
          .text(
              ": This suggestion may be incorrect or produce invalid syntax. It requires manual review and "
              "cannot be applied automatically",
              Style::emphasis);
      break;
  }
  to.text("\n");
}

// A file that would be reformatted: the difference says where and what, the source as it is would only repeat it.
void write_unformatted(const Run& run, const FileFindings& file, const Diagnostic& finding, std::string& out) {
  std::string difference;
  const std::size_t digits = write_fix_diff(file, *finding.fix, run.options.colour, difference);
  const LineColumn whole = place(file, finding.span.begin);
  const LineColumn at = in_cell(file, whole);
  Styled to(out, run.options.colour);
  to.blanks(digits).text("--> ", Style::line_number).text(file.path);
  if (is_notebook(file)) to.text(":cell ").number(cell_of(file, whole.line).number);
  to.text(":").number(at.line).text(":").number(at.column).text("\n");
  out += difference;
}

}  // namespace

void write_full(const Run& run, std::string& out) {
  Canvas canvas;
  Styled to(out, run.options.colour);
  for (const FileFindings& file : run.files) {
    for (const Diagnostic& finding : file.findings) {
      canvas.clear();
      draw_title(canvas, run, finding);
      if (finding.rule == kUnformatted) {
        canvas.print(out, run.options.colour);
        write_unformatted(run, file, finding, out);
        out += '\n';
        continue;
      }
      draw_frame(canvas, file, finding);
      draw_elsewhere(canvas, finding);
      if (const std::string_view help = help_of(finding); !help.empty()) draw_help(canvas, help);
      canvas.print(out, run.options.colour);
      // The difference is shown for fixes that --fix would not make too: whoever reads it can decide.
      if (finding.fix && !finding.fix->edits.empty()) {
        write_fix_diff(file, *finding.fix, run.options.colour, out);
        write_safety(*finding.fix, to);
      }
      out += '\n';
    }
  }
}

}  // namespace whip::render
