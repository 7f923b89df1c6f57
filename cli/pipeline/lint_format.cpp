// `check --format`: fixes first, then the layout, until neither changes anything. A fix may make a line that is to be
// laid out anew, and a new layout may bring a finding (a comment moved to another line) or take one away (a line that
// was too long): so what was formatted is linted again, and what is reported is what the file then holds.

#include <memory>
#include <utility>

#include "cli/pipeline/format_file.h"
#include "cli/pipeline/lint_file.h"
#include "cli/pipeline/notebook.h"
#include "cli/pipeline/read.h"
#include "cli/pipeline/write.h"

namespace whip {
namespace {

// Fixes and layout agree after the second round, if they ever do.
constexpr int kMostRounds = 4;

CacheHash format_key(const Job& job) {
  std::string_view path = job.file->path;
  const std::string& root = job.group->settings().project_root;
  if (path.starts_with(root + "/")) path.remove_prefix(root.size() + 1);
  return cache_hash(cache_key(format_options(job.group->configuration(), *job.file)).append(path));
}

// Whether the file is known to have no findings and to be formatted, as it is now.
bool is_known(Job& job, const CacheHash& lint_key, const CacheHash& format_key) {
  const Cache& cache = *job.group->cache();
  const FileStamp stamp{.size = job.file->size, .modified = job.file->modified, .inode = job.file->inode};
  const CacheRecord* const linted = cache.find(lint_key);
  const CacheRecord* const formatted = cache.find(format_key);
  if (linted == nullptr || formatted == nullptr || linted->payload_size != linted->part_size) return false;
  if (!Cache::matches(*linted, stamp) || !Cache::matches(*formatted, stamp)) return false;
  job.cached = std::make_unique<Cache::Fresh>(
      Cache::Fresh{.key = lint_key, .content = linted->content, .stamp = stamp, .payload = {}, .confirmed = linted});
  job.cached_format = std::make_unique<Cache::Fresh>(Cache::Fresh{
      .key = format_key, .content = formatted->content, .stamp = stamp, .payload = {}, .confirmed = formatted});
  return true;
}

void forget_findings(Job& job) {
  if (!job.result) return;
  job.result->findings.clear();
  job.result->extras.clear();
  job.result->changes.clear();
  if (job.result->fixed.empty()) job.result.reset();
}

// The differences of a whole file, for --diff.
std::vector<ChangedPart> differences(const Job& job, const std::string& before, const std::string& after) {
  if (job.file->kind != SourceKind::notebook) return {{.cell = 0, .before = before, .after = after}};
  const Result<std::optional<Notebook>> old_cells = read_notebook(Source(before));
  const Result<std::optional<Notebook>> new_cells = read_notebook(Source(after));
  if (!old_cells || !*old_cells || !new_cells || !*new_cells) return {};
  Reformatted cells{.file = {},
                    .cells_before = restore_magics((*old_cells)->text, (*old_cells)->magics),
                    .cells_after = restore_magics((*new_cells)->text, (*new_cells)->magics),
                    .old_cells = (*old_cells)->cells,
                    .new_cells = (*new_cells)->cells};
  return changed_cells(cells);
}

}  // namespace

std::optional<std::string> lint_and_format_source(Job& job, Source source, const RuleTable& rules,
                                                  const RunOptions& options, Bench& bench, fmt::Formatter& formatter) {
  const std::string original(source.text());
  std::string now = original;
  for (int round = 0; round < kMostRounds; ++round) {
    forget_findings(job);
    Outcome outcome = lint_source(job, Source(now), rules, options, bench);
    if (!outcome.was_linted) break;
    if (outcome.changed) now = std::move(*outcome.changed);
    if (is_format_excluded(*job.file, job.group->configuration())) break;
    // The bench has the tree of the text as it now is.
    const bool has_tree =
        job.file->kind != SourceKind::notebook && !bench.tree.has_errors && bench.syntax_errors.empty();
    Result<std::optional<Reformatted>> better =
        reformat(Source(now), *job.file, job.group->configuration(), {}, formatter, has_tree ? &bench.tree : nullptr);
    if (!better) {
      // Syntax errors are findings.
      if (better.error().code == ErrorCode::syntax || better.error().code == ErrorCode::encoding) break;
      job.problems.push_back("Failed to format " + shown_path(job.file->path, options.working_directory) + ": " +
                             better.error().message);
      break;
    }
    if (!*better) break;
    job.reformatted = true;
    now = std::move((*better)->file);
  }
  if (now == original) return std::nullopt;
  if (options.fix == FixMode::diff) {
    if (!job.result) {
      job.result = std::make_unique<LintedFile>();
      job.result->path = job.file->path;
      job.result->shown = shown_path(job.file->path, options.working_directory);
    }
    job.result->changes = differences(job, original, now);
  }
  return now;
}

void lint_and_format(Job& job, const RuleTable& rules, const RunOptions& options, Bench& bench,
                     fmt::Formatter& formatter) {
  std::optional<CacheHash> lint_key;
  std::optional<CacheHash> layout_key;
  if (job.group->cache() != nullptr && !job.file->missing) {
    lint_key = job.group->cache_key(job.file->path, job.place, options.wants_extras);
    layout_key = format_key(job);
    if (is_known(job, *lint_key, *layout_key)) return;
  }
  Result<FileBytes> read = read_file(job.file->path.c_str());
  if (!read) return report_unreadable(job, rules, options, read.error().message);
  const CacheHash content = layout_key ? cache_hash(read->source.text()) : CacheHash{};
  const std::optional<std::string> changed =
      lint_and_format_source(job, std::move(read->source), rules, options, bench, formatter);
  if (changed && options.fix != FixMode::diff) {
    const Done written = write_file(job.file->path, *changed, Durability::flushed);
    if (!written) report_unreadable(job, rules, options, written.error().message);
  }
  // Of a changed file the next run learns.
  if (changed || !layout_key || !job.problems.empty() || (job.result && !job.result->findings.empty())) return;
  // What the file tells others was not gathered: that is the business of a run without layout.
  if (!job.listeners->needs_project()) {
    job.cached = std::make_unique<Cache::Fresh>(
        Cache::Fresh{.key = *lint_key, .content = content, .stamp = read->stamp, .payload = {}});
  }
  job.cached_format = std::make_unique<Cache::Fresh>(
      Cache::Fresh{.key = *layout_key, .content = content, .stamp = read->stamp, .payload = {}});
  job.cache_changed = true;
}

}  // namespace whip
