#include "rules/shared/letter_case.h"

#include <gtest/gtest.h>

namespace whip::rules {
namespace {

TEST(LetterCase, KnowsTheLettersOfAscii) {
  for (char32_t c = 0; c < 0x80; ++c) {
    EXPECT_EQ(is_upper(c), c >= 'A' && c <= 'Z');
    EXPECT_EQ(is_lower(c), c >= 'a' && c <= 'z');
    EXPECT_EQ(to_lower(c), is_upper(c) ? c + 32 : c);
  }
}

TEST(LetterCase, KnowsLettersThatAlternate) {
  EXPECT_TRUE(is_upper(0x100) && is_lower(0x101) && is_upper(0x102));  // Ā ā Ă
  EXPECT_FALSE(is_lower(0x100) || is_upper(0x101));
  EXPECT_EQ(to_lower(0x100), 0x101U);
  EXPECT_EQ(to_lower(0x102), 0x103U);
  EXPECT_EQ(to_lower(0x101), 0x101U);
}

TEST(LetterCase, KnowsRunsOfOtherScripts) {
  EXPECT_EQ(to_lower(0x416), 0x436U);      // Ж
  EXPECT_EQ(to_lower(0x3A9), 0x3C9U);      // Ω
  EXPECT_EQ(to_lower(0x1E9E), 0xDFU);      // ẞ
  EXPECT_EQ(to_lower(0x10400), 0x10428U);  // Deseret
  EXPECT_TRUE(is_upper(0x1D400));          // a bold A, which has no small letter of its own
  EXPECT_EQ(to_lower(0x1D400), 0x1D400U);
}

TEST(LetterCase, TitleCaseIsNeither) {
  EXPECT_FALSE(is_upper(0x1C5) || is_lower(0x1C5));  // ǅ
  EXPECT_EQ(to_lower(0x1C5), 0x1C6U);
}

TEST(LetterCase, OtherCharactersHaveNoCase) {
  for (const char32_t c : {U'_', U'0', char32_t{0x4E00}, char32_t{0x5D0}, char32_t{0x10FFFF}}) {
    EXPECT_FALSE(is_upper(c) || is_lower(c));
    EXPECT_EQ(to_lower(c), c);
  }
}

}  // namespace
}  // namespace whip::rules
