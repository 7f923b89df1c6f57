// The run itself: files in, what was found in them out, in path order, the same for any number of threads. Reading, the
// cache, notebooks and writing back are here; what is found is the linter's business, how it is shown the renderers'.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/config/tree.h"
#include "cli/pipeline/cache_format.h"
#include "cli/pipeline/discover.h"
#include "cli/pipeline/kept_text.h"
#include "cli/pipeline/notebook.h"
#include "core/report/diagnostic.h"
#include "core/text/source.h"
#include "linter/add_noqa.h"
#include "linter/file.h"
#include "linter/project/summary.h"
#include "linter/select.h"

namespace whip {

enum class FixMode : std::uint8_t {
  offer,  // fixes are part of the findings
  apply,  // made, and written
  diff,   // made, but only shown
};

struct RunOptions {
  FixMode fix = FixMode::offer;
  bool unsafe_fixes = false;
  bool ignore_noqa = false;
  bool format = false;  // files are formatted too, after the fixes
  bool use_cache = true;
  bool wants_extras = false;  // noqa lines and fingerprints, which few formats show
  KeptText kept_text = KeptText::whole;
  std::string working_directory;  // absolute
  // What rules about how projects are built may read, checked or not (build_files.h); empty: none of them is on.
  std::vector<DiscoveredFile> build_files = {};
};

struct FixedCount {
  RuleId rule = RuleId::none;
  std::uint32_t count = 0;
};

// A part of a file as it was and as it would be: the whole text, or a cell of a notebook.
struct ChangedPart {
  std::uint32_t cell = 0;  // 0: no notebook
  std::string before;
  std::string after;
};

// A file in which something was found, or which was or would be changed.
struct LintedFile {
  std::string path;   // absolute; "-" for standard input without a name
  std::string shown;  // relative to the working directory where it lies below it
  // What the findings point into (after the fixes, if any were made), lines that are not kept being empty; of a
  // notebook the joined cells.
  Source text;
  std::vector<Cell> cells;
  std::vector<Diagnostic> findings;
  std::vector<FindingExtra> extras;  // one per finding, if wanted
  std::vector<FixedCount> fixed;
  std::vector<ChangedPart> changes;  // only in FixMode::diff
};

struct RunResult {
  std::vector<LintedFile> files;      // by path
  std::vector<std::string> problems;  // sentences for standard error: files that could not be linted or written
  std::size_t checked = 0;            // how many files were looked at
  std::size_t linted = 0;             // how many of them the cache did not know
  std::size_t judged = 0;             // and of how many the rest of the project had something new to say
  std::size_t reformatted = 0;        // and how many of them were or would be formatted
  std::size_t left_out = 0;           // findings that are not in `files`: there were more than were asked for
};

RunResult lint_files(std::span<const DiscoveredFile> files, const ConfigTree& tree, const RuleTable& rules,
                     const RunOptions& options);

// Other texts of files than they hold, such as earlier versions: `texts[i]` is one of `files[i]`. Neither written nor
// cached.
RunResult lint_texts(std::span<const DiscoveredFile> files, std::span<const std::string> texts, const ConfigTree& tree,
                     const RuleTable& rules, const RunOptions& options);

// Whether rules are on that look at the other files of the project too.
bool asks_about_project(const DiscoveredFile& file, const ConfigTree& tree, const RuleTable& rules);

// A text that is no file (standard input), treated as `file`, whose path may be "-". Nothing is written. `others`, in
// the order of their paths, are the project that it is judged in.
struct TextResult {
  RunResult run;
  std::string text;  // what it should be; as it was where no fixes were made
};
TextResult lint_text(std::string_view text, const DiscoveredFile& file, const ConfigTree& tree, const RuleTable& rules,
                     const RunOptions& options, std::span<const DiscoveredFile> others = {});

// What files tell the project, for whoever lints one of them as it is being written. Known ones are taken from the
// cache.
struct FileSummary {
  std::string path;  // absolute
  Summary summary;
};
std::vector<FileSummary> summarize_files(std::span<const DiscoveredFile> files, const ConfigTree& tree,
                                         const RuleTable& rules, const RunOptions& options);

// Silences everything that is found with comments in the files: `# noqa`, or `# ruff: ignore`. Notebooks are left out.
struct SilencedFiles {
  std::size_t comments = 0;  // lines that got or changed one
  std::vector<std::string> problems;
};
SilencedFiles silence_files(std::span<const DiscoveredFile> files, const ConfigTree& tree, const RuleTable& rules,
                            const RunOptions& options, AddedComment kind, std::string_view reason);

// The path as people see it.
std::string shown_path(std::string_view path, std::string_view working_directory);

}  // namespace whip
