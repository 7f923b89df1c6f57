#include "cli/commands/check_filter.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <utility>

#include "cli/commands/baseline.h"
#include "cli/commands/console.h"
#include "cli/pipeline/read.h"
#include "cli/pipeline/subject.h"
#include "cli/pipeline/write.h"
#include "cli/render/line_diff.h"

namespace whip::cli {
namespace {

// Keeps the findings that `wants(index)` says yes to, with what is known of them.
template <class Wants>
void keep_findings(LintedFile& file, Wants&& wants) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < file.findings.size(); ++i) {
    if (!wants(i)) continue;
    if (kept != i) {
      file.findings[kept] = std::move(file.findings[i]);
      if (i < file.extras.size()) file.extras[kept] = file.extras[i];
    }
    ++kept;
  }
  file.findings.resize(kept);
  file.extras.resize(std::min(kept, file.extras.size()));
}

void drop_empty(RunResult& result) {
  std::erase_if(result.files, [](const LintedFile& file) {
    return file.findings.empty() && file.fixed.empty() && file.changes.empty();
  });
}

// The lines of a text that another text does not have, as [begin, end) from 0. How lines end does not matter: git
// converts that.
std::vector<Span> changed_lines(std::string_view before, std::string_view after) {
  std::vector<std::string_view> old_lines = render::split_lines(before);
  std::vector<std::string_view> new_lines = render::split_lines(after);
  for (auto* lines : {&old_lines, &new_lines}) {
    for (std::string_view& line : *lines) {
      while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    }
  }
  std::vector<Span> out;
  for (const render::Change& change : render::diff_lines(old_lines, new_lines)) {
    if (change.kind == render::Change::Kind::equal || change.new_size() == 0) continue;
    out.push_back({static_cast<std::uint32_t>(change.new_begin), static_cast<std::uint32_t>(change.new_end)});
  }
  return out;
}

bool touches(Span finding, const LineIndex& lines, std::span<const Span> changed) {
  const std::uint32_t last = lines.line_of(finding.empty() ? finding.end : finding.end - 1);
  const Span on{lines.line_of(finding.begin), last + 1};
  return std::ranges::any_of(changed, [on](Span span) { return span.overlaps(on); });
}

// What the linter sees of a text: of a notebook its cells.
std::string shown_text(const std::string& text, SourceKind kind) {
  Result<std::optional<Subject>> subject = make_subject(Source(text), kind);
  if (!subject || !*subject) return {};
  return std::string(take_shown_text(**subject).text());
}

std::vector<Fingerprint> sorted_prints(const LintedFile& file) {
  std::vector<Fingerprint> prints;
  for (const FindingExtra& extra : file.extras) prints.push_back(extra.fingerprint);
  std::ranges::sort(prints);
  return prints;
}

}  // namespace

bool compares_findings(const CheckRequest& request) {
  return request.since || request.changed || request.baseline || request.write_baseline;
}

Result<GitChanges> keep_changed(std::vector<DiscoveredFile>& files, const Session& session) {
  Result<GitChanges> changes = git_changes(session.options.working_directory, session.request.since);
  if (!changes) return changes.error();
  std::vector<GitChange> kept;
  std::erase_if(files, [&](const DiscoveredFile& file) {
    std::string path = file.path;
    if (!path.starts_with(changes->root + "/")) {  // through a link
      std::error_code ignored;
      path = std::filesystem::weakly_canonical(path, ignored).string();
    }
    const auto at = std::ranges::lower_bound(changes->changes, path, {}, &GitChange::path);
    if (at == changes->changes.end() || at->path != path) return true;
    kept.push_back(*at);
    return false;
  });
  changes->changes = std::move(kept);
  return changes;
}

Done keep_since(RunResult& result, std::span<const DiscoveredFile> files, const GitChanges& changes,
                const Session& session) {
  // Only files in which something was found matter, and of these only such as there were before.
  std::map<std::string_view, LintedFile*> found;
  for (LintedFile& file : result.files) found[file.path] = &file;
  std::vector<DiscoveredFile> old_files;
  std::vector<std::string> blobs;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (changes.changes[i].blob.empty() || !found.contains(files[i].path)) continue;
    old_files.push_back(files[i]);
    blobs.push_back(changes.changes[i].blob);
  }
  const Result<std::vector<std::string>> texts = git_texts(changes.root, blobs);
  if (!texts) return texts.error();
  const RunResult before = lint_texts(old_files, *texts, session.tree, session.rules, session.options);
  std::map<std::string_view, std::vector<Fingerprint>> old_prints;
  for (const LintedFile& file : before.files) old_prints[file.path] = sorted_prints(file);

  for (std::size_t i = 0; i < old_files.size(); ++i) {
    LintedFile& file = *found[old_files[i].path];
    const std::vector<Fingerprint>& known = old_prints[old_files[i].path];
    const LineIndex lines(file.text.text());
    const std::vector<Span> changed = changed_lines(shown_text((*texts)[i], old_files[i].kind), file.text.text());
    keep_findings(file, [&](std::size_t finding) {
      return touches(file.findings[finding].span, lines, changed) ||
             !std::ranges::binary_search(known, file.extras[finding].fingerprint);
    });
  }
  drop_empty(result);
  return Unit{};
}

void leave_out(RunResult& result, std::span<const Fingerprint> known) {
  for (LintedFile& file : result.files) {
    keep_findings(file, [&](std::size_t finding) {
      return !std::ranges::binary_search(known, file.extras[finding].fingerprint);
    });
  }
  drop_empty(result);
}

Done leave_out_baseline(RunResult& result, const std::string& path) {
  const Result<FileBytes> bytes = read_file(path.c_str());
  if (!bytes) {
    return Error{.code = ErrorCode::io,
                 .message = "no baseline there: " + bytes.error().message + "; --write-baseline makes one",
                 .path = path};
  }
  const Result<std::vector<Fingerprint>> known = parse_baseline(bytes->source.text(), path);
  if (!known) return known.error();
  leave_out(result, *known);
  return Unit{};
}

Done write_baseline(const RunResult& result, const Session& session, const std::string& path) {
  std::vector<BaselineEntry> entries;
  for (const LintedFile& file : result.files) {
    for (std::size_t i = 0; i < file.findings.size(); ++i) {
      const auto rule = static_cast<std::size_t>(file.findings[i].rule);
      const auto carried = session.rules.carried();
      entries.push_back({.fingerprint = file.extras[i].fingerprint,
                         .code = rule < carried.size() ? carried[rule].code : "invalid-syntax",
                         .path = file.shown});
    }
  }
  if (const Done written = write_file(path, baseline_text(entries), Durability::flushed); !written) {
    Error error = written.error();
    error.path = path;
    return error;
  }
  if (session.speaks()) {
    write_error("Wrote a baseline of " + std::to_string(entries.size()) +
                (entries.size() == 1 ? " finding" : " findings") + " to " + path + "\n");
  }
  return Unit{};
}

void cut_findings(RunResult& result, std::size_t most) {
  for (LintedFile& file : result.files) {
    const std::size_t left = std::min(most, file.findings.size());
    result.left_out += file.findings.size() - left;
    most -= left;
    file.findings.resize(left);
    file.extras.resize(std::min(left, file.extras.size()));
  }
  drop_empty(result);
}

}  // namespace whip::cli
