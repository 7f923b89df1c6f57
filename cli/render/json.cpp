// `json` and `json-lines`: Ruff's fields in Ruff's order (alphabetical) and the fingerprint, one array, or one object a
// line.
#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/json_parts.h"

namespace whip::render {
namespace {

// Where an edit ends. The line break between two cells is ours, not the notebook's: an edit that takes it, and so ends
// in the next cell, ends for the reader with the last line of its own.
LineColumn edit_end(const FileFindings& file, Span span) {
  const LineColumn end = place(file, span.end);
  if (!is_notebook(file)) return end;
  if (cell_of(file, place(file, span.begin).line).number == cell_of(file, end.line).number) return in_cell(file, end);
  const Span last_line = file.lines->line_content(end.line - 2, file.text);
  return in_cell(file, place(file, last_line.end));
}

void write_fix(JsonWriter& json, const FileFindings& file, const Diagnostic& finding) {
  const Fix& fix = *finding.fix;
  json.begin_object().member("applicability", applicability(fix.safety)).key("edits").begin_array();
  for (const Edit& edit : fix.edits) {
    json.begin_object().member("content", edit.text).key("end_location");
    write_row_column(json, edit_end(file, edit.span));
    json.key("location");
    write_row_column(json, in_cell(file, place(file, edit.span.begin)));
    json.end_object();
  }
  json.end_array().key("message");
  const std::string_view title = help_of(finding);
  if (title.empty())
    json.null();
  else
    json.string(title);
  json.end_object();
}

void write_note(JsonWriter& json, const FileFindings& file, const Note& note) {
  json.begin_object()
      .member("filename", note.is_elsewhere() ? std::string_view(note.path) : file.absolute_path)
      .key("location");
  write_row_column(
      json, note.is_elsewhere() ? LineColumn{note.line, note.column} : in_cell(file, place(file, note.span.begin)));
  json.member("message", note.message).end_object();
}

void write_finding(JsonWriter& json, const Run& run, const FileFindings& file, std::size_t i) {
  const Diagnostic& finding = file.findings[i];
  const LineColumn begin = place(file, finding.span.begin);
  json.begin_object().key("cell");
  if (is_notebook(file))
    json.number(cell_of(file, begin.line).number);
  else
    json.null();
  json.key("code");
  if (entry_of(run, finding.rule) == nullptr && run.options.label == RuleLabel::name)
    json.null();
  else
    json.string(code_of(run, finding.rule));
  json.key("end_location");
  if (has_place(finding))
    write_row_column(json, in_cell(file, place(file, finding.span.end)));
  else
    json.null();
  json.member("filename", file.absolute_path);
  if (const Fingerprint id = facts_of(file, i).fingerprint; id != Fingerprint{})
    json.member("fingerprint", to_string(id));
  json.key("fix");
  if (finding.fix)
    write_fix(json, file, finding);
  else
    json.null();
  json.key("location");
  if (has_place(finding))
    write_row_column(json, in_cell(file, begin));
  else
    json.null();
  json.member("message", body_of(finding)).member("name", name_of(run, finding.rule)).key("noqa_row");
  if (const std::uint32_t line = facts_of(file, i).noqa_line; line != 0)
    json.number(in_cell(file, {line, 1}).line);
  else
    json.null();
  if (tells_places(run, finding)) {
    json.key("related_locations").begin_array();
    for (const Note& note : finding.notes) write_note(json, file, note);
    json.end_array();
  }
  json.member("severity", severity_of(run, finding.rule)).key("url");
  if (const std::string url = url_of(run, finding.rule); !url.empty())
    json.string(url);
  else
    json.null();
  json.end_object();
}

}  // namespace

void write_json(const Run& run, std::string& out) {
  JsonWriter json(out, JsonWriter::Style::pretty);
  json.begin_array();
  for (const FileFindings& file : run.files) {
    for (std::size_t i = 0; i < file.findings.size(); ++i) write_finding(json, run, file, i);
  }
  json.end_array();
}

void write_json_lines(const Run& run, std::string& out) {
  for (const FileFindings& file : run.files) {
    for (std::size_t i = 0; i < file.findings.size(); ++i) {
      JsonWriter json(out);
      write_finding(json, run, file, i);
      out += '\n';
    }
  }
}

}  // namespace whip::render
