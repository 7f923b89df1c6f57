#include "cli/commands/lock_free_threading.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/commands/audit_findings.h"
#include "cli/commands/check_request.h"
#include "cli/commands/failure.h"

namespace whip::cli {
namespace {

using namespace resolver;

// What --prefer-free-threaded could not have, and what it took instead of a newer version; only of what is known.
std::string wish_notes(const FreeThreadingWish& wish, const LockFile& lock, const Facts& facts) {
  std::string out;
  for (const LockedRelease& locked : lock.packages) {
    const Releases* releases = facts.releases(locked.name);
    const auto version = Version::read(locked.version);
    if (releases == nullptr || !version) continue;
    const auto release = std::ranges::find(releases->all, *version, &Release::version);
    if (release == releases->all.end()) continue;
    const std::string title = locked.name + " " + locked.version;
    if (!is_granted(wish, *releases, *release)) {
      out += "note: " + title + ": no version that fits runs on " + target_text(wish.minor) +
             " on all platforms that count\n";
      continue;
    }
    const auto newest = std::ranges::find_if(releases->all.rbegin(), releases->all.rend(), [](const Release& one) {
      return !one.is_yanked && !one.version.is_pre_release() && one.has_wheel;
    });
    if (newest != releases->all.rend() && *version < newest->version && !is_granted(wish, *releases, *newest))
      out += "note: " + title + " runs on " + target_text(wish.minor) + ", " + newest->version.text() + " does not\n";
  }
  return out;
}

}  // namespace

int report_free_threading(const Arguments& arguments, LockInputs inputs, const LockFile& lock) {
  const bool has_report = arguments.has("--free-threaded");
  if (!has_report && !inputs.request.free_threading) return kDone;
  // All of it was asked just now, or is cached. Nothing newer is asked for: the report is about what was locked.
  inputs.index.refresh = false;
  Facts facts(Index(std::move(inputs.index), Store(inputs.cache_folder)), std::move(inputs.facts));
  AuditInputs audit{.lock = audited(lock), .path = inputs.output};
  read_audited_project(std::filesystem::path(inputs.output).parent_path().string(), audit);
  const auto report =
      free_threading_report(std::move(audit), facts, arguments.value("--free-threaded").value_or(std::string_view()));
  if (!report) return report_failure(report.error(), colour_of(arguments));
  if (inputs.request.free_threading && verbosity_of(arguments) >= Verbosity::normal)
    write_error(wish_notes(*inputs.request.free_threading, lock, facts));
  if (!has_report) return kDone;
  // Programs that read the lock's report want nothing else on standard output.
  return (arguments.has("--json") ? write_error(*report) : write_out(*report)) ? kDone : kFailure;
}

}  // namespace whip::cli
