// One line a finding: `path:line:column: F401 [*] message`, which editors' error formats parse.
#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/style.h"

namespace whip::render {

void write_concise(const Run& run, std::string& out) {
  Styled to(out, run.options.colour);
  const bool marks_fixable = shows_fix_status(run);
  for (const FileFindings& file : run.files) {
    for (const Diagnostic& finding : file.findings) {
      const LineColumn whole = place(file, finding.span.begin);
      const LineColumn at = in_cell(file, whole);
      to.text(file.path, Style::emphasis).text(":", Style::separator);
      if (is_notebook(file)) {
        to.text("cell ").number(cell_of(file, whole.line).number).text(":", Style::separator);
      }
      if (has_place(finding)) {
        to.number(at.line).text(":", Style::separator).number(at.column).text(":", Style::separator);
      }
      to.text(" ");
      to.text(label_of(run, finding.rule), Style::code).text(label_has_colon(run, finding.rule) ? ": " : " ");
      if (marks_fixable && is_applicable(run, finding)) to.text("[").text("*", Style::separator).text("] ");
      to.text(body_of(finding)).text("\n");
    }
  }
}

}  // namespace whip::render
