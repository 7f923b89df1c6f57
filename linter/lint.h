// The door of the linter: one file in, its findings out. No files, no threads, no clocks.
//
//   Listeners listeners(rules::all(), rules_for(settings, path));   once per set of rules
//   Bench bench;                                                    once per thread
//   LintResult result = lint({.text = source.text(), .facts = facts, .target = target_version_for(settings, path)},
//                            settings, listeners, bench);
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/diagnostic.h"
#include "linter/engine/bench.h"
#include "linter/engine/listeners.h"
#include "linter/file.h"
#include "linter/project/project.h"

namespace whip {

struct FileInput {
  std::string_view text;  // followed by Source::kPadding NUL bytes (a Source is)
  FileFacts facts;
  std::optional<PythonVersion> target;  // nothing: the project does not say
};

// Whether comments may silence findings (`--ignore-noqa`). Unused ones are reported either way.
enum class Noqa : std::uint8_t { respected, ignored };

// How far a finding may look. A file alone is a project of one; of a file that is one of many, what depends on the
// others is left for judge() once all are read.
enum class Company : std::uint8_t { alone, project };

// What a file of a project leaves for later.
struct ProjectPart {
  Summary summary;
  std::vector<Diagnostic> waiting;    // findings that wait, silenced ones are gone
  std::vector<Condition> conditions;  // one for each, in step
};

// The project, for a file that is judged by itself while the others stay as they are: an editor's, or one being fixed.
struct Neighbours {
  std::span<const Summary* const> files;  // in the order of their paths, the file's own as it was among them
  std::uint32_t own = UINT32_MAX;         // which that is; none: the file is new
};

struct LintResult {
  std::vector<Diagnostic> diagnostics;  // by where they begin, then by code; syntax errors first
  std::vector<std::string> warnings;    // about malformed suppression comments; whole sentences
  bool parses = true;                   // false: only what needs no tree was looked at, and nothing has a fix
  // Where a rule about threads is on: with Company::project, and with neighbours (the summary alone, for theirs).
  std::unique_ptr<ProjectPart> part;
};

LintResult lint(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench,
                Noqa noqa = Noqa::respected, Company company = Company::alone, const Neighbours* among = nullptr);

// The findings of the project's rules, and those that waited and stand, by file: for each file of `parts` (in the order
// of their paths; null where it has none) what is to be added to its findings. `listeners` are each file's own.
std::vector<std::vector<Diagnostic>> judge(std::span<const ProjectPart* const> parts,
                                           std::span<const Listeners* const> listeners);

// The same for one file, alone or among its neighbours. Gives its summary.
Summary judge_one(const File& file, const Listeners& listeners, Bench& bench, const Neighbours* among);

// Takes out those findings that comments in the file silence: for those of the project's rules, which were not there
// yet when the file was read.
void silence(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench,
             std::vector<Diagnostic>& findings);

// Puts findings into the order in which they are shown.
void sort_findings(const Listeners& listeners, std::vector<Diagnostic>& findings);

// Whether the text is a Python program for the target, as far as parser and validation know. Names that are rules of
// their own (`return` outside a function) do not count.
bool is_program(const FileInput& input, Bench& bench);

}  // namespace whip
