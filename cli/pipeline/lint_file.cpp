#include "cli/pipeline/lint_file.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "cli/pipeline/part_format.h"
#include "cli/pipeline/read.h"
#include "cli/pipeline/subject.h"
#include "cli/pipeline/write.h"
#include "linter/fingerprint.h"
#include "linter/fix.h"
#include "linter/suppress/line_map.h"

namespace whip {
namespace {

LintedFile& result_of(Job& job, const RunOptions& options) {
  if (!job.result) {
    job.result = std::make_unique<LintedFile>();
    job.result->path = job.file->path;
    job.result->shown = shown_path(job.file->path, options.working_directory);
  }
  return *job.result;
}

// The path from the project's root.
std::string_view path_in_project(const Job& job) {
  std::string_view path = job.file->path;
  const std::string& root = job.group->settings().project_root;
  if (path.starts_with(root + "/")) path.remove_prefix(root.size() + 1);
  return path;
}

// A finding about a file that has no text to point into.
void add_placeless(Job& job, const Diagnostic& finding, const RunOptions& options) {
  LintedFile& result = result_of(job, options);
  if (options.wants_extras && result.extras.size() == result.findings.size()) {
    const LineIndex lines{std::string_view{}};
    const Tree tree;
    const std::vector<Fingerprint> print = fingerprints({.path = path_in_project(job),
                                                         .text = {},
                                                         .lines = lines,
                                                         .tree = tree,
                                                         .findings = {&finding, 1},
                                                         .rules = job.listeners->table()});
    result.extras.push_back({.noqa_line = 0, .fingerprint = print.front()});
  }
  result.findings.push_back(finding);
}

// Nothing if there is nothing to lint, which is reported where it is an error.
std::optional<Subject> open_subject(Job& job, Source source, const RuleTable& rules, const RunOptions& options) {
  Result<std::optional<Subject>> subject = make_subject(std::move(source), job.file->kind);
  if (subject) return std::move(*subject);
  if (job.file->kind == SourceKind::notebook) {
    const Diagnostic finding{.rule = RuleId::invalid_syntax, .span = {}, .message = subject.error().message};
    add_placeless(job, finding, options);
  } else {
    report_unreadable(job, rules, options, subject.error().message);
  }
  return std::nullopt;
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

// `text` is what the bench was used for last.
std::vector<FindingExtra> extras_of(const Job& job, std::string_view text, std::span<const Diagnostic> findings,
                                    const Bench& bench) {
  std::vector<FindingExtra> out;
  const std::vector<Fingerprint> prints = fingerprints({.path = path_in_project(job),
                                                        .text = text,
                                                        .lines = bench.lines,
                                                        .tree = bench.tree,
                                                        .findings = findings,
                                                        .rules = job.listeners->table()});
  LineMap map;
  map.read(text, bench.tree, bench.lines);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const bool is_rule = findings[i].rule != RuleId::invalid_syntax;
    const std::uint32_t line = is_rule ? bench.lines.line_of(map.resolve(findings[i].span.begin)) + 1 : 0;
    out.push_back({.noqa_line = line, .fingerprint = prints[i]});
  }
  return out;
}

// Keeps the findings together with the text that they point into.
void keep(Job& job, const Subject& subject, Source text, FileAnswer answer, const RunOptions& options) {
  LintedFile& result = result_of(job, options);
  result.findings = std::move(answer.findings);
  result.extras = std::move(answer.extras);
  result.text = std::move(text);
  result.cells.assign(subject.cells().begin(), subject.cells().end());
}

void report_defects(Job& job, const FixResult& fixes, const std::string& shown) {
  for (const RuleId rule : fixes.defective) {
    job.problems.push_back("The fix of " + std::string(job.listeners->entry(rule).code) + " would have broken " +
                           shown + " and was not made. This is a defect of whip: please report it with the file");
  }
  if (!fixes.converged) {
    job.problems.push_back("Fixes of " + shown +
                           " never came to an end. This is a defect of whip: please report it with the file");
  }
}

// Makes the fixes. Gives what the file should hold, if that is something else.
std::optional<std::string> fix_subject(Job& job, Subject& subject, const std::string& shown, const RunOptions& options,
                                       Bench& bench) {
  FixResult fixes = lint_and_fix(input_of(job, subject, shown), job.group->settings(), *job.listeners, bench,
                                 options.unsafe_fixes ? FixReach::unsafe : FixReach::safe,
                                 options.ignore_noqa ? Noqa::ignored : Noqa::respected,
                                 job.among != nullptr ? Company::alone : job.company, job.among);
  std::ranges::move(fixes.left.warnings, std::back_inserter(job.problems));
  report_defects(job, fixes, shown);
  FileAnswer left{.findings = std::move(fixes.left.diagnostics), .extras = {}};
  if (options.wants_extras && !left.findings.empty()) left.extras = extras_of(job, fixes.text, left.findings, bench);
  if (fixes.fixed.empty()) {
    if (!left.findings.empty()) keep(job, subject, take_shown_text(subject), std::move(left), options);
    return std::nullopt;
  }
  FixedSubject fixed = apply_to(subject, fixes, options.fix == FixMode::diff ? Changes::wanted : Changes::unwanted);
  LintedFile& result = result_of(job, options);
  for (const FixCount& count : fixes.fixed) result.fixed.push_back({count.rule, count.count});
  result.changes = std::move(fixed.changes);
  if (!left.findings.empty()) keep(job, subject, Source(fixed.shown), std::move(left), options);
  return std::move(fixed.file);
}

bool spans_fit(std::span<const Diagnostic> findings, std::size_t size) {
  const auto fits = [size](Span span) { return span.begin <= span.end && span.end <= size; };
  return std::ranges::all_of(findings, [&](const Diagnostic& finding) {
    return fits(finding.span) &&
           std::ranges::all_of(finding.notes, [&](const Note& note) { return fits(note.span); }) &&
           (!finding.fix || std::ranges::all_of(finding.fix->edits, [&](const Edit& edit) { return fits(edit.span); }));
  });
}

void write_outcome(Job& job, const Outcome& outcome, const RuleTable& rules, const RunOptions& options) {
  if (!outcome.changed || options.fix != FixMode::apply) return;
  const Done written = write_file(job.file->path, *outcome.changed, Durability::flushed);
  if (!written) report_unreadable(job, rules, options, written.error().message);
}

// Answers from the cache if it can; false: the file must be linted. `bytes` gets what had to be read of the file.
bool answer_from_cache(Job& job, const CacheHash& key, const RuleTable& rules, const RunOptions& options,
                       std::optional<FileBytes>& bytes) {
  const Cache& cache = *job.group->cache();
  const CacheRecord* const record = cache.find(key);
  if (record == nullptr) return false;
  const bool has_findings = record->payload_size != record->part_size;
  // Making fixes needs the linter; a file without findings has none to make.
  if (has_findings && options.fix != FixMode::offer) return false;
  FileStamp stamp{.size = job.file->size, .modified = job.file->modified, .inode = job.file->inode};
  const bool is_same = Cache::matches(*record, stamp);
  if (!is_same || has_findings) {
    Result<FileBytes> read = read_file(job.file->path.c_str());
    if (!read) return false;
    bytes = std::move(*read);
    stamp = bytes->stamp;
    if (!Cache::matches(*record, stamp) && cache_hash(bytes->source.text()) != record->content) return false;
  }
  if (has_findings) {
    std::optional<FileAnswer> answer = cache.findings(*record);
    if (!answer) return false;
    std::optional<Subject> subject = open_subject(job, std::move(bytes->source), rules, options);
    if (!subject || !spans_fit(answer->findings, subject->text.size())) {
      job.result.reset();
      bytes.reset();
      return false;
    }
    keep(job, *subject, take_shown_text(*subject), std::move(*answer), options);
  }
  if (record->part_size != 0) {
    job.part = cache.part(*record);
    // Places in other files are told by paths as they are shown, which another working directory changes.
    const std::string shown = shown_path(job.file->path, options.working_directory);
    if (job.part == nullptr || job.part->summary.at(job.part->summary.path) != shown) {
      job.part.reset();
      job.result.reset();
      bytes.reset();
      return false;
    }
  }
  job.cached = std::make_unique<Cache::Fresh>(
      Cache::Fresh{.key = key, .content = record->content, .stamp = stamp, .payload = {}, .confirmed = record});
  job.cache_changed = !is_same;
  return true;
}

}  // namespace

FileKind file_kind(SourceKind kind) {
  return kind == SourceKind::stub       ? FileKind::stub
         : kind == SourceKind::notebook ? FileKind::notebook
                                        : FileKind::source;
}

void report_unreadable(Job& job, const RuleTable& rules, const RunOptions& options, const std::string& message) {
  const std::optional<RuleId> io_error = rules.find("E902");
  if (io_error && job.group->settings().enabled.contains(*io_error)) {
    add_placeless(job, {.rule = *io_error, .span = {}, .message = message}, options);
  } else {
    job.problems.push_back("Failed to lint " + shown_path(job.file->path, options.working_directory) + ": " + message);
  }
}

void lint_file(Job& job, const RuleTable& rules, const RunOptions& options, Bench& bench) {
  std::optional<FileBytes> bytes;
  std::optional<CacheHash> key;
  if (job.group->cache() != nullptr && !job.file->missing) {
    key = job.group->cache_key(job.file->path, job.place, options.wants_extras);
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
  CacheHash content;
  if (key) content = cache_hash(bytes->source.text());
  job.was_linted = true;
  const Outcome outcome = lint_source(job, std::move(bytes->source), rules, options, bench);
  write_outcome(job, outcome, rules, options);
  // Of a fixed file the next run learns; what is shown as a difference is not what the file holds.
  if (!key || !outcome.was_linted || outcome.changed) return;
  job.cached = std::make_unique<Cache::Fresh>(
      Cache::Fresh{.key = *key, .content = content, .stamp = bytes->stamp, .payload = {}});
  if (job.result) encode_findings(job.result->findings, job.result->extras, job.cached->payload);
  if (job.part) {
    const std::size_t findings = job.cached->payload.size();
    encode_part(*job.part, nullptr, job.cached->payload);
    job.cached->part_size = static_cast<std::uint32_t>(job.cached->payload.size() - findings);
  }
  job.cache_changed = true;
}

Outcome lint_source(Job& job, Source source, const RuleTable& rules, const RunOptions& options, Bench& bench) {
  std::optional<Subject> subject = open_subject(job, std::move(source), rules, options);
  if (!subject) return {};
  const std::string shown = shown_path(job.file->path, options.working_directory);
  if (options.fix != FixMode::offer) {
    return {.was_linted = true, .changed = fix_subject(job, *subject, shown, options, bench)};
  }
  LintResult found = lint(input_of(job, *subject, shown), job.group->settings(), *job.listeners, bench,
                          options.ignore_noqa ? Noqa::ignored : Noqa::respected,
                          job.among != nullptr ? Company::alone : job.company, job.among);
  std::ranges::move(found.warnings, std::back_inserter(job.problems));
  if (job.among == nullptr) job.part = std::move(found.part);
  if (found.diagnostics.empty()) return {.was_linted = true, .changed = {}};
  FileAnswer answer{.findings = std::move(found.diagnostics), .extras = {}};
  if (options.wants_extras) answer.extras = extras_of(job, subject->text.text(), answer.findings, bench);
  keep(job, *subject, take_shown_text(*subject), std::move(answer), options);
  return {.was_linted = true, .changed = {}};
}

void add_findings(Job& job, std::vector<Diagnostic>& findings, Silencing silencing, const RuleTable& rules,
                  const RunOptions& options, Bench& bench) {
  Result<FileBytes> read = read_file(job.file->path.c_str());
  std::optional<Subject> subject =
      read ? open_subject(job, std::move(read->source), rules, options) : std::nullopt;  // nothing: gone meanwhile
  if (!subject || !spans_fit(findings, subject->text.size())) {
    findings.clear();
    return;
  }
  const std::string shown = shown_path(job.file->path, options.working_directory);
  if (silencing == Silencing::needed && !options.ignore_noqa)
    silence(input_of(job, *subject, shown), job.group->settings(), *job.listeners, bench, findings);
  if (findings.empty()) return;
  FileAnswer all{.findings = job.result ? std::move(job.result->findings) : std::vector<Diagnostic>{}, .extras = {}};
  all.findings.insert(all.findings.end(), findings.begin(), findings.end());
  sort_findings(*job.listeners, all.findings);
  if (options.wants_extras) {
    bench.parser.parse(subject->text.text(), bench.tree);
    bench.lines.read(subject->text.text());
    all.extras = extras_of(job, subject->text.text(), all.findings, bench);
  }
  keep(job, *subject, take_shown_text(*subject), std::move(all), options);
}

void fix_file(Job& job, const RuleTable& rules, const RunOptions& options, Bench& bench) {
  Result<FileBytes> read = read_file(job.file->path.c_str());
  if (!read) return;  // gone since it was linted
  job.result.reset();
  const Outcome outcome = lint_source(job, std::move(read->source), rules, options, bench);
  write_outcome(job, outcome, rules, options);
  // Of a fixed file the next run learns.
  if (outcome.changed) job.cached.reset();
}

std::size_t silence_file(Job& job, const RunOptions& options, AddedComment kind, std::string_view reason,
                         Bench& bench) {
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
