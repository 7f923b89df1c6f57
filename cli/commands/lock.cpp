#include "cli/commands/lock.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "cli/commands/check_request.h"
#include "cli/commands/console.h"
#include "cli/commands/failure.h"
#include "cli/commands/index_options.h"
#include "cli/commands/large_pages.h"
#include "cli/commands/lock_free_threading.h"
#include "cli/commands/lock_inputs.h"
#include "cli/commands/lock_memory.h"
#include "cli/commands/lock_report.h"
#include "cli/commands/progress.h"
#include "cli/config/load.h"
#include "cli/pipeline/write.h"
#include "resolver/lock/facts.h"
#include "resolver/lock/graph.h"
#include "resolver/lock/lockfile_text.h"
#include "resolver/lock/still_holds.h"

namespace whip::cli {
namespace {

using namespace resolver;

constexpr std::string_view kPreReleases[] = {"disallow", "allow", "if-necessary", "explicit",
                                             "if-necessary-or-explicit"};
constexpr std::string_view kResolutions[] = {"highest", "lowest", "lowest-direct"};

constexpr std::string_view kForkStrategies[] = {"requires-python", "fewest"};

constexpr Flag kLockFlags[] = {
    {.name = "--check",
     .help = "Write nothing; exit with 1 and say what differs if the lock is not up to date",
     .environment = "LOCKED"},
    {.name = "--dry-run", .help = "Write nothing; say what would change"},
    {.name = "--json", .help = "Print what changed, and why, or why there is no solution, as JSON"},
    {.name = "--output-file",
     .letter = 'o',
     .takes = Takes::value,
     .value = "FILE",
     .help = "Where to write the lock [default: pylock.toml beside pyproject.toml]"},
    {.name = "--upgrade", .letter = 'U', .help = "Take the newest versions that fit, whatever the lock has"},
    {.name = "--upgrade-package",
     .letter = 'P',
     .takes = Takes::value,
     .value = "PACKAGE",
     .help = "The same for one package (`numpy`, `numpy==2.3`); the others stay. May be given again"},
    {.name = "--upgrade-group",
     .takes = Takes::value,
     .value = "GROUP",
     .help = "The same for the packages that a dependency group names. May be given again"},
    {.name = "--from",
     .takes = Takes::value,
     .value = "FILE",
     .help = "Keep the versions of another tool's lock: uv.lock, poetry.lock, pylock.toml or requirements.txt"},
    {.name = "--extra",
     .takes = Takes::value,
     .value = "EXTRA",
     .help = "Also lock this extra of a pyproject.toml that is named as a file. May be given again"},
    {.name = "--all-extras", .help = "Also lock all its extras"},
    {.name = "--group",
     .takes = Takes::value,
     .value = "GROUP",
     .help = "Also lock this dependency group of it. May be given again"},
    {.name = "--constraints",
     .letter = 'c',
     .takes = Takes::value,
     .value = "FILE",
     .help = "Hold versions to those that this requirements file allows. May be given again"},
    {.name = "--overrides",
     .takes = Takes::value,
     .value = "FILE",
     .help = "Take the requirements of this file instead of what packages say. May be given again"},
};
constexpr Flag kResolverFlags[] = {
    {.name = "--python-version",
     .takes = Takes::value,
     .value = "VERSION",
     .help = "The oldest Python to lock for, instead of the project's requires-python"},
    {.name = "--resolution",
     .takes = Takes::value,
     .value = "WHICH",
     .help = "Which of the versions that fit to take [default: highest]",
     .choices = kResolutions},
    {.name = "--prerelease",
     .takes = Takes::value,
     .value = "WHEN",
     .help = "Whether pre-releases count [default: if-necessary]",
     .choices = kPreReleases},
    {.name = "--prerelease-package",
     .takes = Takes::value,
     .value = "PACKAGE=WHEN",
     .help = "The same for one package. May be given again"},
    {.name = "--exclude-newer",
     .takes = Takes::value,
     .value = "DATE",
     .help = "Leave files out that were uploaded after this day or time",
     .environment = "EXCLUDE_NEWER"},
    {.name = "--exclude-newer-package",
     .takes = Takes::value,
     .value = "PACKAGE=DATE",
     .help = "The same for one package; `PACKAGE=false`: no limit for it. May be given again"},
    {.name = "--python-platform",
     .takes = Takes::value,
     .value = "PLATFORM",
     .help = "Lock for this platform only (`linux`, `macos`, `windows`, `aarch64-unknown-linux-gnu`, ...), instead of "
             "all. May be given again"},
    {.name = "--universal", .help = "Lock for all platforms: the default, for those who are used to say it"},
    {.name = "--fork-strategy",
     .takes = Takes::value,
     .value = "WHICH",
     .help = "Whether older Pythons get older versions of their own [default: requires-python]",
     .choices = kForkStrategies},
    {.name = "--no-build", .help = "Take no release that would have to be built"},
    {.name = "--no-build-package",
     .takes = Takes::value,
     .value = "PACKAGE",
     .help = "The same for one package. May be given again"},
    {.name = "--no-binary", .help = "Lock source distributions, no wheels"},
    {.name = "--no-binary-package",
     .takes = Takes::value,
     .value = "PACKAGE",
     .help = "The same for one package. May be given again"},
};
constexpr FlagGroup kGroups[] = {{"Options", kLockFlags},
                                 {"Which versions", kResolverFlags},
                                 {"Free threading", kFreeThreadingFlags},
                                 {"Where from", kIndexFlags}};

// The whole run, from inputs to what is to be said of it.
class Run {
 public:
  Run(const Arguments& arguments, LockInputs& inputs) : arguments_(arguments), inputs_(inputs) {
    std::error_code ignored;
    const std::string here = std::filesystem::current_path(ignored).string();
    names_.root = inputs_.what;
    names_.text = [](const std::string& path) { return read_text(path).value_or({}); };
    names_.name = [here](const std::string& path) {
      // From a folder below the project: `../pyproject.toml`, unless the whole path is shorter.
      const std::string relative = std::filesystem::path(path).lexically_relative(here).string();
      return !relative.empty() && relative.size() < path.size() ? relative : path;
    };
    report_.lock = names_.name(inputs_.output);
    report_.is_missing = inputs_.old_lock.empty();
  }

  Result<LockReport> run() {
    const LockMemory memory(inputs_);
    if (may_hold() && !tells_of_free_threading()) {
      if (const auto packages = memory.packages()) {
        report_.packages = *packages;
        return std::move(report_);
      }
    }
    auto read = read_old_lock(arguments_, inputs_);
    if (!read) return read.error();
    if (report_.is_missing && arguments_.has("--check")) {
      report_.status = LockStatus::outdated;
      return std::move(report_);
    }
    report_.is_missing = !*read;
    if (*read) old_ = std::move(**read);
    if (is_known_to_hold()) {
      memory.remember(old_.packages.size());
      report_.packages = old_.packages.size();
      report_.result = std::move(old_);
      return std::move(report_);
    }
    return lock();
  }

 private:
  bool writes() const { return !arguments_.has("--check") && !arguments_.has("--dry-run"); }

  // Of its packages: then they must be here.
  bool tells_of_free_threading() const {
    return arguments_.has("--free-threaded") || inputs_.request.free_threading.has_value();
  }

  bool may_hold() const {
    for (const char* flag :
         {"--upgrade", "--upgrade-package", "--upgrade-group", "--from", "--refresh", "--prefer-free-threaded"}) {
      if (arguments_.has(flag)) return false;
    }
    return !report_.is_missing;
  }

  // Made from the same words, and sound: then no index is asked.
  bool is_known_to_hold() {
    if (!may_hold()) return false;
    // What lies at a place of its own may have changed, whoever names it.
    const auto is_at_place = [](const LockedRelease& package) {
      return package.directory || package.vcs || package.archive;
    };
    if (std::ranges::any_of(old_.packages, is_at_place)) return false;
    const auto head = empty_lock(inputs_.head, inputs_.request);
    return head && input_changes(old_, *head).empty() &&
           still_holds(old_, inputs_.request, inputs_.index.sources, algebra_);
  }

  Result<LockReport> lock() {
    // Where all has to be fetched first, memory is not what takes the time.
    std::error_code ignored;
    if (std::filesystem::exists(inputs_.cache_folder, ignored)) prefer_large_pages();
    // Files of stored pages are checked when somebody looks at them. Where that was too late, nothing stored is used.
    auto report = lock_with(Store(inputs_.cache_folder));
    if (!report) report = lock_with(Store());
    return std::move(*report);
  }

  // Nothing where something that was stored turned out to be damaged.
  std::optional<Result<LockReport>> lock_with(Store store) {
    IndexOptions options = inputs_.index;
    options.checks_late = true;
    Facts facts(Index(std::move(options), std::move(store)), inputs_.facts);
    Progress progress(verbosity_of(arguments_) >= Verbosity::normal && !arguments_.has("--json"));
    facts.watch([&](std::uint64_t answers) { progress.show("Resolving: " + std::to_string(answers) + " answers"); });
    auto resolved = resolve(inputs_.request, facts, algebra_);
    std::optional<Result<LockFile>> now;
    decltype(report_.failure) failure;
    if (const auto* none = resolved ? std::get_if<NoSolution>(&*resolved) : nullptr) {
      failure = explain(*none, inputs_.request, facts, algebra_, names_);
    } else if (resolved) {
      const auto packages =
          locked_packages(inputs_.request, std::get<std::vector<Solution>>(*resolved), facts, algebra_);
      now = locked_file(inputs_.head, inputs_.request, packages, inputs_.index.sources, facts, algebra_);
    }
    if (facts.was_damaged()) return std::nullopt;
    if (!resolved) return resolved.error();
    if (failure) {
      report_.status = LockStatus::no_solution;
      report_.failure = std::move(failure);
      return std::move(report_);
    }
    if (!*now) return now->error();
    report_.result = std::move(**now);
    return compare(report_.result, facts);
  }

  Result<LockReport> compare(const LockFile& now, const Facts& facts) {
    report_.packages = now.packages.size();
    report_.difference = difference(old_, now);
    // Nobody reads the reasons where nothing is printed.
    const bool is_told = arguments_.has("--json") || verbosity_of(arguments_) >= Verbosity::normal;
    ChangeReasons reasons{inputs_.request, facts, algebra_, names_, arguments_.has("--upgrade"), {}};
    for (const std::string& given : arguments_.values("--upgrade-package")) {
      if (const auto requirement = Requirement::parse(given)) reasons.upgraded.insert(requirement->name);
    }
    if (is_told) reasons.explain(report_.difference, now);
    const std::string text = lockfile_text(now);
    if (report_.difference.empty() && !report_.is_missing && (!writes() || text == inputs_.old_lock))
      return std::move(report_);
    report_.status = LockStatus::outdated;
    if (!writes()) return std::move(report_);
    report_.status = report_.difference.empty() && !report_.is_missing ? LockStatus::unchanged : LockStatus::written;
    if (auto done = write_file(inputs_.output, text, Durability::flushed); !done) {
      Error error = done.error();
      error.path = inputs_.output;
      return error;
    }
    return std::move(report_);
  }

  const Arguments& arguments_;
  LockInputs& inputs_;
  SourceNames names_;
  MarkerAlgebra algebra_;
  LockFile old_;
  LockReport report_;
};

}  // namespace

std::span<const FlagGroup> lock_groups() { return kGroups; }

int run_lock(const Arguments& arguments) {
  auto inputs = read_lock_inputs(arguments);
  if (!inputs) return report_failure(inputs.error(), colour_of(arguments));
  report_warnings(inputs->warnings, colour_of(arguments));
  const auto report = Run(arguments, *inputs).run();
  if (!report) return report_failure(report.error(), colour_of(arguments));
  const bool check = arguments.has("--check");
  if (arguments.has("--json")) {
    if (!write_out(lock_json(*report))) return kFailure;
  } else if (report->failure || verbosity_of(arguments) >= Verbosity::normal) {
    write_error(lock_text(*report, check, arguments.has("--dry-run")));
  }
  const bool is_finding = report->failure || (check && report->status == LockStatus::outdated);
  if (!report->failure && report_free_threading(arguments, std::move(*inputs), report->result) != kDone)
    return kFailure;
  return is_finding ? kFindings : kDone;
}

}  // namespace whip::cli
