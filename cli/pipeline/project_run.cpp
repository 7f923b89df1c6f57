#include "cli/pipeline/project_run.h"

#include <map>
#include <string>

#include "cli/pipeline/kept_text.h"
#include "cli/pipeline/read.h"
#include "core/text/line_index.h"

namespace whip {
namespace {

// Lines and columns of places in files other than that of the finding. A file is read once, however often it is named.
class Elsewhere {
 public:
  explicit Elsewhere(std::span<const Job> jobs, const RunOptions& options) {
    for (const Job& job : jobs) paths_.emplace(shown_path(job.file->path, options.working_directory), job.file->path);
  }

  void place(Note& note) {
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

  const Opened& open(const std::string& shown) {
    const auto at = files_.find(shown);
    if (at != files_.end()) return at->second;
    Opened& opened = files_[shown];
    const auto path = paths_.find(shown);
    if (path == paths_.end()) return opened;
    if (Result<FileBytes> read = read_file(path->second.c_str())) opened.source = std::move(read->source);
    opened.lines.read(opened.source.text());
    return opened;
  }

  std::map<std::string, std::string> paths_;
  std::map<std::string, Opened> files_;
};

}  // namespace

Company company_of(const Job& job, const RunOptions& options) {
  const bool waits = options.fix == FixMode::offer && !options.format && job.listeners->needs_project();
  return waits ? Company::project : Company::alone;
}

void finish_project(std::span<Job> jobs, const RuleTable& rules, const RunOptions& options) {
  std::vector<const ProjectPart*> parts;
  std::vector<const Listeners*> listeners;
  bool any = false;
  for (const Job& job : jobs) {
    parts.push_back(job.part.get());
    listeners.push_back(job.listeners);
    any = any || job.part != nullptr;
  }
  if (!any) return;
  std::vector<std::vector<Diagnostic>> found = judge(parts, listeners);
  Elsewhere elsewhere(jobs, options);
  Bench bench;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (found[i].empty()) continue;
    for (Diagnostic& finding : found[i]) {
      for (Note& note : finding.notes) {
        if (note.is_elsewhere()) elsewhere.place(note);
      }
    }
    add_findings(jobs[i], std::move(found[i]), rules, options, bench);
  }
  for (Job& job : jobs) {
    if (job.part != nullptr && job.result) keep_lines(*job.result, options.kept_text);
  }
}

}  // namespace whip
