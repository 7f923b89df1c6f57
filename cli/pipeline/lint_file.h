// One file of a run: from its path to its slot in the results.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/pipeline/cache.h"
#include "cli/pipeline/run.h"
#include "cli/pipeline/setting_group.h"
#include "formatter/format.h"
#include "linter/lint.h"

namespace whip {

struct Job {
  const DiscoveredFile* file;
  SettingGroup* group;
  const Listeners* listeners;
  ModulePlace place;

  // What came out. Empty for a file without findings; few files have any of it, and there are many.
  std::unique_ptr<LintedFile> result = nullptr;
  std::vector<std::string> problems = {};
  Company company = Company::alone;                // project: its findings may wait for those of the others
  const Neighbours* among = nullptr;               // the others, where they are known already
  std::unique_ptr<ProjectPart> part = nullptr;     // what is decided when all files are read
  std::unique_ptr<Cache::Fresh> cached = nullptr;  // what the cache is to know of the file
  std::unique_ptr<Cache::Fresh> cached_format = nullptr;
  bool cache_changed = false;  // false: it knows already
  bool was_linted = false;     // false: the cache had the answer
  bool may_be_judged = false;  // the link of the project had something to say of the file
  bool reformatted = false;
};

// Called by many threads at once, each with a bench and a job of its own.
void lint_file(Job& job, const RuleTable& rules, const RunOptions& options, Bench& bench);

// The same, and formats the file. Findings are those of the formatted text.
void lint_and_format(Job& job, const RuleTable& rules, const RunOptions& options, Bench& bench,
                     fmt::Formatter& formatter);

// The same for a text that is no file: the cache takes no part and nothing is written.
struct Outcome {
  bool was_linted = false;             // false: it is no text, or no notebook of Python
  std::optional<std::string> changed;  // what the file should hold, where fixes were made
};
Outcome lint_source(Job& job, Source source, const RuleTable& rules, const RunOptions& options, Bench& bench);

// And formats it: what the file should hold, if that is something else.
std::optional<std::string> lint_and_format_source(Job& job, Source source, const RuleTable& rules,
                                                  const RunOptions& options, Bench& bench, fmt::Formatter& formatter);

// What a suffix means to the linter.
FileKind file_kind(SourceKind kind);

// A file that cannot be read is a finding where the rule for that is on, else a line on standard error.
void report_unreadable(Job& job, const RuleTable& rules, const RunOptions& options, const std::string& message);

// Adds what the link of the project found to the file's findings. Unless that is done, those that comments in the file
// silence are taken out first, of `findings` too.
enum class Silencing : std::uint8_t { needed, done };
void add_findings(Job& job, std::vector<Diagnostic>& findings, Silencing silencing, const RuleTable& rules,
                  const RunOptions& options, Bench& bench);

// Lints the file once more, as one of the project or among its neighbours, and makes its fixes.
void fix_file(Job& job, const RuleTable& rules, const RunOptions& options, Bench& bench);

// Adds comments to the file that silence all its findings; how many.
std::size_t silence_file(Job& job, const RunOptions& options, AddedComment kind, std::string_view reason, Bench& bench);

}  // namespace whip
