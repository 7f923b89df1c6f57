#include "linter/engine/listeners.h"

#include <gtest/gtest.h>

namespace whip {
namespace {

void on_call(const File&, Node, Report&) {}
void on_anything(const File&, Node, Report&) {}
void on_each_line(const File&, const PhysicalLine&, Report&) {}
void on_whole(const File&, Report&) {}

constexpr Rule kCall{.listens = on_node({Kind::call}, on_call)};
constexpr Rule kTokens{.listens = on_node({Kind::call, Kind::semicolon}, on_anything, Needs::tokens)};
constexpr Rule kLine{.listens = on_line(on_each_line)};
constexpr Rule kWhole{.listens = on_file(on_whole, Needs::tree)};
constexpr RuleEntry kTable[] = {
    {"B1", "call", "test", &kCall},
    {"B2", "tokens", "test", &kTokens},
    {"A9", "line", "test", &kLine},
    {"A1", "whole", "test", &kWhole},
};

RuleSet rules(std::initializer_list<int> rows) {
  RuleSet set;
  for (const int row : rows) set.insert(static_cast<RuleId>(row));
  return set;
}

TEST(Listeners, CallThoseWhoHearAKindInTheOrderOfTheTable) {
  const Listeners listeners(kTable, rules({0, 1}));
  const Listeners::Calls& calls = listeners.calls(TreeState::whole);
  ASSERT_EQ(calls.all.of(Kind::call).size(), 2U);
  EXPECT_EQ(calls.all.of(Kind::call)[0].rule, RuleId{0});
  EXPECT_EQ(calls.all.of(Kind::call)[1].rule, RuleId{1});
  EXPECT_EQ(calls.all.of(Kind::semicolon).size(), 1U);
  EXPECT_TRUE(calls.all.of(Kind::identifier).empty());
  EXPECT_TRUE(calls.all.hears.contains(Kind::semicolon));
  EXPECT_FALSE(calls.all.hears.contains(Kind::identifier));
}

TEST(Listeners, TellThoseWhoNeedNoNamesFromTheOthers) {
  const Listeners listeners(kTable, rules({0, 1}));
  const Listeners::Calls& calls = listeners.calls(TreeState::whole);
  ASSERT_EQ(calls.near.of(Kind::call).size(), 1U);
  EXPECT_EQ(calls.near.of(Kind::call)[0].rule, RuleId{1});
  ASSERT_EQ(calls.far.of(Kind::call).size(), 1U);
  EXPECT_EQ(calls.far.of(Kind::call)[0].rule, RuleId{0});
  EXPECT_FALSE(calls.far.hears.contains(Kind::semicolon));
}

TEST(Listeners, LeaveOutRulesThatAreOff) {
  const Listeners listeners(kTable, rules({2}));
  EXPECT_EQ(listeners.calls(TreeState::whole).all.hears, KindSet{});
  EXPECT_EQ(listeners.lines().size(), 1U);
  EXPECT_TRUE(listeners.calls(TreeState::whole).files.empty());
}

TEST(Listeners, NeedNamesOnlyIfARuleThatIsOnDoes) {
  EXPECT_TRUE(Listeners(kTable, rules({0, 1})).calls(TreeState::whole).needs_names);
  EXPECT_FALSE(Listeners(kTable, rules({1, 2, 3})).calls(TreeState::whole).needs_names);
}

TEST(Listeners, KeepRulesThatNeedTheTreeAwayFromTreesWithErrors) {
  const Listeners listeners(kTable, rules({0, 1, 2, 3}));
  const Listeners::Calls& calls = listeners.calls(TreeState::with_errors);
  ASSERT_EQ(calls.all.of(Kind::call).size(), 1U);
  EXPECT_EQ(calls.all.of(Kind::call)[0].rule, RuleId{1});
  EXPECT_TRUE(calls.files.empty());
}

TEST(Listeners, FindRulesByTheirCodes) {
  const Listeners listeners(kTable, rules({3}));
  EXPECT_EQ(listeners.find("A9"), RuleId{2});
  EXPECT_EQ(listeners.find("A2"), std::nullopt);
  EXPECT_EQ(listeners.find_enabled("A9"), std::nullopt);
  EXPECT_EQ(listeners.find_enabled("A1"), RuleId{3});
}

}  // namespace
}  // namespace whip
