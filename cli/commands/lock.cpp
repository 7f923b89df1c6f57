#include "cli/commands/lock.h"

#include <set>
#include <utility>

#include "cli/commands/check_request.h"
#include "cli/commands/console.h"
#include "cli/commands/failure.h"
#include "cli/commands/lock_inputs.h"
#include "cli/config/load.h"
#include "cli/pipeline/write.h"
#include "resolver/lock/explain.h"
#include "resolver/lock/facts.h"
#include "resolver/lock/graph.h"
#include "resolver/lock/lockfile_read.h"
#include "resolver/lock/lockfile_text.h"

namespace whip::cli {
namespace {

using namespace resolver;

constexpr std::string_view kPreReleases[] = {"disallow", "allow", "if-necessary", "explicit",
                                             "if-necessary-or-explicit"};
constexpr std::string_view kResolutions[] = {"highest", "lowest", "lowest-direct"};

constexpr Flag kLockFlags[] = {
    {.name = "--check",
     .help = "Write nothing; exit with 1 and say what differs if the lock is not up to date",
     .environment = "LOCKED"},
    {.name = "--dry-run", .help = "Write nothing; say what would change"},
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
     .help = "Whether pre-releases count [default: if-necessary-or-explicit]",
     .choices = kPreReleases},
    {.name = "--exclude-newer",
     .takes = Takes::value,
     .value = "DATE",
     .help = "Leave files out that were uploaded after this day or time",
     .environment = "EXCLUDE_NEWER"},
};
constexpr Flag kIndexFlags[] = {
    {.name = "--default-index",
     .takes = Takes::value,
     .value = "URL",
     .help = "The index that is asked last [default: UV_DEFAULT_INDEX, or the one that whip was built with]"},
    {.name = "--index",
     .takes = Takes::value,
     .value = "[NAME=]URL",
     .help = "An index that is asked before it. May be given again: the first that knows a project is the only one "
             "used for it"},
    {.name = "--find-links",
     .letter = 'f',
     .takes = Takes::value,
     .value = "PATH|URL",
     .help = "A folder or page of files to choose from. May be given again"},
    {.name = "--no-index", .help = "Ask no index, only what --find-links names"},
    {.name = "--offline", .help = "Use what is in the cache, fetch nothing", .environment = "OFFLINE"},
    {.name = "--refresh", .help = "Ask the indexes again about pages in the cache"},
    {.name = "--cache-dir",
     .takes = Takes::value,
     .value = "DIR",
     .help = "Where to keep what was fetched [default: ~/.cache/whip]"},
    {.name = "--no-cache", .letter = 'n', .help = "Neither read nor write the cache"},
};
constexpr FlagGroup kGroups[] = {
    {"Options", kLockFlags}, {"Which versions", kResolverFlags}, {"Where from", kIndexFlags}};

std::string joined(const std::set<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

// What a new lock changes, a line each.
std::string changes(const std::string& old_text, const std::string& new_text, const std::string& path) {
  const LockedVersions before = locked_versions(old_text, path).value_or({});
  const LockedVersions after = locked_versions(new_text, path).value_or({});
  std::string out;
  for (const auto& [name, versions] : after) {
    const auto old = before.find(name);
    if (old == before.end()) {
      out += "Add " + name + " " + joined(versions) + "\n";
    } else if (old->second != versions) {
      out += "Update " + name + " " + joined(old->second) + " -> " + joined(versions) + "\n";
    }
  }
  for (const auto& [name, versions] : before) {
    if (!after.contains(name)) out += "Remove " + name + " " + joined(versions) + "\n";
  }
  if (out.empty() && old_text != new_text) {
    // The same versions: something about them changed. The first line that differs shows it.
    std::size_t line = 0;
    while (line < old_text.size() && line < new_text.size() && old_text[line] == new_text[line]) ++line;
    const auto line_at = [&](const std::string& text) {
      const std::size_t begin = line == 0 ? 0 : text.rfind('\n', line - 1) + 1;
      return text.substr(begin, text.find('\n', begin) - begin);
    };
    out += "The versions are the same, but `" + line_at(old_text) + "` becomes `" + line_at(new_text) + "`\n";
  }
  return out;
}

int finish(const Arguments& arguments, const LockInputs& inputs, const std::string& text, std::size_t count) {
  const auto say = [&](const std::string& what) {
    if (verbosity_of(arguments) >= Verbosity::normal) write_error(what);
  };
  const bool same = text == inputs.old_lock;
  if (arguments.has("--check")) {
    if (same) {
      say("The lock is up to date (" + std::to_string(count) + " packages)\n");
      return kDone;
    }
    say(inputs.old_lock.empty() ? "There is no lock at " + inputs.output + "\n"
                                : "The lock is not up to date: `whip lock` would change it\n" +
                                      changes(inputs.old_lock, text, inputs.output));
    return kFindings;
  }
  if (!same) say(changes(inputs.old_lock, text, inputs.output));
  if (!same && !arguments.has("--dry-run")) {
    if (auto done = write_file(inputs.output, text, Durability::flushed); !done) {
      Error error = done.error();
      error.path = inputs.output;
      return report_failure(error, colour_of(arguments));
    }
  }
  say((same                         ? "Unchanged: "
       : arguments.has("--dry-run") ? "Would lock "
                                    : "Locked ") +
      std::to_string(count) + " packages\n");
  return kDone;
}

}  // namespace

std::span<const FlagGroup> lock_groups() { return kGroups; }

int run_lock(const Arguments& arguments) {
  auto inputs = read_lock_inputs(arguments);
  if (!inputs) return report_failure(inputs.error(), colour_of(arguments));
  report_warnings(inputs->warnings, colour_of(arguments));

  const std::vector<IndexSource> sources = inputs->index.sources;
  Facts facts(Index(std::move(inputs->index), Store(inputs->cache_folder)), inputs->newest);
  MarkerAlgebra algebra;
  auto resolved = resolve(inputs->request, facts, algebra);
  if (!resolved) return report_failure(resolved.error(), colour_of(arguments));
  if (const auto* none = std::get_if<NoSolution>(&*resolved)) {
    SourceNames names;
    names.root = inputs->what;
    names.text = [](const std::string& path) { return read_text(path).value_or({}); };
    write_error("error: " + explain(*none, inputs->request, facts, algebra, names).text() + "\n");
    return kFindings;
  }
  const auto packages = locked_packages(inputs->request, std::get<std::vector<Solution>>(*resolved), facts, algebra);
  const auto lock = locked_file(inputs->head, inputs->request, packages, sources, facts, algebra);
  if (!lock) return report_failure(lock.error(), colour_of(arguments));
  return finish(arguments, *inputs, lockfile_text(*lock), packages.size());
}

}  // namespace whip::cli
