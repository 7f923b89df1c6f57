// What differs between two locks, or between a lock and what it would be made from today, and why.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "resolver/lock/lockfile_write.h"
#include "resolver/lock/written.h"

namespace whip::resolver {

// Something that the user asks for and did not, or the other way round.
struct InputChange {
  std::string what;    // "requirement", "requirement of the extra `plot`", "constraint", "requires-python", ...
  std::string before;  // empty: new
  std::string after;   // empty: gone
  std::string place;   // `pyproject.toml:12:5`; empty where it is not known, or gone
};

struct PackageChange {
  enum class Action : std::uint8_t { add, remove, update, change };  // change: the same version, something about it
  Action action = Action::change;
  std::string name;
  std::vector<std::string> before;  // versions, ascending
  std::vector<std::string> after;
  std::string reason;                      // why; of `change`: what. Empty where it is not known
  std::vector<std::string> added_files;    // of `change`
  std::vector<std::string> removed_files;  // those whose hash is another one are in both
};
std::string_view text_of(PackageChange::Action action);

struct LockDifference {
  std::vector<InputChange> inputs;
  std::vector<PackageChange> packages;  // sorted by name
  bool empty() const { return inputs.empty() && packages.empty(); }
};

// Without reasons. What only the order or the spelling of the files tells is no difference.
LockDifference difference(const LockFile& before, const LockFile& after);
// Only what the user asks for.
std::vector<InputChange> input_changes(const LockFile& before, const LockFile& after);

// Puts the places of requirements in, and says why each package changes.
struct ChangeReasons {
  const ResolveRequest& request;
  const Facts& facts;
  MarkerAlgebra& algebra;
  const SourceNames& sources;
  bool upgrades_all = false;
  std::set<std::string> upgraded;  // projects of -P
  void explain(LockDifference& difference, const LockFile& after) const;
};

// "requirement changed: `numpy` -> `numpy<2.5` (pyproject.toml:12:5)"
std::string text_of(const InputChange& change);
// "Update numpy 2.5.5 -> 2.4.6: `numpy<2.5` (pyproject.toml:12:5)"
std::string text_of(const PackageChange& change);

}  // namespace whip::resolver
