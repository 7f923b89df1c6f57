// What is assumed and what follows from it, in the order in which it came about: decisions (this version of this
// package) and derivations (an incompatibility leaves only this). Each decision opens a level; taking back a level
// takes back all that followed from it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "resolver/solver/ids.h"
#include "resolver/solver/incompatibility.h"
#include "resolver/solver/term.h"

namespace whip::resolver {

using Level = std::uint32_t;

struct Assignment {
  PackageId package;
  Level level = 0;
  IncompatibilityId cause = kNoIncompatibility;  // none for decisions
  std::uint32_t before = 0;                      // the previous one of this package, + 1; 0 if it is the first
  Term known;                                    // of the package, this assignment included

  bool is_decision() const { return cause == kNoIncompatibility; }
};

enum class Relation : std::uint8_t { satisfied, almost_satisfied, contradicted, inconclusive };

class PartialSolution {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  Level level() const { return level_; }
  // All that is known of the package; null: nothing.
  const Term* known(PackageId package) const;
  // Whether it must be selected and is not decided yet.
  bool is_open(PackageId package) const { return open_[package.value] != 0; }
  bool is_decided(PackageId package) const { return package.value < decided_.size() && decided_[package.value] != 0; }
  void decide(PackageId package, Rank rank);
  void derive(PackageId package, const Term& term, IncompatibilityId cause);
  void backtrack(Level level);
  // The level in which the package was decided; none if it is not.
  std::optional<Level> decision_level(PackageId package) const;
  // The level from which on the package must be selected, and so could have been decided; none if it need not.
  std::optional<Level> required_level(PackageId package) const;

  std::span<const Assignment> assignments() const { return assignments_; }
  // Those of which something is known, in the order in which it became so.
  std::span<const PackageId> packages() const { return packages_; }
  // The first assignment by which the package's statement follows, given besides that `extra` is known.
  std::uint32_t satisfier(PackageId package, const Term& term, const Term* extra = nullptr) const;

 private:
  void push(PackageId package, IncompatibilityId cause, Term known);

  std::vector<Assignment> assignments_;
  std::vector<PackageId> packages_;
  std::vector<std::uint32_t> last_;     // by package: its last assignment, + 1
  std::vector<std::uint32_t> decided_;  // by package: its decision, + 1
  std::vector<std::uint8_t> open_;      // by package: looked at for all of them before each decision
  Level level_ = 0;
};

}  // namespace whip::resolver
