#include "cli/pipeline/format_project.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "cli/pipeline/discover.h"

namespace whip {
namespace {

// The files as they are on the disk now: some were written.
std::vector<DiscoveredFile> renewed(std::span<const DiscoveredFile> files) {
  std::vector<DiscoveredFile> out(files.begin(), files.end());
  for (DiscoveredFile& file : out) {
    struct stat status {};
    if (::stat(file.path.c_str(), &status) != 0) continue;
    file.size = static_cast<std::uint64_t>(status.st_size);
    file.modified = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    file.inode = status.st_ino;
  }
  return out;
}

RunOptions without_format(RunOptions options, FixMode fix) {
  options.format = false;
  options.fix = fix;
  return options;
}

void add_counts(std::vector<FixedCount>& to, std::span<const FixedCount> counts) {
  for (const FixedCount& count : counts) {
    const auto same = std::ranges::find(to, count.rule, &FixedCount::rule);
    if (same == to.end()) {
      to.push_back(count);
    } else {
      same->count += count.count;
    }
  }
}

// What an earlier step of the run did and said, added to what there is to say at its end.
void add_step(RunResult step, RunResult& out) {
  out.reformatted += step.reformatted;
  for (std::string& problem : step.problems) {
    if (std::ranges::find(out.problems, problem) == out.problems.end()) out.problems.push_back(std::move(problem));
  }
  for (LintedFile& file : step.files) {
    if (file.fixed.empty()) continue;
    auto at = std::ranges::lower_bound(out.files, file.path, {}, &LintedFile::path);
    if (at == out.files.end() || at->path != file.path) {
      at = out.files.insert(at, LintedFile{.path = file.path, .shown = file.shown});
    }
    add_counts(at->fixed, file.fixed);
  }
}

}  // namespace

bool formats_project(std::span<const DiscoveredFile> files, const ConfigTree& tree, const RuleTable& rules,
                     const RunOptions& options) {
  return options.format && options.fix != FixMode::diff &&
         std::ranges::any_of(files, [&](const DiscoveredFile& file) { return asks_about_project(file, tree, rules); });
}

RunResult format_project_files(std::span<const DiscoveredFile> files, const ConfigTree& tree, const RuleTable& rules,
                               const RunOptions& options) {
  RunResult mended;
  if (options.fix == FixMode::apply) {
    mended = lint_each(files, tree, rules, without_format(options, FixMode::apply));
  }
  RunResult formatted = lint_each(renewed(files), tree, rules, options);
  RunResult out = lint_each(renewed(files), tree, rules, without_format(options, FixMode::offer));
  add_step(std::move(mended), out);
  add_step(std::move(formatted), out);
  return out;
}

TextResult format_project_text(std::string_view text, const DiscoveredFile& file, const ConfigTree& tree,
                               const RuleTable& rules, const RunOptions& options,
                               std::span<const DiscoveredFile> others) {
  TextResult mended{.run = {}, .text = std::string(text)};
  if (options.fix == FixMode::apply) {
    mended = lint_one(text, file, tree, rules, without_format(options, FixMode::apply), others);
  }
  TextResult formatted = lint_one(mended.text, file, tree, rules, options, {});
  TextResult out = lint_one(formatted.text, file, tree, rules, without_format(options, FixMode::offer), others);
  add_step(std::move(mended.run), out.run);
  add_step(std::move(formatted.run), out.run);
  return out;
}

}  // namespace whip
