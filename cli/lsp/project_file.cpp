#include "cli/lsp/project_file.h"

#include <algorithm>
#include <optional>

#include "cli/pipeline/read.h"
#include "core/text/line_index.h"
#include "resolver/lock/audit.h"
#include "resolver/lock/lockfile_read.h"
#include "resolver/project/manifest.h"

namespace whip::lsp {
namespace {

using namespace resolver;

constexpr std::uint32_t kMinors[] = {13, 14, 15};

std::string target_text(std::uint32_t minor) { return "CPython 3." + std::to_string(minor) + "t"; }

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

// From a place to the end of the string, word or line that begins there.
Span span_at(std::string_view text, const LineIndex& lines, std::uint32_t line, std::uint32_t column) {
  const std::uint32_t begin = lines.offset({line, std::max(column, 1U)}, text);
  const Span whole = lines.line_content(line - 1, text);
  const char first = begin < whole.end ? text[begin] : '\n';
  std::uint32_t end = whole.end;
  if (first == '"' || first == '\'') {
    const std::size_t close = text.find(first, begin + 1);
    if (close < whole.end) end = static_cast<std::uint32_t>(close + 1);
  }
  return {begin, std::max(begin, end)};
}

std::string status_text(const AuditedPackage& package) {
  if (package.is_blocked || package.needs_gil_somewhere()) return std::string(text_of(package.state.overall));
  return package.missing.empty() ? std::string(text_of(package.state.overall)) : "missing on some platforms";
}

bool is_trouble(const AuditedPackage& package) {
  return package.is_blocked || !package.missing.empty() || package.needs_gil_somewhere();
}

class LockReader {
 public:
  LockReader(const AuditedLock& lock, std::string_view text, const LineIndex& lines)
      : lock_(lock), text_(text), lines_(lines) {
    for (const std::uint32_t minor : kMinors) {
      if (is_locked_for(lock, minor)) {
        targets_.push_back({minor, audit(lock, minor, audit_platforms().first(kDefaultPlatforms))});
      }
    }
  }

  void check(const PlacedRequirement& requirement, std::vector<ProjectFinding>& out) const {
    ProjectFinding finding{.level = ProjectFinding::Level::none, .code = "free-threading"};
    std::string troubles;
    std::string rows;
    const AuditedRelease* release = nullptr;
    for (const Target& target : targets_) {
      const AuditedPackage* const package = find(target, requirement.requirement.name);
      if (package == nullptr) continue;
      release = &lock_.packages[package->package];
      rows += "\n| " + target_text(target.minor) + " | " + status_text(*package) + " |";
      if (!is_trouble(*package)) continue;
      troubles += (troubles.empty() ? "" : "; ") + target_text(target.minor) + ": " + status_text(*package);
    }
    if (release == nullptr) return;
    const std::string title = release->name + (release->version.empty() ? "" : " " + release->version);
    finding.span = span_at(text_, lines_, requirement.place.line, requirement.place.column);
    finding.explanation =
        "**" + title + "**, as locked, without the GIL:\n\n| interpreter | status |\n|---|---|" + rows;
    if (!troubles.empty()) {
      finding.level = ProjectFinding::Level::hint;
      finding.message = title + " is not ready for free threading: " + troubles;
    }
    out.push_back(std::move(finding));
  }

 private:
  struct Target {
    std::uint32_t minor;
    std::vector<AuditedPackage> packages;
  };

  // The worst of the entries that a package has in the lock.
  const AuditedPackage* find(const Target& target, std::string_view name) const {
    const AuditedPackage* found = nullptr;
    for (const AuditedPackage& package : target.packages) {
      if (lock_.packages[package.package].name != name) continue;
      if (found == nullptr || (is_trouble(package) && !is_trouble(*found))) found = &package;
    }
    return found;
  }

  const AuditedLock& lock_;
  std::string_view text_;
  const LineIndex& lines_;
  std::vector<Target> targets_;
};

std::optional<AuditedLock> lock_beside(const std::string& path) {
  const std::string lock_path = path.substr(0, path.rfind('/') + 1) + "pylock.toml";
  const Result<FileBytes> bytes = read_file(lock_path.c_str());
  if (!bytes) return std::nullopt;
  Result<LockFile> lock = read_lockfile(bytes->source.text(), lock_path);
  return lock ? std::optional(audited(*lock)) : std::nullopt;
}

}  // namespace

bool is_settings_file(std::string_view name) {
  return name == "pyproject.toml" || name == "whip.toml" || name == ".whip.toml" || name == "ruff.toml" ||
         name == ".ruff.toml";
}

std::vector<ProjectFinding> check_pyproject(std::string_view text, const std::string& path) {
  std::vector<ProjectFinding> out;
  const LineIndex lines(text);
  const Result<Manifest> manifest = read_manifest(text, path);
  if (!manifest) {
    const Error& error = manifest.error();
    out.push_back({.level = ProjectFinding::Level::error,
                   .span = error.line == 0 ? Span{} : span_at(text, lines, error.line, error.column),
                   .code = "pyproject",
                   .message = std::string(first_line(error.message))});
    return out;
  }
  for (const std::string& warning : manifest->warnings) {
    out.push_back({.level = ProjectFinding::Level::warning,
                   .span = {0, static_cast<std::uint32_t>(first_line(text).size())},
                   .code = "pyproject",
                   .message = warning});
  }
  const std::optional<AuditedLock> lock = lock_beside(path);
  if (!lock) return out;
  const LockReader reader(*lock, text, lines);
  for (const PlacedRequirement& requirement : manifest->dependencies) reader.check(requirement, out);
  for (const Extra& extra : manifest->extras) {
    for (const PlacedRequirement& requirement : extra.requirements) reader.check(requirement, out);
  }
  for (const PlacedGroup& group : manifest->groups) {
    for (const PlacedGroupEntry& entry : group.entries) {
      if (entry.requirement) reader.check(*entry.requirement, out);
    }
  }
  return out;
}

}  // namespace whip::lsp
