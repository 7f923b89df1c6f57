#include "cli/pipeline/project_run.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "cli/pipeline/kept_text.h"
#include "cli/pipeline/part_format.h"
#include "cli/pipeline/read.h"
#include "core/text/line_index.h"
#include "linter/fix.h"

namespace whip {
namespace {

// Lines and columns of places in files other than that of the finding. A file is read once, however often it is named.
class Elsewhere {
 public:
  Elsewhere(std::span<const Job> jobs, const RunOptions& options, std::span<const FileSummary> others = {})
      : jobs_(jobs), options_(options), others_(others) {}

  // The job of a file, by its path as it is shown; null for files that are none of the run's.
  const Job* job_of(std::string_view shown) {
    if (by_path_.empty()) {
      for (const Job& job : jobs_) by_path_.emplace(shown_path(job.file->path, options_.working_directory), &job);
    }
    const auto at = by_path_.find(shown);
    return at == by_path_.end() ? nullptr : at->second;
  }

  void place(Note& note) {
    if (!note.is_elsewhere() || note.line != 0) return;
    const Opened& file = open(note.path);
    if (note.span.begin > file.source.text().size()) return;
    const LineColumn at = file.lines.position(note.span.begin, file.source.text());
    note.line = at.line;
    note.column = at.column;
    note.span = {};
  }

 private:
  struct Opened {
    Source source;
    LineIndex lines;
  };

  std::string path_of(std::string_view shown) {
    if (const Job* const job = job_of(shown)) return job->file->path;
    const auto at = std::ranges::find_if(
        others_, [&](const FileSummary& other) { return other.summary.at(other.summary.path) == shown; });
    return at == others_.end() ? std::string() : at->path;
  }

  const Opened& open(const std::string& shown) {
    const auto at = files_.find(shown);
    if (at != files_.end()) return at->second;
    Opened& opened = files_[shown];
    const std::string path = path_of(shown);
    if (path.empty()) return opened;
    if (Result<FileBytes> read = read_file(path.c_str())) opened.source = std::move(read->source);
    opened.lines.read(opened.source.text());
    return opened;
  }

  std::span<const Job> jobs_;
  const RunOptions& options_;
  std::span<const FileSummary> others_;
  std::map<std::string, const Job*, std::less<>> by_path_;  // made when the first is asked for
  std::map<std::string, Opened> files_;
};

// What identifies what the link said of a file: the findings, and the texts of the other files that they name places
// in.
CacheHash hash_of(std::span<const Diagnostic> findings, Elsewhere& elsewhere) {
  std::string bytes;
  encode_findings(findings, {}, bytes);
  for (const Diagnostic& finding : findings) {
    for (const Note& note : finding.notes) {
      const Job* const job = note.is_elsewhere() ? elsewhere.job_of(note.path) : nullptr;
      if (job == nullptr || job->cached == nullptr) continue;
      bytes.append(reinterpret_cast<const char*>(&job->cached->content), sizeof job->cached->content);
    }
  }
  return cache_hash(bytes);
}

// Puts what the link said into what the cache is to know of the file.
void remember(Job& job, const Verdict* verdict) {
  Cache::Fresh& entry = *job.cached;
  std::string payload;
  if (entry.confirmed != nullptr) {
    payload = job.group->cache()->findings_bytes(*entry.confirmed);
  } else {
    payload = entry.payload.substr(0, entry.payload.size() - entry.part_size);
  }
  const std::size_t findings = payload.size();
  encode_part(*job.part, verdict, payload);
  entry.part_size = static_cast<std::uint32_t>(payload.size() - findings);
  entry.payload = std::move(payload);
  entry.confirmed = nullptr;
  job.cache_changed = true;
}

// What the link said of the file in an earlier run, if the file is still the same.
std::optional<Verdict> known_verdict(const Job& job) {
  if (job.cached == nullptr || job.cached->confirmed == nullptr) return std::nullopt;
  return job.group->cache()->verdict(*job.cached->confirmed);
}

class Judge {
 public:
  Judge(std::span<const Job> jobs, const RuleTable& rules, const RunOptions& options)
      : rules_(rules), options_(options), elsewhere_(jobs, options) {}

  // Whether it had to be judged anew.
  bool judge(Job& job, std::vector<Diagnostic> findings) {
    std::optional<Verdict> known = known_verdict(job);
    if (findings.empty()) {
      if (!known) return job.was_linted;
      remember(job, nullptr);
      return true;
    }
    job.may_be_judged = true;
    Verdict verdict;
    if (job.cached != nullptr) verdict.said = hash_of(findings, elsewhere_);
    if (known && job.cached != nullptr && known->said == verdict.said) {
      add_findings(job, known->findings, Silencing::done, rules_, options_, bench_);
      return false;
    }
    for (Diagnostic& finding : findings) {
      for (Note& note : finding.notes) elsewhere_.place(note);
    }
    add_findings(job, findings, Silencing::needed, rules_, options_, bench_);
    if (job.cached == nullptr) return true;
    verdict.findings = std::move(findings);
    remember(job, &verdict);
    return true;
  }

 private:
  const RuleTable& rules_;
  const RunOptions& options_;
  Elsewhere elsewhere_;
  Bench bench_;
};

}  // namespace

std::size_t finish_project(std::span<Job> jobs, const RuleTable& rules, const RunOptions& options) {
  std::vector<const ProjectPart*> parts;
  std::vector<const Listeners*> listeners;
  bool any = false;
  for (const Job& job : jobs) {
    parts.push_back(job.part.get());
    listeners.push_back(job.listeners);
    any = any || job.part != nullptr;
  }
  if (!any) return 0;
  std::vector<std::vector<Diagnostic>> found = judge(parts, listeners);
  Judge judge(jobs, rules, options);
  std::size_t judged = 0;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (jobs[i].part == nullptr) continue;
    if (judge.judge(jobs[i], std::move(found[i]))) ++judged;
    if (jobs[i].result) keep_lines(*jobs[i].result, options.kept_text);
  }
  return judged;
}

ProjectAtHand::ProjectAtHand(std::span<const Job> jobs) : jobs_(jobs), neighbours_(jobs.size()) {
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (jobs[i].part == nullptr) continue;
    neighbours_[i].own = static_cast<std::uint32_t>(files_.size());
    files_.push_back(&jobs[i].part->summary);
  }
  for (Neighbours& neighbours : neighbours_) neighbours.files = files_;
}

bool ProjectAtHand::prepare(Job& job, const RunOptions& options) {
  const FixReach reach = options.unsafe_fixes ? FixReach::unsafe : FixReach::safe;
  const bool has_fix = job.result != nullptr && std::ranges::any_of(job.result->findings, [&](const Diagnostic& found) {
                         return found.fix && is_applicable(*found.fix, reach);
                       });
  // Linking costs more than linting: only for files of which the project may have something to say.
  if (has_fix && job.part != nullptr && (job.may_be_judged || !job.part->waiting.empty()))
    job.among = &neighbours_[static_cast<std::size_t>(&job - jobs_.data())];
  return has_fix;
}

void place_notes(std::span<Job> jobs, const RunOptions& options, std::span<const FileSummary> others) {
  Elsewhere elsewhere(jobs, options, others);
  for (Job& job : jobs) {
    if (job.result == nullptr) continue;
    for (Diagnostic& finding : job.result->findings) {
      for (Note& note : finding.notes) elsewhere.place(note);
    }
  }
}

}  // namespace whip
