// `path:line: [F401] message`, as pylint's parseable output.
#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/style.h"

namespace whip::render {

void write_pylint(const Run& run, std::string& out) {
  Styled to(out, false);
  for (const FileFindings& file : run.files) {
    for (const Diagnostic& finding : file.findings) {
      to.text(file.path).text(":").number(place_without_cells(file, finding.span.begin).line);
      to.text(": [").text(label_of(run, finding.rule)).text("] ").text(body_of(finding)).text("\n");
    }
  }
}

}  // namespace whip::render
