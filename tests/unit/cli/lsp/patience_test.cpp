#include "cli/lsp/patience.h"

#include <gtest/gtest.h>

namespace whip::lsp {
namespace {

using std::chrono::milliseconds;

constexpr Patience::Time kStart{};

TEST(Patience, LastsAsLongAsNothingIsDue) {
  Patience patience;
  EXPECT_TRUE(patience.lasts(kStart + milliseconds(10000)));
}

TEST(Patience, IsOverWhenTheFirstOfManyChangesWasPutOffForLong) {
  Patience patience;
  for (int key = 0; key < 50; ++key) {
    const auto at = kStart + milliseconds(key * 4);
    patience.begin(at);
    EXPECT_EQ(patience.lasts(at), key < 25) << key;
  }
}

TEST(Patience, BeginsAnewWhenFindingsWereShown) {
  Patience patience;
  patience.begin(kStart);
  patience.found(true, kStart + milliseconds(150));
  EXPECT_TRUE(patience.lasts(kStart + milliseconds(249)));
  EXPECT_FALSE(patience.lasts(kStart + milliseconds(250)));
  patience.found(false, kStart + milliseconds(300));
  EXPECT_TRUE(patience.lasts(kStart + milliseconds(5000)));
}

TEST(Patience, WaitsForMoreOnlyAfterARunWasGivenUp) {
  Patience patience;
  patience.begin(kStart);
  EXPECT_EQ(patience.pause().count(), 0);
  patience.give_up();
  EXPECT_EQ(patience.pause(), Patience::kPause);
  patience.found(false, kStart);
  EXPECT_EQ(patience.pause().count(), 0);
}

}  // namespace
}  // namespace whip::lsp
