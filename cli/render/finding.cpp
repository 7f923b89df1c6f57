#include "cli/render/finding.h"

#include <algorithm>

#include "cli/render/rule_text.h"
#include "core/report/reserved.h"

namespace whip::render {
namespace {

// What findings of no rule are called.
std::string_view reserved_name(RuleId rule) {
  if (rule == kUnformatted) return "unformatted";
  return rule == kUnreadable ? "io" : "invalid-syntax";
}

}  // namespace

const RuleEntry* entry_of(const Run& run, RuleId rule) {
  const auto index = static_cast<std::size_t>(rule);
  return index < run.rules.size() ? &run.rules[index] : nullptr;
}

std::string_view code_of(const Run& run, RuleId rule) {
  const RuleEntry* entry = entry_of(run, rule);
  return entry != nullptr ? entry->code : reserved_name(rule);
}

std::string_view name_of(const Run& run, RuleId rule) {
  const RuleEntry* entry = entry_of(run, rule);
  return entry != nullptr ? entry->name : reserved_name(rule);
}

std::string_view label_of(const Run& run, RuleId rule) {
  return run.options.label == RuleLabel::code ? code_of(run, rule) : name_of(run, rule);
}

bool label_has_colon(const Run& run, RuleId rule) {
  return run.options.label == RuleLabel::name || entry_of(run, rule) == nullptr;
}

std::string url_of(const Run& run, RuleId rule) {
  const RuleEntry* entry = entry_of(run, rule);
  return entry == nullptr ? std::string() : page_of(*entry);
}

std::string_view severity_of(const Run& run, RuleId rule) {
  const RuleEntry* entry = entry_of(run, rule);
  return severity_word(entry != nullptr ? entry->rule->severity : Severity::error);
}

bool tells_places(const Run& run, const Diagnostic& finding) {
  const RuleEntry* entry = entry_of(run, finding.rule);
  return !finding.notes.empty() && entry != nullptr && entry->rule->listens.needs_concurrency;
}

std::string body_of(const Diagnostic& finding) {
  if (finding.label.empty()) return finding.message;
  return finding.message + ": " + finding.label;
}

bool has_place(const Diagnostic& finding) { return finding.rule != kUnreadable; }

std::string_view help_of(const Diagnostic& finding) {
  if (finding.fix && !finding.fix->title.empty()) return finding.fix->title;
  return finding.help;
}

bool is_applicable(const Run& run, const Diagnostic& finding) {
  if (!finding.fix) return false;
  const Safety least = run.options.unsafe_fixes == UnsafeFixes::enabled ? Safety::unsafe : Safety::safe;
  return finding.fix->safety <= least;
}

bool shows_fix_status(const Run& run) { return run.options.fix_mode != FixMode::apply; }

FindingFacts facts_of(const FileFindings& file, std::size_t i) {
  return i < file.facts.size() ? file.facts[i] : FindingFacts{};
}

LineColumn place(const FileFindings& file, std::uint32_t offset) {
  return file.lines != nullptr ? file.lines->position(offset, file.text) : LineColumn{};
}

Cell cell_of(const FileFindings& file, std::uint32_t line) {
  const auto after = std::upper_bound(file.cells.begin(), file.cells.end(), line,
                                      [](std::uint32_t value, const Cell& cell) { return value <= cell.first_line; });
  return after == file.cells.begin() ? Cell{} : *(after - 1);
}

LineColumn in_cell(const FileFindings& file, LineColumn whole) {
  return {whole.line - cell_of(file, whole.line).first_line, whole.column};
}

LineColumn place_without_cells(const FileFindings& file, std::uint32_t offset) {
  return is_notebook(file) ? LineColumn{} : place(file, offset);
}

}  // namespace whip::render
