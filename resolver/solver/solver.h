// Finds one version for each package that is needed, so that all dependencies hold: PubGrub as a state machine.
//
// The solver never waits and calls nobody. advance() goes as far as what it knows allows and then says what it lacks;
// the caller brings the facts by learn() and asks again:
//     for (;;) {
//       const Turn turn = solver.advance();
//       if (turn.kind != Turn::needs_facts) break;
//       solver.learn(turn.want, dependencies_of(turn.want));
//     }
// What a turn wants it cannot go on without; wants() has also what it will probably want next. Facts may come in
// any order, and more of them than were asked for: a fact is used only when the solver comes to decide the version that
// it is about, so the way to the solution, and the solution, are the same.
//
// The solver is a value: a copy goes on from where the original is, which is how environments fork. Extras and groups
// are packages of their own to it, whose versions the caller makes equal to those of their base by dependencies.
//
// The algorithm: Weizenbaum, "PubGrub: Next-Generation Version Solving" (2018), with the priorities of priority.h.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "resolver/solver/ids.h"
#include "resolver/solver/incompatibility.h"
#include "resolver/solver/partial_solution.h"
#include "resolver/solver/priority.h"
#include "resolver/solver/version_set.h"

namespace whip::resolver {

enum class Direction : std::uint8_t { highest, lowest };

struct Unusable {
  VersionSet versions;
  ReasonId reason = 0;
};

// What is known of a package before any of its versions is looked into.
struct Candidates {
  Rank count = 0;                  // its versions have the ranks [0, count)
  std::vector<Unusable> unusable;  // never selected
  std::vector<Rank> preferred;     // tried first, in this order: what an older lock has
  VersionSet last_resort;          // only where none of the others is left: pre-releases
  Direction direction = Direction::highest;
};

struct Dependency {
  PackageId package;
  VersionSet versions;     // empty: can never be met
  bool is_pinned = false;  // to one version by the user's or author's words (`==1.2`): decided early
};

struct Want {
  PackageId package;
  Rank version = 0;
  bool operator==(const Want&) const = default;
};

struct Turn {
  enum Kind : std::uint8_t { solved, impossible, needs_facts };
  Kind kind = solved;
  Want want;  // of needs_facts
};

struct Selected {
  PackageId package;
  Rank version = 0;
  bool operator==(const Selected&) const = default;
};

class Solver {
 public:
  // The root is a package with one version, whose dependencies are what the user wants.
  Solver();
  static constexpr PackageId root() { return {0}; }

  // A new package. Its candidates may follow, but before a dependency on it is learned.
  PackageId add_package();
  void learn(PackageId package, Candidates candidates);
  // The dependencies of one version, in the order of the author. Each package at most once.
  void learn(Want version, std::vector<Dependency> dependencies);
  bool knows(Want version) const { return dependencies_.contains(key(version)); }

  Turn advance();
  // What is lacking for all that is open, the most urgent first: what the turn wants, and what will probably be wanted.
  std::vector<Want> wants() const;

  // Of a solved one: in the order in which they were decided, the root first.
  std::vector<Selected> selection() const;
  // Of an impossible one: the incompatibility that says so, for explanations.
  IncompatibilityId failure() const { return failure_; }
  const Incompatibilities& incompatibilities() const { return incompatibilities_; }
  // How often it went wrong and came back, for measurements.
  std::uint64_t conflicts() const { return conflicts_; }

 private:
  struct Package {
    Candidates candidates;
    std::vector<IncompatibilityId> mentioned_by;
    // Dependencies by the package they are on: those of versions that say the same are one incompatibility.
    std::vector<IncompatibilityId> dependencies;
  };
  struct Contradiction {  // an incompatibility that cannot come true before `level` is taken back
    IncompatibilityId id;
    Level level;
  };
  struct Satisfier {
    std::uint32_t assignment;
    Level previous_level;  // from which on all but the satisfier holds
    PackageId package;
  };

  static std::uint64_t key(Want want) { return std::uint64_t{want.package.value} << 32 | want.version; }

  // propagate.cpp
  bool propagate();  // false: impossible
  bool propagate_from(PackageId package, std::vector<PackageId>& changed, IncompatibilityId& conflict);
  Relation relation(IncompatibilityId id, PackageId& unsatisfied) const;
  void contradict(IncompatibilityId id);
  void backtrack(Level level);
  void watch(IncompatibilityId id);

  // backtrack.cpp
  std::optional<PackageId> resolve(IncompatibilityId& conflict);  // nothing: impossible
  Satisfier satisfier(IncompatibilityId id) const;
  bool is_final(IncompatibilityId id) const;
  void record(PackageId affected, IncompatibilityId conflict);
  bool reorder();

  // solver.cpp
  std::optional<PackageId> next() const;
  std::optional<Rank> choice(PackageId package) const;
  void decide(PackageId package, Rank version);
  IncompatibilityId use(Want version);
  void see(const Dependency& dependency);
  IncompatibilityId depend(Want dependent, const Dependency& dependency);

  std::vector<Package> packages_;
  std::unordered_map<std::uint64_t, std::vector<Dependency>> dependencies_;
  std::vector<std::uint64_t> used_;  // sorted keys of the versions whose dependencies are incompatibilities already
  Incompatibilities incompatibilities_;
  PartialSolution solution_;
  Priorities priorities_;
  std::vector<PackageId> changed_;             // to be propagated
  std::vector<PackageId> hurried_;             // their urgency rose
  std::vector<PackageId> delayed_;             // it fell
  std::vector<Level> contradicted_;            // by incompatibility: level + 1; 0 if it is not
  std::vector<Contradiction> contradictions_;  // in the order of levels
  IncompatibilityId failure_ = kNoIncompatibility;
  std::uint64_t conflicts_ = 0;
};

}  // namespace whip::resolver
