#include "cli/commands/shake_lines.h"

#include <set>

#include "cli/pipeline/read.h"
#include "core/base/json_writer.h"
#include "linter/lint.h"
#include "rules/all.h"

namespace whip::cli {

std::string lines_of_findings(const std::string& path) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  if (const Result<FileBytes> read = read_file(path.c_str())) {
    Settings settings;
    settings.concurrency = ConcurrencyContract::library;
    const std::span<const RuleEntry> rules = rules::all();
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].family == "free_threading") settings.enabled.insert(static_cast<RuleId>(i));
    }
    const Listeners listeners(rules, settings.enabled);
    Bench bench;
    // By its own name it might be a test, which promises nothing.
    constexpr std::string_view kName = "shaken.py";
    const LintResult found =
        lint({.text = read->source.text(), .facts = {.path = kName, .name = kName}}, settings, listeners, bench);
    std::set<std::uint32_t> lines;
    for (const Diagnostic& finding : found.diagnostics) {
      lines.insert(bench.lines.line_of(finding.span.begin) + 1);
      for (const Note& note : finding.notes) lines.insert(bench.lines.line_of(note.span.begin) + 1);
    }
    for (const std::uint32_t line : lines) json.begin_array().string(path).number(std::uint64_t{line}).end_array();
  }
  json.end_array();
  return out;
}

}  // namespace whip::cli
