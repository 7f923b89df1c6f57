#include "cli/commands/format_report.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "cli/render/render.h"
#include "cli/render/unified_diff.h"
#include "core/report/reserved.h"

namespace whip::cli {
namespace {

std::string counted(std::size_t count, std::string_view what) {
  return std::to_string(count) + (count == 1 ? " file " : " files ") + std::string(what);
}

std::string bold_red(std::string_view text, ColourWhen colour) {
  if (!wants_colour(colour, STDERR_FILENO)) return std::string(text);
  return "\x1b[1;31m" + std::string(text) + "\x1b[0m";
}

std::string place_of(const FormattedFile& file, const Error& error) {
  std::string text = file.path == "-" ? std::string() : file.shown;
  if (error.line == 0 || error.code == ErrorCode::encoding) return text;
  if (!text.empty()) text += ":";
  return text + std::to_string(error.line) + ":" + std::to_string(error.column);
}

// "error: Failed to parse a.py:3:1: ..." A line for standard error.
std::string error_line(const FormattedFile& file, ColourWhen colour) {
  const Error& error = *file.error;
  const std::string place = place_of(file, error);
  std::string text = bold_red("error", colour) + ": Failed to ";
  switch (error.code) {
    case ErrorCode::syntax:
      text += file.path == "-" ? "parse at " + place : "parse " + place;
      break;
    case ErrorCode::encoding:
      text += "read " + (place.empty() ? std::string("-") : place);
      break;
    default:
      text += "format " + (place.empty() ? std::string("-") : place);
  }
  text += ": " + error.message;
  if (error.code == ErrorCode::internal) text += ". This is a defect of whip: please report it with the file";
  return text + "\n";
}

void write_changes(const FormatResult& result, bool colour, std::string& out) {
  for (const FormattedFile& file : result.files) {
    if (file.changes.empty()) continue;
    const std::string_view name = file.path == "-" ? std::string_view{} : std::string_view(file.shown);
    if (file.changes.front().cell == 0) {
      render::write_unified_diff(name, file.changes.front().before, file.changes.front().after, colour, out);
      continue;
    }
    std::vector<render::CellTexts> cells;
    for (const ChangedPart& part : file.changes) cells.push_back({part.cell, part.before, part.after});
    render::write_unified_diff(name, cells, colour, out);
  }
}

// The finding that stands for a file of --check; nothing for a defect, which is told on standard error alone.
std::optional<Diagnostic> finding_of(const FormattedFile& file) {
  if (file.finding) return file.finding;
  if (!file.error || file.error->code == ErrorCode::internal) return std::nullopt;
  const bool is_syntax = file.error->code == ErrorCode::syntax;
  std::string message = file.error->message;
  if (file.error->code == ErrorCode::io) message = file.path + ": " + message;
  return Diagnostic{
      .rule = is_syntax ? RuleId::invalid_syntax : kUnreadable, .span = {}, .message = std::move(message), .fix = {}};
}

std::size_t failures(const FormatResult& result) {
  return static_cast<std::size_t>(
      std::ranges::count_if(result.files, [](const FormattedFile& file) { return file.error.has_value(); }));
}

bool has_summary(render::Format format) {
  return format == render::Format::concise || format == render::Format::full || format == render::Format::grouped;
}

// --check: one finding a file.
void write_findings(const FormatResult& result, const FormatRequest& request, render::Format format,
                    const std::string& working_directory, std::string& out) {
  std::vector<LineIndex> lines;
  std::vector<std::vector<render::Cell>> cells;
  std::vector<Diagnostic> findings;
  std::vector<render::FileFindings> files;
  lines.reserve(result.files.size());
  cells.reserve(result.files.size());
  findings.reserve(result.files.size());
  for (const FormattedFile& file : result.files) {
    std::optional<Diagnostic> finding = finding_of(file);
    if (!finding) continue;
    findings.push_back(std::move(*finding));
    const LineIndex& index = lines.emplace_back(file.text.text());
    std::vector<render::Cell>& places = cells.emplace_back();
    for (const Cell& cell : file.cells) {
      places.push_back({.number = cell.number, .first_line = index.line_of(cell.span.begin)});
    }
    files.push_back({.path = file.shown,
                     .absolute_path = file.path,
                     .text = file.text.text(),
                     .lines = &index,
                     .cells = places,
                     .findings = {&findings.back(), 1},
                     .facts = {}});
  }
  const char* const gitlab = std::getenv("CI_PROJECT_DIR");
  // As if the fixes were made: what can be fixed is not marked, for everything can.
  const render::Options options{.colour = wants_colour(request.colour, STDOUT_FILENO),
                                .fix_mode = render::FixMode::apply,
                                .version = WHIP_VERSION,
                                .working_directory = working_directory,
                                .exit_code = format_exit_code(result, request),
                                .checked = result.changed + result.unchanged + failures(result),
                                .gitlab_project = gitlab == nullptr ? std::string_view{} : gitlab};
  render::write_findings({.files = files, .fixed = {}, .rules = {}, .options = options}, format, out);
}

Done written(bool good) {
  if (good) return Unit{};
  return Error{.code = ErrorCode::io, .message = "the report could not be written", .path = {}};
}

}  // namespace

std::string format_summary(const FormatResult& result, FormatMode mode) {
  const bool writes = mode == FormatMode::write;
  std::string text;
  if (result.changed > 0) text = counted(result.changed, writes ? "reformatted" : "would be reformatted");
  if (result.unchanged > 0) {
    if (!text.empty()) text += ", ";
    text += counted(result.unchanged, writes ? "left unchanged" : "already formatted");
  }
  return text.empty() ? text : text + "\n";
}

Done report_format(const FormatResult& result, const FormatRequest& request, const Configuration& configuration,
                   const std::string& working_directory) {
  std::string out;
  std::string err;
  const render::Format format = render::parse_format(configuration.output_format).value_or(render::Format::full);
  const bool reports = request.mode == FormatMode::check && !request.reads_stdin;
  for (const FormattedFile& file : result.files) {
    if (file.error && (!reports || file.error->code == ErrorCode::internal)) err += error_line(file, request.colour);
  }
  if (request.mode == FormatMode::diff) write_changes(result, wants_colour(request.colour, STDOUT_FILENO), out);
  if (reports) write_findings(result, request, format, working_directory, out);
  if (request.verbosity >= Verbosity::normal && !request.reads_stdin && (!reports || has_summary(format))) {
    (request.mode == FormatMode::diff ? err : out) += format_summary(result, request.mode);
  }
  if (request.verbosity == Verbosity::silent) return Unit{};
  if (!err.empty()) write_error(err);
  return written(write_out(out));
}

int format_exit_code(const FormatResult& result, const FormatRequest& request) {
  int code = kDone;
  if (result.changed > 0 &&
      (request.mode != FormatMode::write || (request.exit_non_zero_on_format && !request.reads_stdin))) {
    code = kFindings;
  }
  for (const FormattedFile& file : result.files) {
    if (file.error) code = std::max(code, file.error->code == ErrorCode::internal ? kDefect : kFailure);
  }
  return code;
}

}  // namespace whip::cli
