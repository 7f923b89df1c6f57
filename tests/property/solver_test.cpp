// Laws of the solver, on random universes small enough to try everything: it finds a solution exactly where there is
// one; each decision is the best one that the decisions before it leave; every incompatibility follows from its causes;
// and neither the order in which facts arrive nor the numbers of the packages change the outcome.

#include "resolver/solver/solver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "resolver/solver/proof.h"

namespace whip::resolver {
namespace {

struct Edge {
  std::size_t package;
  VersionSet versions;
};

// Package 0 is the root, with one version. dependencies[package][version].
struct Universe {
  std::vector<std::vector<std::vector<Edge>>> dependencies;
  std::vector<VersionSet> unusable;

  std::size_t size() const { return dependencies.size(); }
  Rank versions(std::size_t package) const { return static_cast<Rank>(dependencies[package].size()); }
};

using Choice = std::vector<std::optional<Rank>>;  // by package

Universe random_universe(std::mt19937& random, std::size_t packages, Rank most_versions, std::size_t density) {
  const auto number = [&](std::size_t below) { return static_cast<Rank>(random() % below); };
  Universe universe;
  universe.dependencies.emplace_back(1);
  for (std::size_t i = 1; i < packages; ++i) universe.dependencies.emplace_back(1 + number(most_versions));
  for (std::size_t package = 0; package < packages; ++package) {
    universe.unusable.push_back(package != 0 && number(6) == 0 ? VersionSet::one(number(most_versions)) : VersionSet());
    for (auto& edges : universe.dependencies[package]) {
      for (std::size_t other = 1; other < packages; ++other) {
        if (number(100) >= density || (other == package && number(4) != 0)) continue;
        VersionSet set;
        for (Rank rank = 0; rank < universe.versions(other); ++rank) {
          if (number(2) == 0) set = set.united(VersionSet::one(rank));
        }
        edges.push_back({other, set});
      }
    }
  }
  return universe;
}

bool holds(const Universe& universe, const Choice& choice) {
  if (!choice[0]) return false;
  for (std::size_t package = 0; package < choice.size(); ++package) {
    if (!choice[package]) continue;
    if (universe.unusable[package].contains(*choice[package])) return false;
    for (const Edge& edge : universe.dependencies[package][*choice[package]]) {
      if (!choice[edge.package] || !edge.versions.contains(*choice[edge.package])) return false;
    }
  }
  return true;
}

// Calls `take` with every choice of versions, none included.
template <class Take>
void each_choice(const Universe& universe, const Take& take) {
  Choice choice(universe.size());
  for (;;) {
    take(choice);
    std::size_t at = 0;
    for (; at < choice.size(); ++at) {
      const Rank next = choice[at] ? *choice[at] + 1 : 0;
      if (next < universe.versions(at)) {
        choice[at] = next;
        break;
      }
      choice[at].reset();
    }
    if (at == choice.size()) return;
  }
}

// How the facts are given: which numbers the packages have, and in which order and how early facts arrive.
struct Delivery {
  std::mt19937* shuffle = nullptr;  // null: as asked
};

struct Outcome {
  bool is_solved = false;
  std::vector<std::pair<std::size_t, Rank>> decisions;  // by the universe's numbers
  Solver solver;
  std::vector<std::size_t> numbers;  // by the solver's
  bool operator==(const Outcome& other) const { return is_solved == other.is_solved && decisions == other.decisions; }
};

class Solve {
 public:
  Solve(const Universe& universe, Delivery delivery) : universe_(universe), delivery_(delivery) {
    std::vector<std::size_t> order;
    for (std::size_t i = 1; i < universe.size(); ++i) order.push_back(i);
    if (delivery.shuffle) std::ranges::shuffle(order, *delivery.shuffle);
    ids_.resize(universe.size());
    numbers_ = {0};
    for (const std::size_t number : order) {
      ids_[number] = solver_.add_package();
      numbers_.push_back(number);
      Candidates candidates{.count = universe.versions(number)};
      if (!universe.unusable[number].empty()) candidates.unusable.push_back({universe.unusable[number], 7});
      solver_.learn(ids_[number], candidates);
    }
  }

  Outcome outcome() {
    for (int turns = 0; turns < 10000; ++turns) {
      const Turn turn = solver_.advance();
      if (turn.kind != Turn::needs_facts) {
        Outcome outcome{turn.kind == Turn::solved, {}, solver_, numbers_};
        if (outcome.is_solved) {
          for (const Selected& one : solver_.selection()) {
            outcome.decisions.emplace_back(numbers_[one.package.value], one.version);
          }
        }
        return outcome;
      }
      answer(solver_.wants());
    }
    ADD_FAILURE() << "does not end";
    return {};
  }

 private:
  void tell(Want want) {
    if (solver_.knows(want)) return;
    std::vector<Dependency> dependencies;
    for (const Edge& edge : universe_.dependencies[numbers_[want.package.value]][want.version]) {
      dependencies.push_back({ids_[edge.package], edge.versions, false});
    }
    solver_.learn(want, dependencies);
  }

  void answer(std::vector<Want> wants) {
    if (!delivery_.shuffle) return tell(wants.front());
    std::mt19937& random = *delivery_.shuffle;
    const Want needed = wants.front();
    std::ranges::shuffle(wants, random);
    // Some that were not asked for, too.
    for (std::size_t more = random() % 3; more > 0; --more) {
      const std::size_t package = random() % universe_.size();
      tell({ids_[package], static_cast<Rank>(random() % universe_.versions(package))});
    }
    for (const Want& want : wants) {
      if (want == needed || random() % 2 == 0) tell(want);
    }
  }

  const Universe& universe_;
  Delivery delivery_;
  Solver solver_;
  std::vector<PackageId> ids_;        // by the universe's numbers
  std::vector<std::size_t> numbers_;  // by the solver's
};

class SolverLaws : public testing::TestWithParam<unsigned> {};

TEST_P(SolverLaws, ASolutionIsFoundExactlyWhereThereIsOneAndEachDecisionIsTheBestLeft) {
  std::mt19937 random(GetParam());
  int solved = 0;
  for (int round = 0; round < 400; ++round) {
    const Universe universe = random_universe(random, 2 + random() % 5, 4, 10 + random() % 50);
    std::vector<Choice> solutions;
    each_choice(universe, [&](const Choice& choice) {
      if (holds(universe, choice)) solutions.push_back(choice);
    });
    const Outcome outcome = Solve(universe, {}).outcome();
    ASSERT_EQ(outcome.is_solved, !solutions.empty()) << "seed " << GetParam() << " round " << round;
    if (!outcome.is_solved) continue;
    ++solved;
    Choice chosen(universe.size());
    for (const auto& [package, version] : outcome.decisions) {
      // Of the solutions that agree so far, none has a higher version here.
      for (const Choice& solution : solutions) ASSERT_FALSE(solution[package] && *solution[package] > version);
      chosen[package] = version;
      std::erase_if(solutions, [&, p = package, v = version](const Choice& solution) { return solution[p] != v; });
    }
    EXPECT_TRUE(holds(universe, chosen));
  }
  EXPECT_GT(solved, 50);
  EXPECT_LT(solved, 390);
}

TEST_P(SolverLaws, EveryIncompatibilityFollowsFromItsCauses) {
  std::mt19937 random(GetParam() + 1000);
  int derived = 0;
  for (int round = 0; round < 60; ++round) {
    const Universe universe = random_universe(random, 2 + random() % 4, 4, 20 + random() % 50);
    const Outcome outcome = Solve(universe, {}).outcome();
    const Incompatibilities& all = outcome.solver.incompatibilities();
    const auto is_met = [&](std::uint32_t id, const Choice& choice) {
      return std::ranges::all_of(all.terms({id}), [&](const PackageTerm& one) {
        const auto& version = choice[outcome.numbers[one.package.value]];
        return version ? one.term.allows(*version) : !one.term.is_positive;
      });
    };
    each_choice(universe, [&](const Choice& choice) {
      const bool is_solution = holds(universe, choice);
      for (std::uint32_t id = 0; id < all.size(); ++id) {
        if (!is_met(id, choice)) continue;
        // No solution meets one; and what meets a derived one meets one of its causes.
        EXPECT_FALSE(is_solution);
        const Incompatibility& one = all[{id}];
        if (one.cause != Cause::derived) continue;
        ++derived;
        EXPECT_TRUE(is_met(one.left.value, choice) || is_met(one.right.value, choice));
      }
    });
    if (!outcome.is_solved) {
      const auto terms = all.terms(outcome.solver.failure());
      EXPECT_TRUE(terms.empty() || (terms.size() == 1 && terms[0].package == Solver::root()));
    }
  }
  EXPECT_GT(derived, 0);
}

TEST_P(SolverLaws, TheFactsOfAProofSuffice) {
  std::mt19937 random(GetParam() + 3000);
  int failed = 0;
  for (int round = 0; round < 200; ++round) {
    const Universe universe = random_universe(random, 2 + random() % 4, 4, 30 + random() % 60);
    const Outcome outcome = Solve(universe, {}).outcome();
    if (outcome.is_solved) continue;
    ++failed;
    const Incompatibilities& all = outcome.solver.incompatibilities();
    const Proof proof = proof_of(all, outcome.solver.failure());
    ASSERT_FALSE(proof.facts.empty());
    EXPECT_EQ(subject(all, proof.facts.front()), proof.contested);
    each_choice(universe, [&](const Choice& choice) {
      if (!choice[0]) return;
      EXPECT_TRUE(std::ranges::any_of(proof.facts, [&](IncompatibilityId fact) {
        return std::ranges::all_of(all.terms(fact), [&](const PackageTerm& one) {
          const auto& version = choice[outcome.numbers[one.package.value]];
          return version ? one.term.allows(*version) : !one.term.is_positive;
        });
      }));
    });
  }
  EXPECT_GT(failed, 10);
}

TEST_P(SolverLaws, TheOrderOfArrivalChangesNothing) {
  std::mt19937 random(GetParam() + 2000);
  for (int round = 0; round < 150; ++round) {
    const Universe universe = random_universe(random, 3 + random() % 12, 6, 10 + random() % 40);
    const Outcome plain = Solve(universe, {}).outcome();
    for (int again = 0; again < 4; ++again) EXPECT_TRUE(Solve(universe, {&random}).outcome() == plain) << round;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, SolverLaws, testing::Range(1U, 9U));

}  // namespace
}  // namespace whip::resolver
