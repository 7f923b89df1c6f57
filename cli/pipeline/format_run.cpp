#include "cli/pipeline/format_run.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "cli/pipeline/caches.h"
#include "cli/pipeline/format_file.h"
#include "cli/pipeline/parallel.h"
#include "cli/pipeline/progress.h"
#include "cli/pipeline/read.h"
#include "cli/pipeline/write.h"
#include "core/report/reserved.h"

namespace whip {
namespace {

struct FormatJob {
  const DiscoveredFile* file;
  const Configuration* configuration;
  const Cache* cache;  // null: none is used

  // What came out.
  enum class State : std::uint8_t { unchanged, changed, failed } state = State::unchanged;
  std::unique_ptr<FormattedFile> result = nullptr;
  std::optional<Cache::Fresh> cached = {};
  bool cache_changed = false;
};

FormattedFile& result_of(FormatJob& job, const FormatRunOptions& options) {
  if (!job.result) {
    job.result = std::make_unique<FormattedFile>();
    job.result->path = job.file->path;
    job.result->shown = shown_path(job.file->path, options.working_directory);
  }
  return *job.result;
}

void fail(FormatJob& job, Error error, const FormatRunOptions& options) {
  job.state = FormatJob::State::failed;
  result_of(job, options).error = std::move(error);
}

// A place in a text that is no Python, as a finding.
Diagnostic syntax_finding(std::string_view text, const Error& error) {
  const LineIndex lines(text);
  const std::uint32_t at = lines.offset({error.line, error.column}, text);
  return {.rule = RuleId::invalid_syntax, .span = {at, at}, .message = error.message, .fix = {}};
}

CacheHash key_of(const FormatJob& job) {
  std::string_view path = job.file->path;
  const std::string& root = job.configuration->lint.project_root;
  if (path.starts_with(root + "/")) path.remove_prefix(root.size() + 1);
  return cache_hash(cache_key(format_options(*job.configuration, *job.file)).append(path));
}

// Whether the cache knows that the file is formatted. `bytes` gets what had to be read of it.
bool is_known(FormatJob& job, const CacheHash& key, std::optional<FileBytes>& bytes) {
  const CacheRecord* const record = job.cache->find(key);
  if (record == nullptr) return false;
  FileStamp stamp{.size = job.file->size, .modified = job.file->modified, .inode = job.file->inode};
  const bool is_same = Cache::matches(*record, stamp);
  if (!is_same) {
    Result<FileBytes> read = read_file(job.file->path.c_str());
    if (!read) return false;
    bytes = std::move(*read);
    stamp = bytes->stamp;
    if (cache_hash(bytes->source.text()) != record->content) return false;
  }
  job.cached = Cache::Fresh{.key = key, .content = record->content, .stamp = stamp, .payload = {}, .confirmed = record};
  job.cache_changed = !is_same;
  return true;
}

// What the run was asked to do with a text that is not formatted.
void keep(FormatJob& job, Source text, Reformatted better, const FormatRunOptions& options) {
  FormattedFile& result = result_of(job, options);
  const bool is_notebook = !better.new_cells.empty();
  if (options.mode == FormatMode::diff) {
    if (is_notebook) {
      result.changes = changed_cells(better);
    } else {
      result.changes.push_back({.cell = 0, .before = std::string(text.text()), .after = std::move(better.file)});
    }
  } else if (options.mode == FormatMode::check) {
    if (is_notebook) {
      result.finding = unformatted_cells(better);
      result.text = Source(better.cells_before);
      result.cells = std::move(better.old_cells);
    } else {
      result.finding = unformatted(text.text(), better.file);
      result.text = std::move(text);
    }
  }
}

// Formats a text; gives what it should be, if that is something else.
std::optional<std::string> format_source(FormatJob& job, Source text, const FormatRunOptions& options,
                                         fmt::Formatter& formatter) {
  Result<std::optional<Reformatted>> better = reformat(text, *job.file, *job.configuration, options, formatter);
  if (!better) {
    if (options.mode == FormatMode::check && better.error().code == ErrorCode::syntax &&
        job.file->kind != SourceKind::notebook) {
      FormattedFile& result = result_of(job, options);
      result.finding = syntax_finding(text.text(), better.error());
      result.text = std::move(text);
    }
    fail(job, std::move(better.error()), options);
    return std::nullopt;
  }
  if (!*better) return std::nullopt;
  job.state = FormatJob::State::changed;
  std::optional<std::string> file;
  if (options.mode == FormatMode::write) {
    file = std::move((*better)->file);
  } else {
    keep(job, std::move(text), std::move(**better), options);
  }
  return file;
}

void format_file(FormatJob& job, const FormatRunOptions& options, fmt::Formatter& formatter) {
  std::optional<FileBytes> bytes;
  std::optional<CacheHash> key;
  if (job.cache != nullptr && !job.file->missing && !options.range) {
    key = key_of(job);
    if (is_known(job, *key, bytes)) return;
  }
  if (!bytes) {
    Result<FileBytes> read = read_file(job.file->path.c_str());
    if (!read) return fail(job, std::move(read.error()), options);
    bytes = std::move(*read);
  }
  CacheHash content;
  if (key) content = cache_hash(bytes->source.text());
  const std::optional<std::string> changed = format_source(job, std::move(bytes->source), options, formatter);
  if (changed) {
    if (Done written = write_file(job.file->path, *changed, Durability::flushed); !written) {
      return fail(job, std::move(written.error()), options);
    }
    if (!key) return;
    Result<FileStamp> stamp = stamp_of(job.file->path.c_str());
    if (!stamp) return;
    bytes->stamp = *stamp;
    content = cache_hash(*changed);
  } else if (job.state != FormatJob::State::unchanged) {
    return;
  }
  if (!key) return;
  job.cached = Cache::Fresh{.key = *key, .content = content, .stamp = bytes->stamp, .payload = {}};
  job.cache_changed = true;
}

void collect(std::span<FormatJob> jobs, FormatResult& result) {
  for (FormatJob& job : jobs) {
    if (job.state == FormatJob::State::changed) ++result.changed;
    if (job.state == FormatJob::State::unchanged) ++result.unchanged;
    if (job.result) result.files.push_back(std::move(*job.result));
  }
}

}  // namespace

bool is_formattable(SourceKind kind) { return is_python(kind) || kind == SourceKind::markdown; }

bool is_format_excluded(const DiscoveredFile& file, const Configuration& configuration) {
  const std::string_view path = file.path;
  if (path.starts_with(configuration.root + "/")) {
    const auto named = file.named ? BlackFiles::Named::yes : BlackFiles::Named::no;
    if (configuration.black.excludes(path.substr(configuration.root.size()), named)) return true;
  }
  if (file.named && !configuration.force_exclude) return false;
  return configuration.format_exclude.excludes(file.path);
}

FormatResult format_files(std::span<const DiscoveredFile> files, const ConfigTree& tree,
                          const FormatRunOptions& options) {
  Caches caches;
  std::vector<FormatJob> jobs;
  jobs.reserve(files.size());
  for (const DiscoveredFile& file : files) {
    const Configuration& configuration = tree[file.config];
    if (!is_formattable(file.kind) || is_format_excluded(file, configuration)) continue;
    jobs.push_back({.file = &file,
                    .configuration = &configuration,
                    .cache = options.use_cache ? caches.of(configuration) : nullptr});
  }
  std::vector<std::uint32_t> order(jobs.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::uint32_t i) { return jobs[i].file->size; });

  const unsigned threads = threads_for(files);
  std::vector<fmt::Formatter> formatters(threads);
  Progress progress(jobs.size(), STDERR_FILENO);
  for_each_parallel(jobs.size(), threads, [&](std::size_t i, unsigned worker) {
    format_file(jobs[order[i]], options, formatters[worker]);
    progress.add_one();
  });

  if (options.use_cache) {
    CacheUpdates updates;
    for (FormatJob& job : jobs) {
      if (job.cached) updates.add(job.cache, std::move(*job.cached), job.cache_changed);
    }
    updates.save();
  }
  FormatResult result;
  collect(jobs, result);
  return result;
}

FormattedText format_text(Source text, const DiscoveredFile& file, const ConfigTree& tree,
                          const FormatRunOptions& options) {
  FormattedText out{.run = {}, .text = std::string(text.text())};
  const Configuration& configuration = tree[file.config];
  if (!is_formattable(file.kind)) return out;
  FormatJob job{.file = &file, .configuration = &configuration, .cache = nullptr};
  fmt::Formatter formatter;
  std::optional<std::string> changed = format_source(job, std::move(text), options, formatter);
  if (changed) out.text = std::move(*changed);
  collect({&job, 1}, out.run);
  return out;
}

}  // namespace whip
