// Reviewdog's diagnostic format (rdjson). Positions in notebooks count over the joined code cells, as Ruff's do.
#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/json_parts.h"
#include "cli/render/tool.h"

namespace whip::render {
namespace {

void write_position(JsonWriter& json, LineColumn at) {
  json.begin_object().member("column", std::uint64_t{at.column}).member("line", std::uint64_t{at.line}).end_object();
}

void write_range(JsonWriter& json, const FileFindings& file, Span span) {
  json.key("range").begin_object().key("end");
  write_position(json, place(file, span.end));
  json.key("start");
  write_position(json, place(file, span.begin));
  json.end_object();
}

void write_finding(JsonWriter& json, const Run& run, const FileFindings& file, const Diagnostic& finding) {
  json.begin_object().key("code").begin_object();
  if (const std::string url = url_of(run, finding.rule); !url.empty()) json.member("url", url);
  json.member("value", label_of(run, finding.rule)).end_object();
  json.key("location").begin_object().member("path", file.absolute_path);
  if (has_place(finding)) write_range(json, file, finding.span);
  json.end_object().member("message", body_of(finding));
  if (finding.fix && !finding.fix->edits.empty()) {
    json.key("suggestions").begin_array();
    for (const Edit& edit : finding.fix->edits) {
      json.begin_object();
      write_range(json, file, edit.span);
      json.member("text", edit.text).end_object();
    }
    json.end_array();
  }
  json.end_object();
}

}  // namespace

void write_rdjson(const Run& run, std::string& out) {
  JsonWriter json(out, JsonWriter::Style::pretty);
  json.begin_object().key("diagnostics").begin_array();
  for (const FileFindings& file : run.files) {
    for (const Diagnostic& finding : file.findings) write_finding(json, run, file, finding);
  }
  json.end_array().member("severity", "WARNING");
  json.key("source").begin_object().member("name", kToolName).end_object().end_object();
}

}  // namespace whip::render
