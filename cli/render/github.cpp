// Workflow commands of GitHub Actions: `::error
// title=...,file=...,line=...,col=...,endLine=...,endColumn=...::message`. Columns are left out where a finding spans
// lines: GitHub ignores such ranges. Secondary places and the advice follow in the message, one line each; a line break
// is %0A.
//
// The runner decodes %0A, %0D and %25 (in properties also %3A and %2C) and nothing else, so a plain "%" stays readable
// and is escaped only where it would be taken for one of these.
#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/style.h"
#include "cli/render/tool.h"

namespace whip::render {
namespace {

bool looks_escaped(std::string_view rest) {
  for (const std::string_view code : {"%0A", "%0D", "%25", "%3A", "%2C"}) {
    if (rest.starts_with(code)) return true;
  }
  return false;
}

void append_data(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '\r':
        out += "%0D";
        break;
      case '\n':
        out += "%0A";
        break;
      case '%':
        out += looks_escaped(text.substr(i)) ? "%25" : "%";
        break;
      default:
        out += text[i];
    }
  }
}

void append_property(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case ':':
        out += "%3A";
        break;
      case ',':
        out += "%2C";
        break;
      case '%':
        out += looks_escaped(text.substr(i)) ? "%25" : "%";
        break;
      default:
        append_data(out, text.substr(i, 1));
    }
  }
}

void write_finding(const Run& run, const FileFindings& file, const Diagnostic& finding, std::string& out) {
  Styled to(out, false);
  const LineColumn begin = place_without_cells(file, finding.span.begin);
  const LineColumn end = place_without_cells(file, finding.span.end);
  to.text("::error title=").text(kToolName).text(" (").text(label_of(run, finding.rule)).text("),file=");
  append_property(out, file.absolute_path);
  to.text(",line=").number(begin.line);
  if (begin.line == end.line) to.text(",col=").number(begin.column);
  to.text(",endLine=").number(end.line);
  if (begin.line == end.line) to.text(",endColumn=").number(end.column);
  to.text("::");
  append_data(out, file.path);
  to.text(":").number(begin.line).text(":").number(begin.column).text(": ");
  to.text(label_of(run, finding.rule)).text(label_has_colon(run, finding.rule) ? ": " : " ");
  append_data(out, body_of(finding));
  for (const Note& note : finding.notes) {
    const LineColumn at = note.is_elsewhere() ? LineColumn{note.line, note.column} : place(file, note.span.begin);
    to.text("%0A  ");
    append_data(out, note.is_elsewhere() ? std::string_view(note.path) : std::string_view(file.path));
    to.text(":").number(at.line).text(":").number(at.column).text(": ");
    append_data(out, note.message);
  }
  if (const std::string_view help = help_of(finding); !help.empty()) {
    to.text("%0A  help: ");
    append_data(out, help);
  }
  out += '\n';
}

}  // namespace

void write_github(const Run& run, std::string& out) {
  for (const FileFindings& file : run.files) {
    for (const Diagnostic& finding : file.findings) write_finding(run, file, finding, out);
  }
}

}  // namespace whip::render
