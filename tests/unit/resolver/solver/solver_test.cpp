#include "resolver/solver/solver.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "resolver/solver/proof.h"

namespace whip::resolver {
namespace {

// A universe told in words: package("a", 3) has the versions 0, 1 and 2.
class World : public testing::Test {
 protected:
  PackageId package(const std::string& name, Rank count, Candidates candidates = {}) {
    const PackageId id = solver.add_package();
    candidates.count = count;
    solver.learn(id, candidates);
    names[id] = name;
    return id;
  }
  void depends(PackageId package, Rank version, std::vector<Dependency> on) { facts[{package, version}] = on; }

  // The wants of each turn are kept; only the first of them is met.
  Turn::Kind run(Solver& one) {
    for (;;) {
      const Turn turn = one.advance();
      if (turn.kind != Turn::needs_facts) return turn.kind;
      asked.push_back(one.wants());
      const Want want = turn.want;
      one.learn(want, facts[{want.package, want.version}]);
    }
  }
  std::string selected(const Solver& one) {
    std::string text;
    for (const Selected& each : one.selection()) {
      if (each.package != Solver::root()) text += names[each.package] + std::to_string(each.version) + " ";
    }
    return text;
  }

  Solver solver;
  std::map<PackageId, std::string> names;
  std::map<std::pair<PackageId, Rank>, std::vector<Dependency>> facts;
  std::vector<std::vector<Want>> asked;
};

const VersionSet kAny = VersionSet::all();

TEST_F(World, NeedsNothingButTheRoot) {
  EXPECT_EQ(run(solver), Turn::solved);
  EXPECT_EQ(selected(solver), "");
}

TEST_F(World, TakesWhatIsALastResortOnlyWhereNothingElseIsLeft) {
  const Candidates candidates{.last_resort = {{2, 4}}};
  const PackageId a = package("a", 4, candidates);
  const PackageId b = package("b", 4, candidates);
  const PackageId c = package("c", 4, {.last_resort = {{0, 1}}, .direction = Direction::lowest});
  depends(Solver::root(), 0, {{a, kAny}, {b, {{2, 4}}}, {c, kAny}});
  EXPECT_EQ(run(solver), Turn::solved);
  EXPECT_EQ(selected(solver), "a1 b3 c1 ");
}

TEST_F(World, TakesTheHighestVersionsInTheOrderOfTheirMention) {
  const PackageId a = package("a", 3);
  const PackageId b = package("b", 2);
  const PackageId c = package("c", 5);
  depends(Solver::root(), 0, {{b, kAny}, {a, kAny}});
  depends(a, 2, {{c, {{0, 4}}}});
  EXPECT_EQ(run(solver), Turn::solved);
  EXPECT_EQ(selected(solver), "b1 a2 c3 ");
}

TEST_F(World, DecidesPinnedPackagesFirst) {
  const PackageId a = package("a", 3);
  const PackageId b = package("b", 2);
  depends(Solver::root(), 0, {{a, kAny}, {b, VersionSet::one(0), true}});
  EXPECT_EQ(run(solver), Turn::solved);
  EXPECT_EQ(selected(solver), "b0 a2 ");
}

TEST_F(World, AsksAheadForWhatItWillProbablyWant) {
  const PackageId a = package("a", 3);
  const PackageId b = package("b", 2);
  depends(Solver::root(), 0, {{a, kAny}, {b, kAny}});
  EXPECT_EQ(run(solver), Turn::solved);
  ASSERT_EQ(asked.size(), 3U);
  EXPECT_EQ(asked[1], (std::vector<Want>{{a, 2}, {b, 1}}));
  EXPECT_EQ(asked[2], (std::vector<Want>{{b, 1}}));
}

TEST_F(World, GoesBackToAnOlderVersion) {
  const PackageId a = package("a", 3);
  const PackageId b = package("b", 2);
  depends(Solver::root(), 0, {{a, kAny}, {b, VersionSet::one(0)}});
  depends(a, 2, {{b, VersionSet::one(1)}});
  depends(a, 1, {{b, VersionSet::one(1)}});
  EXPECT_EQ(run(solver), Turn::solved);
  EXPECT_EQ(selected(solver), "a0 b0 ");
}

TEST_F(World, SkipsUnusableVersionsAndPrefersThoseItIsTold) {
  const PackageId a = package("a", 9, {.unusable = {{{{5, 9}}, 1}}});
  const PackageId b = package("b", 9, {.preferred = {20, 3, 4}});
  const PackageId c = package("c", 9, {.direction = Direction::lowest});
  depends(Solver::root(), 0, {{a, kAny}, {b, kAny}, {c, {{2, kEveryRank}}}});
  EXPECT_EQ(run(solver), Turn::solved);
  EXPECT_EQ(selected(solver), "a4 b3 c2 ");
}

TEST_F(World, SaysWhatIsImpossibleAndWhy) {
  const PackageId a = package("a", 2);
  const PackageId b = package("b", 2);
  depends(Solver::root(), 0, {{a, kAny}, {b, VersionSet::one(0)}});
  depends(a, 0, {{b, VersionSet::one(1)}});
  depends(a, 1, {{b, VersionSet::one(1)}});
  EXPECT_EQ(run(solver), Turn::impossible);
  EXPECT_EQ(solver.advance().kind, Turn::impossible);
  // The leaves of the derivation: both versions of a are told of together.
  const Incompatibilities& all = solver.incompatibilities();
  std::vector<IncompatibilityId> open{solver.failure()};
  int dependencies = 0;
  bool is_merged = false;
  while (!open.empty()) {
    const IncompatibilityId id = open.back();
    open.pop_back();
    if (all[id].cause == Cause::derived) {
      open.push_back(all[id].left);
      open.push_back(all[id].right);
      continue;
    }
    dependencies += all[id].cause == Cause::dependency;
    is_merged |= all.terms(id)[0].package == a && all.terms(id)[0].term.set == VersionSet({{0, 2}});
  }
  EXPECT_GE(dependencies, 3);
  EXPECT_TRUE(is_merged);
}

// root -> a -> b -> c 0, root -> d -> c 1: the quarrel is over c, and is told before why a and d are there.
TEST_F(World, TellsTheRootCauseFirst) {
  const PackageId a = package("a", 1);
  const PackageId b = package("b", 1);
  const PackageId c = package("c", 2);
  const PackageId d = package("d", 1);
  depends(Solver::root(), 0, {{a, kAny}, {d, kAny}});
  depends(a, 0, {{b, kAny}});
  depends(b, 0, {{c, VersionSet::one(0)}});
  depends(d, 0, {{c, VersionSet::one(1)}});
  ASSERT_EQ(run(solver), Turn::impossible);
  const Incompatibilities& all = solver.incompatibilities();
  const Proof proof = proof_of(all, solver.failure());
  EXPECT_EQ(names[proof.contested], "c");
  std::string told;
  for (const IncompatibilityId fact : proof.facts) {
    if (all[fact].cause != Cause::dependency) continue;
    const PackageId wanting = all.terms(fact).front().package;
    told += (wanting == Solver::root() ? "root" : names[wanting]) + ">" + names[subject(all, fact)] + " ";
  }
  EXPECT_TRUE(told == "b>c d>c a>b root>d root>a " || told == "d>c b>c root>d a>b root>a ") << told;
}

TEST_F(World, KnowsAVersionThatContradictsItself) {
  const PackageId a = package("a", 2);
  depends(Solver::root(), 0, {{a, kAny}});
  depends(a, 1, {{a, VersionSet::one(0)}});
  depends(a, 0, {{a, VersionSet::one(0)}});
  EXPECT_EQ(run(solver), Turn::solved);
  EXPECT_EQ(selected(solver), "a0 ");
}

TEST_F(World, CannotMeetWhatNoVersionMeets) {
  const PackageId a = package("a", 2);
  const PackageId b = package("b", 0);
  depends(Solver::root(), 0, {{a, kAny}});
  depends(a, 1, {{b, kAny}});
  depends(a, 0, {{b, VersionSet()}});
  EXPECT_EQ(run(solver), Turn::impossible);
}

TEST_F(World, GoesOnFromACopy) {
  const PackageId a = package("a", 3);
  const PackageId b = package("b", 3);
  depends(Solver::root(), 0, {{a, kAny}});
  depends(a, 2, {{b, kAny}});
  solver.advance();
  solver.learn({Solver::root(), 0}, facts[{Solver::root(), 0}]);
  solver.advance();
  Solver fork = solver;
  fork.learn({a, 2}, {{b, VersionSet::one(0)}});
  EXPECT_EQ(run(fork), Turn::solved);
  EXPECT_EQ(selected(fork), "a2 b0 ");
  EXPECT_EQ(run(solver), Turn::solved);
  EXPECT_EQ(selected(solver), "a2 b2 ");
}

// 200 versions of `a` want as many of `z`, and no version of `y` wants any of those: one conflict tells.
TEST_F(World, LearnsFromOneConflictWhatManyVersionsHaveInCommon) {
  const PackageId a = package("a", 200);
  const PackageId y = package("y", 3);
  const PackageId z = package("z", 200);
  depends(Solver::root(), 0, {{a, kAny}, {y, kAny}});
  for (Rank rank = 0; rank < 3; ++rank) depends(y, rank, {{z, VersionSet::one(rank)}});
  for (Rank rank = 0; rank < 200; ++rank) depends(a, rank, {{z, {{rank / 10 * 10, rank / 10 * 10 + 10}}}});
  EXPECT_EQ(run(solver), Turn::solved);
  EXPECT_EQ(selected(solver), "a9 y2 z2 ");
  EXPECT_LE(solver.conflicts(), 3U);
}

TEST(Priorities, PutPinnedFirstThenInTheOrderOfMention) {
  Priorities priorities;
  const PackageId a{5};
  const PackageId b{3};
  const PackageId c{9};
  priorities.see(a, Urgency::ordinary);
  priorities.see(b, Urgency::ordinary);
  priorities.see(c, Urgency::pinned);
  priorities.see(a, Urgency::ordinary);
  EXPECT_TRUE(priorities.is_before(a, b));
  EXPECT_TRUE(priorities.is_before(c, a));
  priorities.see(b, Urgency::pinned);
  EXPECT_TRUE(priorities.is_before(b, c));
  EXPECT_FALSE(priorities.is_seen({4}));
}

TEST(Priorities, ChangeAfterFiveConflicts) {
  Priorities priorities;
  const PackageId a{1};
  const PackageId b{2};
  const PackageId c{3};
  for (const PackageId package : {a, b, c}) priorities.see(package, Urgency::ordinary);
  for (int i = 0; i < 4; ++i) {
    EXPECT_FALSE(priorities.suffer(c));
    EXPECT_FALSE(priorities.blame(a));
  }
  EXPECT_TRUE(priorities.suffer(c));
  EXPECT_TRUE(priorities.blame(a));
  EXPECT_TRUE(priorities.is_before(c, b));
  EXPECT_TRUE(priorities.is_before(b, a));
  // What suffers as well as it causes is hurried; it is not delayed again.
  for (int i = 0; i < 5; ++i) priorities.suffer(a);
  EXPECT_TRUE(priorities.is_before(a, b));
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(priorities.blame(a));
  EXPECT_TRUE(priorities.is_before(a, b));
}

}  // namespace
}  // namespace whip::resolver
