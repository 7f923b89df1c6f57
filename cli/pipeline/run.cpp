#include "cli/pipeline/run.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <optional>
#include <utility>

#include "cli/pipeline/build_run.h"
#include "cli/pipeline/cache.h"
#include "cli/pipeline/caches.h"
#include "cli/pipeline/format_project.h"
#include "cli/pipeline/lint_file.h"
#include "cli/pipeline/parallel.h"
#include "cli/pipeline/progress.h"
#include "cli/pipeline/project_run.h"
#include "cli/pipeline/setting_group.h"

namespace whip {
namespace {

// The jobs of a run, and what they share.
class Plan {
 public:
  Plan(std::span<const DiscoveredFile> files, const ConfigTree& tree, const RuleTable& rules, bool use_cache)
      : threads_(threads_for(files)) {
    jobs_.reserve(files.size());
    for (const DiscoveredFile& file : files) {
      const Configuration& configuration = tree[file.config];
      if (!is_python(file.kind) || is_lint_excluded(file, configuration)) continue;
      auto group = groups_.find(file.config);
      if (group == groups_.end()) {
        const Cache* const cache = use_cache ? caches_.of(configuration) : nullptr;
        group = groups_.try_emplace(file.config, configuration, rules.carried(), cache).first;
      }
      jobs_.push_back({.file = &file,
                       .group = &group->second,
                       .listeners = &group->second.listeners_for(file.path),
                       .place = group->second.place(file.path)});
    }
  }

  std::vector<Job>& jobs() { return jobs_; }

  unsigned threads() const { return threads_; }

  // Makes the findings of files wait for those of the others where rules ask for that; whether any does.
  bool join() {
    bool any = false;
    for (Job& job : jobs_) {
      if (!job.listeners->needs_project()) continue;
      job.company = Company::project;
      any = true;
    }
    return any;
  }

  // Calls work(job, bench, worker) for every job, on all threads, the largest files first.
  template <class Work>
  void run(Work&& work) {
    std::vector<std::uint32_t> order(jobs_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::uint32_t i) { return jobs_[i].file->size; });
    std::vector<Bench> benches(threads_);
    Progress progress(jobs_.size(), STDERR_FILENO);
    for_each_parallel(jobs_.size(), threads_, [&](std::size_t i, unsigned worker) {
      work(jobs_[order[i]], benches[worker], worker);
      progress.add_one();
    });
  }

  // Writes each cache anew in which something changed.
  void save_caches() {
    CacheUpdates updates;
    for (Job& job : jobs_) {
      if (job.cached_format) updates.add(job.group->cache(), std::move(*job.cached_format), job.cache_changed);
      if (job.cached) updates.add(job.group->cache(), std::move(*job.cached), job.cache_changed);
    }
    updates.save();
  }

 private:
  unsigned threads_;
  Caches caches_;
  std::map<ConfigId, SettingGroup> groups_;
  std::vector<Job> jobs_;
};

void collect(std::span<Job> jobs, RunResult& result) {
  for (Job& job : jobs) {
    std::ranges::move(job.problems, std::back_inserter(result.problems));
    result.reformatted += job.reformatted;
    if (job.result) result.files.push_back(std::move(*job.result));
  }
}

}  // namespace

std::string shown_path(std::string_view path, std::string_view working_directory) {
  if (working_directory != "/" && path.starts_with(working_directory) && path.size() > working_directory.size() &&
      path[working_directory.size()] == '/') {
    path.remove_prefix(working_directory.size() + 1);
  }
  return std::string(path);
}

RunResult lint_files(std::span<const DiscoveredFile> files, const ConfigTree& tree, const RuleTable& rules,
                     const RunOptions& options) {
  return formats_project(files, tree, rules, options) ? format_project_files(files, tree, rules, options)
                                                      : lint_each(files, tree, rules, options);
}

RunResult lint_each(std::span<const DiscoveredFile> files, const ConfigTree& tree, const RuleTable& rules,
                    const RunOptions& options) {
  RunResult result;
  // Findings that comments silence are not in the cache.
  const bool use_cache = options.use_cache && !options.ignore_noqa;
  Plan plan(files, tree, rules, use_cache);
  result.checked = plan.jobs().size();
  const bool asks_project = !options.format && plan.join();
  // Whether there is something to fix is known when all files are read.
  const bool fixes_later = asks_project && options.fix != FixMode::offer;
  RunOptions first = options;
  if (fixes_later) first.fix = FixMode::offer;
  std::vector<fmt::Formatter> formatters(options.format ? plan.threads() : 0);
  plan.run([&](Job& job, Bench& bench, unsigned worker) {
    if (options.format) {
      lint_and_format(job, rules, options, bench, formatters[worker]);
    } else {
      lint_file(job, rules, first, bench);
    }
    // What waits for the project is added to the whole text.
    if (job.result && job.part == nullptr) keep_lines(*job.result, options.kept_text);
  });
  if (asks_project) result.judged = finish_project(plan.jobs(), rules, first);
  for (const Job& job : plan.jobs()) result.linted += job.was_linted;
  if (fixes_later) {
    ProjectAtHand project(plan.jobs());
    plan.run([&](Job& job, Bench& bench, unsigned) {
      if (project.prepare(job, options)) fix_file(job, rules, options, bench);
    });
    place_notes(plan.jobs(), options);
  }
  if (use_cache) plan.save_caches();
  collect(plan.jobs(), result);
  check_builds(files, {}, tree, rules, options, result);
  return result;
}

bool asks_about_project(const DiscoveredFile& file, const ConfigTree& tree, const RuleTable& rules) {
  const Settings& settings = tree[file.config].lint;
  const std::span<const RuleEntry> table = rules.carried();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].rule->listens.needs_concurrency && settings.enabled.contains(static_cast<RuleId>(i))) return true;
  }
  return false;
}

std::vector<FileSummary> summarize_files(std::span<const DiscoveredFile> files, const ConfigTree& tree,
                                         const RuleTable& rules, const RunOptions& options) {
  Plan plan(files, tree, rules, options.use_cache);
  std::vector<FileSummary> out;
  if (!plan.join()) return out;
  RunOptions offer = options;
  offer.fix = FixMode::offer;
  plan.run([&](Job& job, Bench& bench, unsigned) {
    lint_file(job, rules, offer, bench);
    job.result.reset();
  });
  if (options.use_cache) plan.save_caches();
  for (Job& job : plan.jobs()) {
    if (job.part != nullptr) out.push_back({job.file->path, std::move(job.part->summary)});
  }
  return out;
}

RunResult lint_texts(std::span<const DiscoveredFile> files, std::span<const std::string> texts, const ConfigTree& tree,
                     const RuleTable& rules, const RunOptions& options) {
  RunResult result;
  Plan plan(files, tree, rules, false);
  result.checked = plan.jobs().size();
  plan.run([&](Job& job, Bench& bench, unsigned) {
    lint_source(job, Source(texts[static_cast<std::size_t>(job.file - files.data())]), rules, options, bench);
  });
  collect(plan.jobs(), result);
  std::vector<OtherText> others;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!options.build_files.empty()) others.push_back({.path = files[i].path, .text = texts[i]});
  }
  check_builds(files, others, tree, rules, options, result);
  return result;
}

TextResult lint_text(std::string_view text, const DiscoveredFile& file, const ConfigTree& tree, const RuleTable& rules,
                     const RunOptions& options, std::span<const DiscoveredFile> others) {
  return formats_project({&file, 1}, tree, rules, options)
             ? format_project_text(text, file, tree, rules, options, others)
             : lint_one(text, file, tree, rules, options, others);
}

TextResult lint_one(std::string_view text, const DiscoveredFile& file, const ConfigTree& tree, const RuleTable& rules,
                    const RunOptions& options, std::span<const DiscoveredFile> others) {
  std::vector<FileSummary> project;
  if (!others.empty() && !options.format) project = summarize_files(others, tree, rules, options);
  std::vector<const Summary*> summaries;
  Neighbours neighbours;
  for (const FileSummary& other : project) {
    if (other.path == file.path) neighbours.own = static_cast<std::uint32_t>(summaries.size());
    summaries.push_back(&other.summary);
  }
  neighbours.files = summaries;
  TextResult result{.run = {}, .text = std::string(text)};
  Plan plan({&file, 1}, tree, rules, false);
  result.run.checked = plan.jobs().size();
  for (Job& job : plan.jobs()) {
    Bench bench;
    std::optional<std::string> changed;
    if (!project.empty()) job.among = &neighbours;
    if (options.format) {
      fmt::Formatter formatter;
      changed = lint_and_format_source(job, Source(text), rules, options, bench, formatter);
    } else {
      changed = lint_source(job, Source(text), rules, options, bench).changed;
    }
    if (changed) result.text = std::move(*changed);
  }
  if (!project.empty()) place_notes(plan.jobs(), options, project);
  collect(plan.jobs(), result.run);
  OtherText other{.path = file.path, .text = result.text};
  check_builds({&file, 1}, {&other, 1}, tree, rules, options, result.run);
  result.text = std::move(other.text);
  return result;
}

SilencedFiles silence_files(std::span<const DiscoveredFile> files, const ConfigTree& tree, const RuleTable& rules,
                            const RunOptions& options, AddedComment kind, std::string_view reason) {
  SilencedFiles result;
  Plan plan(files, tree, rules, false);
  std::atomic<std::size_t> comments{0};
  plan.run([&](Job& job, Bench& bench, unsigned) {
    comments.fetch_add(silence_file(job, options, kind, reason, bench), std::memory_order_relaxed);
  });
  result.comments = comments.load();
  for (Job& job : plan.jobs()) std::ranges::move(job.problems, std::back_inserter(result.problems));
  return result;
}

}  // namespace whip
