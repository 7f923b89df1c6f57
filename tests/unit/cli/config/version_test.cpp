#include "cli/config/version.h"

#include <gtest/gtest.h>

namespace whip {
namespace {

TEST(RequiredVersion, FollowsTheOperatorsOfPep440) {
  struct Case {
    std::string_view specifier;
    bool expected;
  };
  constexpr Case kCases[] = {{">=0.17", true},   {"<0.17.5", false},   {"<=0.17.5", true},
                             {"==0.17.*", true}, {"==0.17.5.0", true}, {"!=0.17.5", false},
                             {"~=0.17.0", true}, {"~=0.16.1", false},  {">0.4,<1", true},
                             {"0.17.5", true},   {"0.17.4", false},    {" >= 0.1 , != 0.2.* ", true}};
  for (const Case& test : kCases) {
    const auto result = satisfies("0.17.5", test.specifier);
    ASSERT_TRUE(result) << test.specifier;
    EXPECT_EQ(*result, test.expected) << test.specifier;
  }
  EXPECT_FALSE(satisfies("0.17.5", "latest"));
}

TEST(OldestPython, IsTheLowestLowerBoundIfWeKnowIt) {
  EXPECT_EQ(oldest_python(">=3.9"), PythonVersion::py39);
  EXPECT_EQ(oldest_python(">=3.8.1,<4"), PythonVersion::py38);
  EXPECT_EQ(oldest_python("~=3.10"), PythonVersion::py310);
  EXPECT_EQ(oldest_python("==3.12.*"), PythonVersion::py312);
  EXPECT_EQ(oldest_python("<3.13"), std::nullopt);
  EXPECT_EQ(oldest_python(">=3"), std::nullopt);
  EXPECT_EQ(oldest_python(">=2.7"), std::nullopt);
  EXPECT_EQ(oldest_python("garbage"), std::nullopt);
}

}  // namespace
}  // namespace whip
