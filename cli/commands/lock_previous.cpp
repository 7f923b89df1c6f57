// Versions to keep where they still fit.
#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/commands/failure.h"
#include "cli/commands/index_options.h"
#include "cli/commands/lock_reading.h"
#include "cli/config/load.h"
#include "core/toml/read.h"
#include "resolver/lock/lockfile_read.h"
#include "resolver/lock/preferences.h"
#include "resolver/project/requirements_file.h"
#include "resolver/standards/name.h"

namespace whip::cli {
namespace {

namespace fs = std::filesystem;
using namespace resolver;

// PEP 751: `pylock.toml` or `pylock.NAME.toml`.
bool is_lock_name(const std::string& file) {
  return file == "pylock.toml" || (file.starts_with("pylock.") && file.ends_with(".toml") &&
                                   file.find('.', 7) == file.size() - 5 && file.size() > 12);
}

Result<Preferred> read_other(const std::string& path) {
  if (path.ends_with(".toml") || path.ends_with(".lock")) {
    const auto text = read_text(path);
    if (!text) return text.error();
    return preferences_of_lock(*text, path);
  }
  auto file = read_requirements_file(
      path, [](const std::string& name) { return read_text(name); },
      [](const std::string& name) { return environment_value(name.c_str()); });
  if (!file) return file.error();
  return preferences_of(*file);
}

void keep(Preferred from, LockInputs& out) {
  for (auto& [name, versions] : from.versions) {
    auto& kept = out.request.preferences[name];
    kept.insert(kept.end(), std::make_move_iterator(versions.begin()), std::make_move_iterator(versions.end()));
  }
  for (auto& [name, commit] : from.commits) out.facts.commits.try_emplace(name, std::move(commit));
}

void forget(const std::string& name, LockInputs& out) {
  out.request.preferences.erase(name);
  out.facts.commits.erase(name);
}

Done read_upgrades(const Arguments& arguments, LockInputs& out) {
  for (const std::string& given : arguments.values("--upgrade-package")) {
    auto requirement = Requirement::parse(given);
    if (!requirement) return usage("`--upgrade-package " + given + "`: " + requirement.error().message);
    forget(requirement->name, out);
    if (!requirement->specifiers.empty())
      out.request.constraints.push_back({std::move(*requirement), "--upgrade-package " + given, {}, {}});
  }
  for (const std::string& given : arguments.values("--upgrade-group")) {
    if (std::ranges::find(out.head.groups, normalized(given)) == out.head.groups.end())
      return usage("`--upgrade-group " + given + "`: the project has no such group");
    for (const RootRequirement& root : out.request.roots) {
      if (root.group == normalized(given)) forget(root.placed.requirement.name, out);
    }
  }
  return Unit{};
}

}  // namespace

Done read_previous(LockReading& reading) {
  LockInputs& out = reading.out;
  if (const auto output = reading.arguments.value("--output-file")) out.output = *output;
  if (!is_lock_name(fs::path(out.output).filename().string()))
    return usage("`" + out.output + "`: a lock is called pylock.toml or pylock.NAME.toml");
  std::error_code ignored;
  out.head.folder = fs::absolute(out.output, ignored).lexically_normal().parent_path().string();
  // What a move from another tool brings comes first: no version changes by it.
  for (const std::string& path : reading.arguments.values("--from")) {
    auto other = read_other(path);
    if (!other) return other.error();
    keep(std::move(*other), out);
  }
  if (fs::exists(out.output, ignored)) {
    auto text = read_text(out.output);
    if (!text) return text.error();
    out.old_lock = std::move(*text);
  }
  return Unit{};
}

Result<std::optional<LockFile>> read_old_lock(const Arguments& arguments, LockInputs& inputs) {
  std::optional<LockFile> lock;
  if (!inputs.old_lock.empty()) {
    // With --upgrade one that cannot be read is no reason against a new one.
    const bool may_be_wrong = arguments.has("--upgrade");
    const auto toml = parse_toml(inputs.old_lock, inputs.output);
    if (!toml && !may_be_wrong) return toml.error();
    if (toml && !may_be_wrong) {
      auto own = preferences_of_lock(*toml, inputs.output);
      if (own) {
        keep(std::move(*own), inputs);
      } else if (own.error().code != ErrorCode::configuration) {
        return own.error();
      }
    }
    auto read = toml ? read_lockfile(*toml, inputs.output) : Result<LockFile>(toml.error());
    if (!read && !may_be_wrong) return read.error();
    if (read) lock = std::move(*read);
  }
  if (auto done = read_upgrades(arguments, inputs); !done) return done.error();
  return lock;
}

}  // namespace whip::cli
