// One file of a run: from its path to its slot in the results.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/pipeline/cache.h"
#include "cli/pipeline/run.h"
#include "cli/pipeline/setting_group.h"
#include "linter/lint.h"

namespace whip {

struct Job {
  const DiscoveredFile* file;
  SettingGroup* group;
  const Listeners* listeners;
  ModulePlace place;

  // What came out. Empty for a file without findings.
  std::unique_ptr<LintedFile> result = nullptr;
  std::vector<std::string> problems = {};
  std::optional<Cache::Fresh> cached = {};  // what the cache is to know of the file
  bool cache_changed = false;               // false: it knows already
};

// Called by many threads at once, each with a bench and a job of its own.
void lint_file(Job& job, const RuleTable& rules, const RunOptions& options, Bench& bench);

// The same for a text that is no file: the cache takes no part and nothing is written.
struct Outcome {
  bool was_linted = false;             // false: it is no text, or no notebook of Python
  std::optional<std::string> changed;  // what the file should hold, where fixes were made
};
Outcome lint_source(Job& job, Source source, const RuleTable& rules, const RunOptions& options, Bench& bench);

// Adds comments to the file that silence all its findings; how many.
std::size_t silence_file(Job& job, const RunOptions& options, AddedComment kind, std::string_view reason, Bench& bench);

}  // namespace whip
