#include "core/text/width.h"

#include <gtest/gtest.h>

namespace whip {
namespace {

TEST(Width, CountsWideCharactersTwiceAndCombiningOnesNotAtAll) {
  EXPECT_EQ(character_width(U'a', 0), 1U);
  EXPECT_EQ(character_width(U'é', 0), 1U);
  EXPECT_EQ(character_width(U'日', 0), 2U);
  EXPECT_EQ(character_width(U'😀', 0), 2U);
  EXPECT_EQ(character_width(U'\u0301', 0), 0U);  // combining acute
  EXPECT_EQ(character_width(U'\u200d', 1), 0U);  // zero width joiner
}

TEST(Width, LeavesControlCharactersToTheCaller) {
  for (const char32_t control : {U'\x01', U'\x1b', U'\x7f', U'\x85'}) {
    EXPECT_EQ(character_width(control, 0), 0U);
    EXPECT_EQ(character_width(control, 1), 1U);
  }
}

TEST(Width, ReadsOneCharacterAndItsSize) {
  EXPECT_EQ(first_character("ab").size, 1U);
  EXPECT_EQ(first_character("é").value, U'é');
  EXPECT_EQ(first_character("日x").size, 3U);
  EXPECT_EQ(first_character("😀").value, U'😀');
  EXPECT_EQ(first_character("\xff").value, U'\ufffd');
  EXPECT_EQ(first_character("\xe6\x97").size, 1U);
}

}  // namespace
}  // namespace whip
