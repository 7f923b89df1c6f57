#include "cli/pipeline/lint_file.h"

#include <algorithm>
#include <utility>

#include "cli/pipeline/notebook.h"
#include "cli/pipeline/read.h"
#include "cli/pipeline/write.h"
#include "linter/fix.h"

namespace whip {
namespace {

FileKind file_kind(SourceKind kind) {
  return kind == SourceKind::stub ? FileKind::stub : kind == SourceKind::notebook ? FileKind::notebook : FileKind::source;
}

LintedFile& result_of(Job& job, const RunOptions& options) {
  if (!job.result) {
    job.result = std::make_unique<LintedFile>();
    job.result->path = job.file->path;
    job.result->shown = shown_path(job.file->path, options.working_directory);
  }
  return *job.result;
}

// A file that cannot be read is a finding where the rule for that is on, else a line on standard error.
void report_unreadable(Job& job, const RuleTable& rules, const RunOptions& options, const std::string& message) {
  const std::optional<RuleId> io_error = rules.find("E902");
  if (io_error && job.group->settings().enabled.contains(*io_error)) {
    result_of(job, options).findings.push_back({.rule = *io_error, .span = {}, .message = message});
  } else {
    job.problems.push_back("Failed to lint " + shown_path(job.file->path, options.working_directory) + ": " + message);
  }
}

// What is linted of a file: its text, or the code cells of a notebook.
struct Subject {
  Source text;
  std::optional<Notebook> notebook;
  Source json;               // of the notebook
  std::vector<Span> magics;  // of the notebook, places only

  std::span<const Cell> cells() const { return notebook ? std::span<const Cell>(notebook->cells) : std::span<const Cell>{}; }
};

// Nothing if there is nothing to lint, which then is reported. `was_read`: it could be read all the same.
std::optional<Subject> read_subject(Job& job, Source source, const RuleTable& rules, const RunOptions& options,
                                    bool& was_read) {
  was_read = false;
  if (job.file->kind != SourceKind::notebook) {
    if (const Done good = check_utf8(source.text()); !good) {
      report_unreadable(job, rules, options, good.error().message);
      return std::nullopt;
    }
    was_read = true;
    return Subject{.text = std::move(source), .notebook = {}, .json = {}, .magics = {}};
  }
  Result<std::optional<Notebook>> notebook = read_notebook(source);
  if (!notebook) {
    result_of(job, options)
        .findings.push_back({.rule = RuleId::invalid_syntax, .span = {}, .message = notebook.error().message});
    return std::nullopt;
  }
  was_read = true;
  if (!*notebook) return std::nullopt;
  std::vector<Span> magics;
  for (const Magic& magic : (*notebook)->magics) magics.push_back(magic.span);
  return Subject{.text = Source((*notebook)->text),
                 .notebook = std::move(*notebook),
                 .json = std::move(source),
                 .magics = std::move(magics)};
}

FileInput input_of(const Job& job, const Subject& subject, const std::string& shown) {
  const std::string_view path = shown;
  return {.text = subject.text.text(),
          .facts = {.path = path,
                    .name = path.substr(path.rfind('/') + 1),
                    .kind = file_kind(job.file->kind),
                    .module = job.place.module,
                    .root_package = job.place.root_package,
                    .source_modules = job.group->source_modules(),
                    .sources = &job.group->sources(),
                    .cells = subject.cells(),
                    .magics = subject.magics},
          .target = target_version_for(job.group->settings(), job.file->path)};
}

// Keeps the findings together with the text that they point into.
void keep(Job& job, const Subject& subject, Source text, std::vector<Diagnostic> findings, const RunOptions& options) {
  LintedFile& result = result_of(job, options);
  result.findings = std::move(findings);
  result.text = std::move(text);
  result.cells.assign(subject.cells().begin(), subject.cells().end());
}

// The text of the subject as people have it: with the notebook's magics.
Source shown_text(Subject& subject) {
  return subject.notebook ? Source(restore_magics(subject.text.text(), subject.notebook->magics)) : std::move(subject.text);
}

// The parts of a file that fixes change.
std::vector<ChangedPart> changes_of(const Subject& subject, std::string_view before, std::string_view after,
                                    std::span<const Cell> cells_after) {
  std::vector<ChangedPart> out;
  if (!subject.notebook) {
    out.push_back({.cell = 0, .before = std::string(before), .after = std::string(after)});
    return out;
  }
  for (std::size_t i = 0; i < cells_after.size(); ++i) {
    const Cell& cell = subject.notebook->cells[i];
    // Without the line break that joins the cells.
    const std::string_view old_cell = before.substr(cell.span.begin, cell.span.size() - 1);
    std::string_view new_cell = after.substr(cells_after[i].span.begin, cells_after[i].span.size());
    if (new_cell.ends_with('\n')) new_cell.remove_suffix(1);
    if (old_cell != new_cell) out.push_back({cell.number, std::string(old_cell), std::string(new_cell)});
  }
  return out;
}

void report_defects(Job& job, const FixResult& fixes, const std::string& shown) {
  for (const RuleId rule : fixes.defective) {
    job.problems.push_back("The fix of " + std::string(job.listeners->entry(rule).code) + " would have broken " + shown +
                           " and was not made. This is a defect of whip: please report it with the file");
  }
  if (!fixes.converged) {
    job.problems.push_back("Fixes of " + shown + " never came to an end. This is a defect of whip: please report it with the file");
  }
}

// Makes the fixes. Gives what the file should hold, if that is something else.
std::optional<std::string> fix_subject(Job& job, Subject& subject, const RunOptions& options, Bench& bench) {
  const std::string shown = shown_path(job.file->path, options.working_directory);
  FixResult fixes = lint_and_fix(input_of(job, subject, shown), job.group->settings(), *job.listeners, bench,
                                 options.unsafe_fixes ? FixReach::unsafe : FixReach::safe,
                                 options.ignore_noqa ? Noqa::ignored : Noqa::respected);
  std::ranges::move(fixes.left.warnings, std::back_inserter(job.problems));
  report_defects(job, fixes, shown);
  std::optional<std::string> changed;
  if (!fixes.fixed.empty()) {
    LintedFile& result = result_of(job, options);
    for (const FixCount& count : fixes.fixed) result.fixed.push_back({count.rule, count.count});
    if (subject.notebook) {
      std::vector<Magic> magics = subject.notebook->magics;
      for (std::size_t i = 0; i < magics.size(); ++i) magics[i].span = fixes.magics[i];
      const std::string before = restore_magics(subject.text.text(), subject.notebook->magics);
      fixes.text = restore_magics(fixes.text, magics);
      changed = write_notebook(subject.json.text(), *subject.notebook, fixes.text, fixes.cells);
      if (options.fix == FixMode::diff) result.changes = changes_of(subject, before, fixes.text, fixes.cells);
      subject.notebook->cells = fixes.cells;
    } else {
      if (options.fix == FixMode::diff) result.changes = changes_of(subject, subject.text.text(), fixes.text, {});
      changed = fixes.text;
    }
  }
  if (!fixes.left.diagnostics.empty()) {
    Source text = changed ? Source(fixes.text) : shown_text(subject);
    keep(job, subject, std::move(text), std::move(fixes.left.diagnostics), options);
  }
  return changed;
}

bool spans_fit(std::span<const Diagnostic> findings, std::size_t size) {
  const auto fits = [size](Span span) { return span.begin <= span.end && span.end <= size; };
  return std::ranges::all_of(findings, [&](const Diagnostic& finding) {
    return fits(finding.span) && std::ranges::all_of(finding.notes, [&](const Note& note) { return fits(note.span); }) &&
           (!finding.fix || std::ranges::all_of(finding.fix->edits, [&](const Edit& edit) { return fits(edit.span); }));
  });
}

// Answers from the cache if it can; false: the file must be linted. `bytes` is what was read of the file, if anything had to be.
bool answer_from_cache(Job& job, const CacheHash& key, const RuleTable& rules, const RunOptions& options,
                       std::optional<FileBytes>& bytes) {
  const Cache& cache = *job.group->cache();
  const CacheRecord* const record = cache.find(key);
  if (record == nullptr) return false;
  // Making fixes needs the linter; a file without findings has none to make.
  if (record->payload_size != 0 && options.fix != FixMode::offer) return false;
  FileStamp stamp{.size = job.file->size, .modified = job.file->modified, .inode = job.file->inode};
  const bool is_same = Cache::matches(*record, stamp);
  if (!is_same || record->payload_size != 0) {
    Result<FileBytes> read = read_file(job.file->path.c_str());
    if (!read) return false;
    bytes = std::move(*read);
    stamp = bytes->stamp;
    if (!Cache::matches(*record, stamp) && cache_hash(bytes->source.text()) != record->content) return false;
  }
  std::optional<std::vector<Diagnostic>> findings = cache.findings(*record);
  if (!findings) return false;
  if (!findings->empty()) {
    bool was_read;
    std::optional<Subject> subject = read_subject(job, std::move(bytes->source), rules, options, was_read);
    if (!subject || !spans_fit(*findings, subject->text.size())) {
      job.result.reset();
      bytes.reset();
      return false;
    }
    Source text = shown_text(*subject);
    keep(job, *subject, std::move(text), std::move(*findings), options);
  }
  job.cached = Cache::Fresh{.key = key, .content = record->content, .stamp = stamp, .payload = {}, .confirmed = record};
  job.cache_changed = !is_same;
  return true;
}

}  // namespace

void lint_file(Job& job, const RuleTable& rules, const RunOptions& options, Bench& bench) {
  std::optional<FileBytes> bytes;
  std::optional<CacheHash> key;
  if (job.group->cache() != nullptr && !job.file->missing) {
    key = job.group->cache_key(job.file->path, job.place);
    if (answer_from_cache(job, *key, rules, options, bytes)) return;
  }
  if (!bytes) {
    Result<FileBytes> read = read_file(job.file->path.c_str());
    if (!read) {
      report_unreadable(job, rules, options, read.error().message);
      return;
    }
    bytes = std::move(*read);
  }
  std::optional<CacheHash> content;
  if (key) content = cache_hash(bytes->source.text());
  const Outcome outcome = lint_source(job, std::move(bytes->source), rules, options, bench);
  if (outcome.changed && options.fix == FixMode::apply) {
    const Done written = write_file(job.file->path, *outcome.changed, Durability::flushed);
    if (!written) report_unreadable(job, rules, options, written.error().message);
  }
  // Of a fixed file the next run learns; what is shown as a difference is not what the file holds.
  if (!key || !outcome.was_read || outcome.changed) return;
  job.cached = Cache::Fresh{.key = *key, .content = *content, .stamp = bytes->stamp, .payload = {}};
  if (job.result) encode_findings(job.result->findings, job.cached->payload);
  job.cache_changed = true;
}

Outcome lint_source(Job& job, Source source, const RuleTable& rules, const RunOptions& options, Bench& bench) {
  Outcome outcome;
  std::optional<Subject> subject = read_subject(job, std::move(source), rules, options, outcome.was_read);
  if (!subject) return outcome;
  if (options.fix != FixMode::offer) {
    outcome.changed = fix_subject(job, *subject, options, bench);
    return outcome;
  }
  const std::string shown = shown_path(job.file->path, options.working_directory);
  LintResult found = lint(input_of(job, *subject, shown), job.group->settings(), *job.listeners, bench,
                          options.ignore_noqa ? Noqa::ignored : Noqa::respected);
  std::ranges::move(found.warnings, std::back_inserter(job.problems));
  if (!found.diagnostics.empty()) {
    Source text = shown_text(*subject);
    keep(job, *subject, std::move(text), std::move(found.diagnostics), options);
  }
  return outcome;
}

std::size_t silence_file(Job& job, const RunOptions& options, AddedComment kind, std::string_view reason, Bench& bench) {
  if (job.file->kind == SourceKind::notebook) return 0;
  const std::string shown = shown_path(job.file->path, options.working_directory);
  Result<FileBytes> bytes = read_file(job.file->path.c_str());
  const Done readable = bytes ? check_utf8(bytes->source.text()) : Done(bytes.error());
  if (!readable) {
    job.problems.push_back("Failed to read " + shown + ": " + readable.error().message);
    return 0;
  }
  const Subject subject{.text = std::move(bytes->source), .notebook = {}, .json = {}, .magics = {}};
  AddedComments added =
      add_comments(input_of(job, subject, shown), job.group->settings(), *job.listeners, bench, kind, reason);
  std::ranges::move(added.warnings, std::back_inserter(job.problems));
  if (added.count == 0) return 0;
  if (const Done written = write_file(job.file->path, added.text, Durability::flushed); !written) {
    job.problems.push_back("Failed to write " + shown + ": " + written.error().message);
    return 0;
  }
  return added.count;
}

}  // namespace whip
