#include "cli/commands/lock_choice.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "cli/commands/failure.h"
#include "cli/config/load.h"
#include "resolver/lock/lockfile_read.h"
#include "resolver/standards/name.h"

namespace whip::cli {
namespace {

using namespace resolver;
namespace fs = std::filesystem;

std::string lock_path(const Arguments& arguments) {
  if (!arguments.positionals().empty()) return arguments.positionals().front();
  std::error_code ignored;
  const fs::path here = fs::current_path(ignored);
  for (fs::path folder = here;; folder = folder.parent_path()) {
    if (fs::exists(folder / "pylock.toml", ignored))
      return folder == here ? std::string("pylock.toml") : (folder / "pylock.toml").string();
    if (folder == folder.parent_path()) return "pylock.toml";
  }
}

void add(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

// The names given with a flag, normalized; each must be among those there are.
Result<std::vector<std::string>> names_given(const Arguments& arguments, std::string_view flag,
                                             const std::vector<std::string>& there, std::string_view what) {
  std::vector<std::string> names;
  for (const std::string& given : arguments.values(flag)) {
    const std::string name = normalized(given);
    if (std::ranges::find(there, name) == there.end()) {
      std::string known;
      for (const std::string& each : there) known += (known.empty() ? "`" : ", `") + each + "`";
      return usage("`" + std::string(flag) + " " + given + "`: the lock has no such " + std::string(what) +
                   (known.empty() ? "; it has none" : "; it has " + known));
    }
    add(names, name);
  }
  return names;
}

}  // namespace

Result<ChosenLock> choose_lock(const Arguments& arguments) {
  const std::string path = lock_path(arguments);
  const auto text = read_text(path);
  if (!text) {
    Error error = text.error();
    error.path = path;
    error.message += "; `whip lock` writes a lock";
    return error;
  }
  auto lock = read_lockfile(*text, path);
  if (!lock) return lock.error();
  return ChosenLock{std::move(*lock), path};
}

Result<LockSelection> choose_selection(const Arguments& arguments, const ChosenLock& chosen, Unsaid unsaid) {
  const LockFile& lock = chosen.lock;
  LockSelection selection;
  auto extras = names_given(arguments, "--extra", lock.extras, "extra");
  auto groups = names_given(arguments, "--group", lock.groups, "group");
  auto only = names_given(arguments, "--only-group", lock.groups, "group");
  auto without = names_given(arguments, "--no-group", lock.groups, "group");
  for (const auto* each : {&extras, &groups, &only, &without}) {
    if (!*each) return each->error();
  }
  if (!only->empty() && !lock.record)
    return usage("`--only-group`: which packages only a group needs is not told by a lock that another tool made");
  bool is_said = false;
  for (const char* flag : {"--extra", "--all-extras", "--group", "--only-group", "--all-groups", "--no-default-groups"})
    is_said = is_said || arguments.has(flag);
  const bool everything = unsaid == Unsaid::everything && !is_said;

  if (only->empty()) {
    selection.extras = everything || arguments.has("--all-extras") ? lock.extras : std::move(*extras);
    if (!arguments.has("--no-default-groups"))
      selection.groups = lock.record ? lock.record->default_groups : lock.default_groups;
    for (const std::string& group : *groups) add(selection.groups, group);
    if (everything || arguments.has("--all-groups")) selection.groups = lock.groups;
  } else {
    selection.project = false;
    selection.groups = std::move(*only);
  }
  std::erase_if(selection.groups,
                [&](const std::string& group) { return std::ranges::find(*without, group) != without->end(); });
  return selection;
}

}  // namespace whip::cli
