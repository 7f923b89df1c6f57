// What `whip lock` says when it is done: for people, a line for each change with its reason, or as JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "resolver/lock/difference.h"
#include "resolver/lock/explain.h"

namespace whip::cli {

enum class LockStatus : unsigned char {
  unchanged,    // the lock is up to date
  outdated,     // it is not, and was left as it is (--check, --dry-run)
  written,      // it is now
  no_solution,  // there is none
};

struct LockReport {
  LockStatus status = LockStatus::unchanged;
  std::string lock;           // path, as shown
  bool is_missing = false;    // there was no lock
  std::size_t packages = 0;   // of the new lock
  resolver::LockFile result;  // the new lock; none if there is no solution
  resolver::LockDifference difference;
  std::optional<resolver::Explanation> failure;
};

std::string lock_json(const LockReport& report);
// Several lines; of a lock that was just made for the first time only the number of packages.
std::string lock_text(const LockReport& report, bool check, bool dry_run);

}  // namespace whip::cli
