// Commands that read a lock: which one, and what of it.
#pragma once

#include <string>

#include "cli/commands/command.h"
#include "core/base/result.h"
#include "resolver/lock/lock_graph.h"

namespace whip::cli {

inline constexpr Flag kSelectionFlags[] = {
    {.name = "--extra", .takes = Takes::value, .value = "EXTRA", .help = "With this extra. May be given again"},
    {.name = "--all-extras", .help = "With all extras"},
    {.name = "--group", .takes = Takes::value, .value = "GROUP", .help = "With this group. May be given again"},
    {.name = "--only-group",
     .takes = Takes::value,
     .value = "GROUP",
     .help = "This group without the project itself. May be given again"},
    {.name = "--no-group", .takes = Takes::value, .value = "GROUP", .help = "Without this group. May be given again"},
    {.name = "--all-groups", .help = "With all groups"},
    {.name = "--no-default-groups", .help = "Without the groups that the project takes by default"},
};

struct ChosenLock {
  resolver::LockFile lock;
  std::string path;
};

// The one that is named, else the `pylock.toml` of this folder or the next one above that has one. Errors: none there,
// what is no lock.
Result<ChosenLock> choose_lock(const Arguments& arguments);

// By kSelectionFlags; `everything` is what is taken where none of them says otherwise, beside the project: all extras
// and groups, or the default groups only. Errors: `usage` for extras and groups that the lock does not have.
enum class Unsaid : unsigned char { default_groups, everything };
Result<resolver::LockSelection> choose_selection(const Arguments& arguments, const ChosenLock& chosen, Unsaid unsaid);

}  // namespace whip::cli
