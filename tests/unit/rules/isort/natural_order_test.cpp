#include "rules/isort/natural_order.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace whip::rules::isort {
namespace {

// Every name comes before all that follow it, seen from both sides.
void expect_ascending(const std::vector<std::string_view>& names, Case letter_case) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(compare_natural(names[i], names[i], letter_case), 0) << names[i];
    for (std::size_t j = i + 1; j < names.size(); ++j) {
      EXPECT_LT(compare_natural(names[i], names[j], letter_case), 0) << names[i] << " " << names[j];
      EXPECT_GT(compare_natural(names[j], names[i], letter_case), 0) << names[j] << " " << names[i];
    }
  }
}

TEST(NaturalOrder, NumbersCountByValue) { expect_ascending({"a", "a1", "a2", "a10", "a10b", "a11", "b1"}, Case::kept); }

TEST(NaturalOrder, ANumberWithAZeroInFrontCountsByItsPlaces) {
  expect_ascending({"a0", "a001", "a002", "a01", "a02", "a1", "a2", "a10"}, Case::kept);
}

TEST(NaturalOrder, ALongNumberIsLargerWhateverItsFirstDigit) {
  expect_ascending({"v9", "v10", "v99", "v100", "v12345678901234567890", "v99999999999999999999"}, Case::kept);
}

TEST(NaturalOrder, CapitalsComeFirstUnlessCaseIsFolded) {
  expect_ascending({"B", "C", "_", "a", "b"}, Case::kept);
  expect_ascending({"_", "a", "B", "c"}, Case::folded);
  EXPECT_EQ(compare_natural("AbC", "aBc", Case::folded), 0);
}

TEST(NaturalOrder, NothingComesBeforeSomething) { expect_ascending({"", "a", "a.b", "a_b", "ab"}, Case::kept); }

TEST(NaturalOrder, BlanksInsideADottedNameDoNotCount) {
  EXPECT_EQ(compare_natural("a . b", "a.b", Case::kept), 0);
  EXPECT_LT(compare_natural("a . b", "a.c", Case::kept), 0);
}

TEST(NaturalOrder, LettersOfOtherScriptsFoldToo) {
  EXPECT_EQ(compare_natural("\u00c9t\u00e9", "\u00e9t\u00e9", Case::folded), 0);
  expect_ascending({"z", "\u00c9", "\u00e9"}, Case::kept);
  EXPECT_LT(compare_natural("\u0416", "\u0437", Case::folded), 0);  // zhe before ze
}

}  // namespace
}  // namespace whip::rules::isort
