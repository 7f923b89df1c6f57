// Findings under their file's name, positions aligned.
#include <algorithm>

#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/style.h"

namespace whip::render {
namespace {

void write_file(const Run& run, const FileFindings& file, std::string& out) {
  Styled to(out, run.options.colour);
  // Notebooks: Ruff aligns by the places in the joined cells and prints those inside the cells.
  std::size_t row_width = 1;
  std::size_t column_width = 1;
  for (const Diagnostic& finding : file.findings) {
    const LineColumn at = place(file, finding.span.begin);
    row_width = std::max(row_width, digits_of(at.line));
    column_width = std::max(column_width, digits_of(at.column));
  }
  to.text(file.path, Style::underline).text(":\n");
  for (const Diagnostic& finding : file.findings) {
    const LineColumn whole = place(file, finding.span.begin);
    const LineColumn at = in_cell(file, whole);
    if (!has_place(finding)) {
      to.text("  ").text(label_of(run, finding.rule), Style::code).text(": ").text(body_of(finding)).text("\n");
      continue;
    }
    to.text("  ").blanks(row_width - digits_of(whole.line));
    if (is_notebook(file)) to.text("cell ").number(cell_of(file, whole.line).number).text(":", Style::separator);
    to.number(at.line).text(":", Style::separator).number(at.column);
    to.blanks(column_width - digits_of(whole.column)).text(" ");
    to.text(label_of(run, finding.rule), Style::code);
    if (shows_fix_status(run) && is_applicable(run, finding))
      to.text(" [").text("*", Style::separator).text("] ");
    else
      to.text(label_has_colon(run, finding.rule) ? ": " : " ");
    to.text(body_of(finding)).text("\n");
  }
  to.text("\n");
}

}  // namespace

void write_grouped(const Run& run, std::string& out) {
  for (const FileFindings& file : run.files) {
    if (!file.findings.empty()) write_file(run, file, out);
  }
}

}  // namespace whip::render
