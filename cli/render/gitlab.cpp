// GitLab's Code Quality report (a subset of Code Climate's). The fingerprint is our own: it survives moved lines
// (docs/output-formats.md).
#include <filesystem>

#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/json_parts.h"

namespace whip::render {
namespace {

// GitLab wants paths from the root of the repository; in its pipelines that folder is known.
std::string report_path(const Run& run, const FileFindings& file) {
  if (run.options.gitlab_project.empty()) return std::string(file.path);
  const std::filesystem::path absolute{file.absolute_path};
  if (!absolute.is_absolute()) return std::string(file.path);
  return absolute.lexically_relative(std::filesystem::path{run.options.gitlab_project}).generic_string();
}

}  // namespace

void write_gitlab(const Run& run, std::string& out) {
  JsonWriter json(out, JsonWriter::Style::pretty);
  json.begin_array();
  for (const FileFindings& file : run.files) {
    for (std::size_t i = 0; i < file.findings.size(); ++i) {
      const Diagnostic& finding = file.findings[i];
      const std::string_view label = label_of(run, finding.rule);
      json.begin_object().member("check_name", label);
      // GitLab does not show the name of the check: it goes into the description too.
      json.member("description", std::string(label).append(": ").append(body_of(finding)));
      json.member("severity", "major").member("fingerprint", to_string(facts_of(file, i).fingerprint));
      json.key("location").begin_object().member("path", report_path(run, file));
      json.key("positions").begin_object().key("begin");
      write_line_column(json, place_without_cells(file, finding.span.begin));
      json.key("end");
      write_line_column(json, place_without_cells(file, finding.span.end));
      json.end_object().end_object().end_object();
    }
  }
  json.end_array();
}

}  // namespace whip::render
