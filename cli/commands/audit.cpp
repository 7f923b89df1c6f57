#include "cli/commands/audit.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "cli/commands/audit_report.h"
#include "cli/commands/console.h"
#include "cli/commands/failure.h"
#include "cli/pipeline/read.h"
#include "resolver/lock/audit.h"

namespace whip::cli {
namespace {

using namespace resolver;

constexpr std::string_view kTargets[] = {"3.13t", "3.14t", "3.15t"};
constexpr std::uint32_t kMinors[] = {13, 14, 15};
// uv's names: each of the short ones stands for the most common machine.
constexpr std::string_view kPlatformNames[] = {"linux",
                                               "macos",
                                               "windows",
                                               "x86_64-unknown-linux-gnu",
                                               "aarch64-unknown-linux-gnu",
                                               "x86_64-unknown-linux-musl",
                                               "aarch64-unknown-linux-musl",
                                               "aarch64-apple-darwin",
                                               "x86_64-pc-windows-msvc"};
constexpr std::pair<std::string_view, std::string_view> kShortNames[] = {
    {"linux", "x86_64-unknown-linux-gnu"}, {"macos", "aarch64-apple-darwin"}, {"windows", "x86_64-pc-windows-msvc"}};

constexpr Flag kFlags[] = {
    {.name = "--target",
     .takes = Takes::value,
     .value = "TARGET",
     .help = "The free-threaded build to ask about. May be given again [default: all that the lock is for]",
     .choices = kTargets},
    {.name = "--python-platform",
     .takes = Takes::value,
     .value = "PLATFORM",
     .help = "The platform to ask about. May be given again [default: Linux on x86_64 and aarch64, macOS on arm64, "
             "Windows on x86_64]",
     .choices = kPlatformNames},
    {.name = "--require-free-threaded",
     .help = "Exit with 1 if a package has nothing that runs without the GIL on a platform where it is needed"},
    {.name = "--json", .help = "Print all packages, as JSON"},
};
constexpr FlagGroup kGroups[] = {{"Options", kFlags}};

std::vector<AuditPlatform> platforms_of(const Arguments& arguments) {
  const auto all = audit_platforms();
  std::vector<AuditPlatform> chosen;
  for (std::string_view name : arguments.values("--python-platform")) {
    for (const auto& [short_name, triple] : kShortNames) {
      if (name == short_name) name = triple;
    }
    if (std::ranges::find(chosen, name, &AuditPlatform::triple) != chosen.end()) continue;
    std::ranges::copy_if(all, std::back_inserter(chosen), [&](const auto& row) { return row.triple == name; });
  }
  if (chosen.empty()) std::ranges::copy(all.first(kDefaultPlatforms), std::back_inserter(chosen));
  return chosen;
}

// Those asked for, or those that the lock is for.
Result<std::vector<AuditedTarget>> targets_of(const Arguments& arguments, const LockFile& lock,
                                              const std::string& path) {
  const auto wanted = arguments.values("--target");
  std::vector<AuditedTarget> targets;
  for (std::size_t i = 0; i < std::size(kTargets); ++i) {
    const bool is_wanted = std::ranges::find(wanted, kTargets[i]) != wanted.end();
    if (!is_wanted && !wanted.empty()) continue;
    if (is_locked_for(lock, kMinors[i])) {
      targets.push_back({.minor = kMinors[i], .packages = {}});
    } else if (is_wanted) {
      return Error{.code = ErrorCode::usage,
                   .message = "the lock is not for CPython " + std::string(kTargets[i]) + ": requires-python is `" +
                              lock.requires_python.text() + "`",
                   .path = path};
    }
  }
  if (!targets.empty()) return targets;
  return Error{.code = ErrorCode::configuration,
               .message = "the lock is for no Python that has a free-threaded build we know: requires-python is `" +
                          lock.requires_python.text() + "`",
               .path = path};
}

bool is_ready(const AuditedTarget& target) {
  return std::ranges::none_of(target.packages, [](const AuditedPackage& package) {
    return package.is_blocked || package.needs_gil_somewhere();
  });
}

}  // namespace

std::span<const FlagGroup> audit_groups() { return kGroups; }

int run_audit(const Arguments& arguments) {
  const auto fail = [](Error error) { return report_failure(error, ColourWhen::automatic); };
  const std::string path = arguments.positionals().empty() ? "pylock.toml" : arguments.positionals().front();
  const auto file = read_file(path.c_str());
  if (!file) {
    Error error = file.error();
    error.path = path;
    error.message += "; `whip lock` writes a lock";
    return fail(std::move(error));
  }
  const auto lock = read_lockfile(file->source.text(), path);
  if (!lock) return fail(lock.error());
  auto targets = targets_of(arguments, *lock, path);
  if (!targets) return fail(targets.error());

  const std::vector<AuditPlatform> platforms = platforms_of(arguments);
  for (AuditedTarget& target : *targets) target.packages = audit(*lock, target.minor, platforms);
  const AuditReport report{*lock, platforms, *targets};
  if (!arguments.has("--silent")) {
    if (!write_out(arguments.has("--json") ? audit_json(report, path) : audit_text(report))) return kFailure;
  }
  const bool is_all_ready = std::ranges::all_of(*targets, is_ready);
  return arguments.has("--require-free-threaded") && !is_all_ready ? kFindings : kDone;
}

}  // namespace whip::cli
