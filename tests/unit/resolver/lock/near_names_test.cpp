#include "resolver/lock/near_names.h"

#include <gtest/gtest.h>

namespace whip::resolver {
namespace {

using Names = std::vector<std::string>;

TEST(NearNames, AreASlipOrTwoAway) {
  EXPECT_EQ(near_names_of("reqeusts", {}), (Names{"requests"}));
  EXPECT_EQ(near_names_of("numpyy", {}), (Names{"numpy"}));
  EXPECT_EQ(near_names_of("frobnicate", {}), Names{});
  EXPECT_EQ(near_names_of("requests", {}), Names{}) << "it is the name itself";
}

TEST(NearNames, OfFewLettersAllowOneSlip) {
  EXPECT_EQ(near_names_of("sixx", {}), (Names{"six"}));
  EXPECT_EQ(near_names_of("xis", {}), Names{});
}

TEST(NearNames, AreThoseOfTheCallerBeforeWellKnownOnes) {
  const Names known{"my-clickk", "clicks"};
  EXPECT_EQ(near_names_of("clickk", known), (Names{"clicks", "click"}));
}

TEST(NearNames, OfModulesAreTheirProjects) {
  EXPECT_EQ(near_names_of("yaml", {}), (Names{"pyyaml"}));
  EXPECT_EQ(near_names_of("cv2", {}), (Names{"opencv-python"}));
}

}  // namespace
}  // namespace whip::resolver
