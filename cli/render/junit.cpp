// JUnit as Jenkins' xunit schema defines it: a file is a suite, a finding a failed test. Ruff's report differs where it
// does not follow that schema (skipped on testsuites, properties in a test case, line and column attributes); the
// position is in the failure's text.
#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/style.h"
#include "cli/render/tool.h"
#include "core/text/width.h"

namespace whip::render {
namespace {

// XML 1.0 has no way to write most control characters: they are left out, like every byte that is no UTF-8.
void append_xml(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const Utf8Character c = first_character(text);
    const std::string_view bytes = text.substr(0, c.size);
    text.remove_prefix(c.size);
    switch (c.value) {
      case U'&':
        out += "&amp;";
        continue;
      case U'<':
        out += "&lt;";
        continue;
      case U'>':
        out += "&gt;";
        continue;
      case U'"':
        out += "&quot;";
        continue;
      case U'\'':
        out += "&apos;";
        continue;
      default:
        break;
    }
    const bool control = c.value < 0x20 && c.value != U'\t' && c.value != U'\n' && c.value != U'\r';
    const bool broken = c.value == 0xFFFD && c.size == 1;
    const bool no_character = c.value == 0xFFFE || c.value == 0xFFFF;
    if (!control && !broken && !no_character) out += bytes;
  }
}

// The path without its extension, the nearest thing to a class that a Python file has.
std::string_view class_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t dot = path.rfind('.');
  const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  return dot == std::string_view::npos || dot <= name ? path : path.substr(0, dot);
}

void write_case(const Run& run, const FileFindings& file, const Diagnostic& finding, std::string& out) {
  Styled to(out, false);
  const LineColumn at = place_without_cells(file, finding.span.begin);
  const std::string body = body_of(finding);
  to.text("        <testcase name=\"org.")
      .text(kToolName)
      .text(".")
      .text(label_of(run, finding.rule))
      .text("\" classname=\"");
  append_xml(out, class_name(file.absolute_path));
  to.text("\">\n            <failure message=\"");
  append_xml(out, body);
  to.text("\">");
  if (has_place(finding)) to.text("line ").number(at.line).text(", col ").number(at.column).text(", ");
  append_xml(out, body);
  to.text("</failure>\n        </testcase>\n");
}

void write_suite(const Run& run, const FileFindings& file, std::string& out) {
  Styled to(out, false);
  const std::size_t count = file.findings.size();
  to.text("    <testsuite name=\"");
  append_xml(out, file.absolute_path);
  to.text("\" tests=\"").number(count).text("\" skipped=\"0\" errors=\"0\" failures=\"").number(count);
  to.text("\" package=\"org.").text(kToolName).text("\">\n");
  for (const Diagnostic& finding : file.findings) write_case(run, file, finding, out);
  to.text("    </testsuite>\n");
}

}  // namespace

void write_junit(const Run& run, std::string& out) {
  Styled to(out, false);
  std::size_t total = 0;
  for (const FileFindings& file : run.files) total += file.findings.size();
  to.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"").text(kToolName).text("\" tests=\"");
  to.number(total == 0 ? 1 : total).text("\" failures=\"").number(total).text("\" errors=\"0\">\n");
  if (total == 0) {
    // A report without any test counts as a broken run.
    to.text("    <testsuite name=\"")
        .text(kToolName)
        .text("\" tests=\"1\" skipped=\"0\" errors=\"0\" failures=\"0\" package=\"org.");
    to.text(kToolName).text("\">\n        <testcase name=\"No errors found\" classname=\"").text(kToolName);
    to.text("\"/>\n    </testsuite>\n");
  }
  for (const FileFindings& file : run.files) {
    if (!file.findings.empty()) write_suite(run, file, out);
  }
  to.text("</testsuites>\n");
}

}  // namespace whip::render
