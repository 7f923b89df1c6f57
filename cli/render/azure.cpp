// Logging commands of Azure Pipelines: `##vso[task.logissue type=error;...]message`. `;` and `]` would end a property
// early and are escaped the way the agent decodes them (%3B, %5D), line breaks as %0D and %0A.
#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/style.h"

namespace whip::render {
namespace {

void append_data(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\r':
        out += "%0D";
        break;
      case '\n':
        out += "%0A";
        break;
      default:
        out += c;
    }
  }
}

void append_property(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case ';':
        out += "%3B";
        break;
      case ']':
        out += "%5D";
        break;
      default:
        append_data(out, {&c, 1});
    }
  }
}

}  // namespace

void write_azure(const Run& run, std::string& out) {
  Styled to(out, false);
  for (const FileFindings& file : run.files) {
    for (const Diagnostic& finding : file.findings) {
      const LineColumn at = place_without_cells(file, finding.span.begin);
      to.text("##vso[task.logissue type=error;sourcepath=");
      append_property(out, file.absolute_path);
      if (has_place(finding)) to.text(";linenumber=").number(at.line).text(";columnnumber=").number(at.column);
      to.text(";code=").text(label_of(run, finding.rule)).text(";]");
      append_data(out, body_of(finding));
      out += '\n';
    }
  }
}

}  // namespace whip::render
