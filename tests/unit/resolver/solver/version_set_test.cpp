#include "resolver/solver/version_set.h"

#include <gtest/gtest.h>

#include <bitset>
#include <vector>

#include "resolver/solver/term.h"

namespace whip::resolver {
namespace {

constexpr Rank kRanks = 6;
using Bits = std::bitset<kRanks + 1>;  // the last one stands for all ranks beyond

VersionSet set_of(const Bits& bits) {
  std::vector<RankInterval> intervals;
  for (Rank rank = 0; rank < kRanks; ++rank) {
    if (bits[rank]) intervals.push_back({rank, rank + 1});
  }
  if (bits[kRanks]) intervals.push_back({kRanks, kEveryRank});
  return VersionSet(intervals);
}

Bits bits_of(const VersionSet& set) {
  Bits bits;
  for (Rank rank = 0; rank <= kRanks; ++rank) bits[rank] = set.contains(rank);
  return bits;
}

// All sets, all pairs: against bits.
TEST(VersionSet, AgreesWithBits) {
  for (unsigned left = 0; left < 1U << (kRanks + 1); ++left) {
    const VersionSet a = set_of(left);
    ASSERT_EQ(bits_of(a), Bits(left));
    ASSERT_EQ(bits_of(a.complement()), ~Bits(left));
    ASSERT_EQ(a.complement().complement(), a);
    for (unsigned right = 0; right < 1U << (kRanks + 1); ++right) {
      const VersionSet b = set_of(right);
      ASSERT_EQ(bits_of(a.intersection(b)), Bits(left & right));
      ASSERT_EQ(a.united(b), set_of(left | right));
      ASSERT_EQ(a.without(b), set_of(left & ~right));
      ASSERT_EQ(a.is_subset_of(b), (left & ~right) == 0);
      ASSERT_EQ(a.is_disjoint_from(b), (left & right) == 0);
    }
  }
}

TEST(VersionSet, HasAHighestAndALowestRankBelowACount) {
  const VersionSet set{{1, 3}, {5, kEveryRank}};
  EXPECT_EQ(set.highest(10), 9U);
  EXPECT_EQ(set.highest(5), 2U);
  EXPECT_EQ(set.highest(1), std::nullopt);
  EXPECT_EQ(set.lowest(10), 1U);
  EXPECT_EQ(set.lowest(1), std::nullopt);
  EXPECT_EQ(VersionSet().highest(10), std::nullopt);
}

// A package has one of the ranks or is not selected: that is all a statement can be about.
TEST(Term, MeansWhatItSays) {
  const auto allows = [](const Term& term, int state) {
    return state < 0 ? !term.is_positive : term.allows(static_cast<Rank>(state));
  };
  std::vector<Term> terms;
  for (unsigned bits = 0; bits < 1U << 4; ++bits) {
    terms.push_back(Term::selected(set_of(bits)));
    terms.push_back(Term::not_selected(set_of(bits)));
  }
  for (const Term& a : terms) {
    for (const Term& b : terms) {
      bool implies = true;
      bool excludes = true;
      for (int state = -1; state <= 5; ++state) {
        const bool in_a = allows(a, state);
        const bool in_b = allows(b, state);
        implies &= !in_a || in_b;
        excludes &= !in_a || !in_b;
        EXPECT_EQ(allows(a.intersection(b), state), in_a && in_b);
        EXPECT_EQ(allows(a.united(b), state), in_a || in_b);
        EXPECT_EQ(allows(a.negated(), state), !in_a);
      }
      EXPECT_EQ(a.implies(b), implies);
      EXPECT_EQ(a.excludes(b), excludes);
    }
  }
}

}  // namespace
}  // namespace whip::resolver
