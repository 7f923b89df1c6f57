// Findings as people and tools read them. The input is a Run: values that the pipeline made, one FileFindings per file
// in the order in which they are to be shown. Rendering is pure: text is appended to a string, nothing is printed,
// nothing is read.
//
// One format is one file (concise.cpp, sarif.cpp, ...) and one row of the table in render.cpp. Where Ruff has the
// format, its output is the contract, byte for byte (docs/output-formats.md lists the few differences and why).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/diagnostic.h"
#include "core/report/fingerprint.h"
#include "core/text/line_index.h"
#include "linter/rule.h"

namespace whip::render {

enum class Format : std::uint8_t {
  concise,
  full,
  json,
  json_lines,
  junit,
  grouped,
  github,
  gitlab,
  pylint,
  rdjson,
  azure,
  sarif,
  agent,
};

// One code cell of a notebook inside the joined text of all its code cells.
struct Cell {
  std::uint32_t number = 1;      // 1-based position in the notebook, text cells counted
  std::uint32_t first_line = 0;  // 0-based line of the joined text where it begins
};

// What is known about a finding besides the Diagnostic itself.
struct FindingFacts {
  std::uint32_t noqa_line = 0;  // 1-based line of the text where its `# noqa` goes; 0 if none can silence it
  Fingerprint fingerprint;
};

struct FileFindings {
  std::string_view path;  // as people see it: relative to the working directory if inside it, "-" for standard input
  std::string_view absolute_path;  // "-" for standard input without a name
  std::string_view text;  // the bytes that spans point into; a notebook's code cells joined; empty if unreadable
  const LineIndex* lines = nullptr;
  std::span<const Cell> cells;  // in order; empty: not a notebook
  std::span<const Diagnostic> findings;
  std::span<const FindingFacts> facts;  // one per finding, or none at all (no noqa lines, fingerprints 0)
};

// How many fixes of one rule were made in a file.
struct FixedRule {
  RuleId rule = RuleId::none;
  std::uint32_t count = 0;
};
struct FixedFile {
  std::string_view path;
  std::vector<FixedRule> rules;
};

// A text (a file, or a cell of a notebook if `cell` is not 0) and what --fix would make of it.
struct ChangedText {
  std::string_view path;
  std::uint32_t cell = 0;
  std::string_view before;
  std::string_view after;
};

// What becomes of unsafe fixes: mentioned (the default), not mentioned (--no-unsafe-fixes), made (--unsafe-fixes).
enum class UnsafeFixes : std::uint8_t { hint, disabled, enabled };
// Fixes are only offered, made (--fix), or shown as a difference (--diff).
enum class FixMode : std::uint8_t { offer, apply, diff };
// Whether rules are called by their codes (F401) or, as Ruff does in preview, by their names (unused-import).
enum class RuleLabel : std::uint8_t { code, name };

struct Options {
  bool colour = false;
  bool show_fixes = false;  // --show-fixes: list what was fixed
  bool quiet = false;       // -q: findings, no summary
  bool fix_only = false;    // --fix-only, --diff: no findings, only the summary
  UnsafeFixes unsafe_fixes = UnsafeFixes::hint;
  FixMode fix_mode = FixMode::offer;
  RuleLabel label = RuleLabel::code;
  std::string_view version;            // whip's own, for SARIF
  std::string_view working_directory;  // absolute; relative paths of SARIF start here
  bool explain = false;                // --explain: why there is each rule that was broken
  int exit_code = 0;                   // of the command, for `agent`
  std::size_t checked = 0;             // how many files were looked at, for `agent`
  std::size_t left_out = 0;            // findings beyond --max-findings
  std::string_view gitlab_project;     // $CI_PROJECT_DIR: GitLab wants paths from here; empty: the working directory
};

struct Run {
  std::span<const FileFindings> files;
  std::span<const FixedFile> fixed;  // in path order; only files where something was fixed
  std::span<const RuleEntry> rules;
  Options options;
  std::span<const ChangedText> changes = {};  // --dry-run; only `agent` shows them
  std::span<const Fingerprint> gone = {};     // --watch: findings that are no more; only `agent` shows them
};

std::optional<Format> parse_format(std::string_view name);
std::string_view format_name(Format format);
std::span<const std::string_view> format_names();

// Everything that `whip check` prints to its output for this run: the findings and, for formats that people read, the
// list of fixes and the summary.
void write_run(const Run& run, Format format, std::string& out);

// Only the findings.
void write_findings(const Run& run, Format format, std::string& out);

// --statistics: how often each rule was broken. False if the format has none (Ruff: only concise, full and json).
[[nodiscard]] bool write_statistics(const Run& run, Format format, std::string& out);

// "Found 3 errors." and what can be fixed, or "All checks passed!".
void write_summary(const Run& run, std::string& out);

// --show-fixes: the list of what was fixed, by file.
void write_fixed(const Run& run, std::string& out);

}  // namespace whip::render
