#include "cli/commands/check_report.h"

#include <unistd.h>

#include <cstdlib>

#include "cli/render/render.h"
#include "cli/render/unified_diff.h"

namespace whip::cli {
namespace {

render::UnsafeFixes unsafe_fixes(UnsafeFixes fixes) {
  switch (fixes) {
    case UnsafeFixes::hint:
      return render::UnsafeFixes::hint;
    case UnsafeFixes::disabled:
      return render::UnsafeFixes::disabled;
    case UnsafeFixes::enabled:
      return render::UnsafeFixes::enabled;
  }
  return render::UnsafeFixes::hint;
}

render::FixMode fix_mode(FixMode mode) {
  switch (mode) {
    case FixMode::offer:
      return render::FixMode::offer;
    case FixMode::apply:
      return render::FixMode::apply;
    case FixMode::diff:
      return render::FixMode::diff;
  }
  return render::FixMode::offer;
}

// What the renderers look at, in vectors that keep it alive.
struct Rendered {
  std::vector<LineIndex> lines;
  std::vector<std::vector<render::Cell>> cells;
  std::vector<std::vector<render::FindingFacts>> facts;
  std::vector<render::FileFindings> files;
  std::vector<render::FixedFile> fixed;
  std::vector<render::ChangedText> changes;
};

Rendered prepare(const RunResult& result) {
  Rendered out;
  const std::size_t count = result.files.size();
  out.lines.reserve(count);
  out.cells.reserve(count);
  out.facts.reserve(count);
  out.files.reserve(count);
  for (const LintedFile& file : result.files) {
    const std::string_view text = file.text.text();
    const LineIndex& lines = out.lines.emplace_back(text);
    std::vector<render::Cell>& cells = out.cells.emplace_back();
    for (const Cell& cell : file.cells)
      cells.push_back({.number = cell.number, .first_line = lines.line_of(cell.span.begin)});
    std::vector<render::FindingFacts>& facts = out.facts.emplace_back();
    for (const FindingExtra& extra : file.extras) {
      facts.push_back({.noqa_line = extra.noqa_line, .fingerprint = extra.fingerprint});
    }
    out.files.push_back({.path = file.shown,
                         .absolute_path = file.path,
                         .text = text,
                         .lines = &lines,
                         .cells = cells,
                         .findings = file.findings,
                         .facts = facts});
    for (const ChangedPart& part : file.changes) {
      out.changes.push_back({.path = file.shown, .cell = part.cell, .before = part.before, .after = part.after});
    }
    if (file.fixed.empty()) continue;
    render::FixedFile& fixed = out.fixed.emplace_back(render::FixedFile{.path = file.shown, .rules = {}});
    for (const FixedCount& rule : file.fixed) fixed.rules.push_back({.rule = rule.rule, .count = rule.count});
  }
  return out;
}

void write_changes(const RunResult& result, bool colour, std::string& out) {
  for (const LintedFile& file : result.files) {
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

render::Options render_options(const Session& session, const RunResult& result, const Outcome& outcome, bool colour) {
  const char* const gitlab = std::getenv("CI_PROJECT_DIR");
  const Configuration& configuration = session.configuration();
  const bool by_name = configuration.lint.preview && !configuration.output_prefer_rule_codes;
  return {.colour = colour,
          .show_fixes = configuration.show_fixes,
          .quiet = session.request.verbosity == Verbosity::quiet,
          .fix_only = session.request.diff || configuration.fix_only,
          .unsafe_fixes = unsafe_fixes(configuration.unsafe_fixes),
          .fix_mode = fix_mode(session.options.fix),
          .label = by_name ? render::RuleLabel::name : render::RuleLabel::code,
          .version = WHIP_VERSION,
          .working_directory = session.options.working_directory,
          .explain = session.request.explain,
          .exit_code = outcome.exit_code,
          .checked = result.checked,
          .left_out = result.left_out,
          .gitlab_project = gitlab == nullptr ? std::string_view{} : gitlab};
}

render::Run run_of(const Session& session, const RunResult& result, const Outcome& outcome, const Rendered& rendered,
                   bool colour) {
  return {.files = rendered.files,
          .fixed = rendered.fixed,
          .rules = session.rules.carried(),
          .options = render_options(session, result, outcome, colour),
          .changes = session.request.dry_run ? rendered.changes : std::span<const render::ChangedText>{},
          .gone = outcome.gone};
}

render::Format format_of(const Configuration& configuration) {
  return render::parse_format(configuration.output_format).value_or(render::Format::full);
}

Done write_report(int descriptor, std::string_view text) {
  if (write_all(descriptor, text)) return Unit{};
  return Error{.code = ErrorCode::io, .message = "the report could not be written", .path = {}};
}

}  // namespace

Done report_run(const Session& session, const RunResult& result, const Outcome& outcome, int descriptor) {
  const CheckRequest& request = session.request;
  if (request.diff) {
    std::string changes;
    write_changes(result, wants_colour(request.colour, STDOUT_FILENO), changes);
    if (const Done written = write_report(STDOUT_FILENO, changes); !written) return written.error();
  }
  if (request.verbosity == Verbosity::silent) return Unit{};
  const Rendered rendered = prepare(result);
  // A file gets no colours unless they are asked for.
  const bool is_plain = request.output_file.has_value() && request.colour == ColourWhen::automatic;
  const bool colour = wants_colour(is_plain ? ColourWhen::never : request.colour, descriptor);
  const render::Run run = run_of(session, result, outcome, rendered, colour);
  const render::Format format = format_of(session.configuration());
  std::string out;
  if (!request.statistics) {
    render::write_run(run, format, out);
  } else if (!render::write_statistics(run, format, out)) {
    return Error{.code = ErrorCode::usage,
                 .message = "--statistics has no output format `" + session.configuration().output_format +
                            "`: use full, concise or json",
                 .path = {}};
  }
  return write_report(descriptor, out);
}

Done report_findings(const Session& session, const RunResult& result, const Outcome& outcome) {
  const Rendered rendered = prepare(result);
  const bool colour = wants_colour(session.request.colour, STDOUT_FILENO);
  std::string out;
  render::write_findings(run_of(session, result, outcome, rendered, colour), format_of(session.configuration()), out);
  return write_report(STDOUT_FILENO, out);
}

}  // namespace whip::cli
