#include "resolver/standards/name.h"

#include <gtest/gtest.h>

namespace whip::resolver {
namespace {

TEST(Name, HasOneNormalSpelling) {
  for (const auto* text : {"friendly-bard", "Friendly-Bard", "FRIENDLY-BARD", "friendly.bard", "friendly_bard",
                           "friendly--bard", "FrIeNdLy-._.-bArD"}) {
    EXPECT_EQ(normalized(text), "friendly-bard");
    EXPECT_EQ(valid_name(text), "friendly-bard");
  }
  EXPECT_TRUE(is_normalized_name("friendly-bard"));
  EXPECT_TRUE(is_normalized_name("7"));
  for (const auto* text : {"Friendly", "a_b", "a.b", "a--b", "-a", "a-", ""})
    EXPECT_FALSE(is_normalized_name(text)) << text;
}

TEST(Name, MustBeginAndEndWithALetterOrDigit) {
  for (const auto* text : {"a", "A.b_c-d", "0", "a-._b"}) EXPECT_TRUE(is_valid_name(text)) << text;
  for (const auto* text : {"", "-a", "a.", "_", "a b", "\xC3\xA9", "a/b", "a\n"}) {
    EXPECT_FALSE(is_valid_name(text)) << text;
    EXPECT_FALSE(valid_name(text)) << text;
  }
}

}  // namespace
}  // namespace whip::resolver
