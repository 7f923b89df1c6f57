#include "core/text/blank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace whip {
namespace {

// Unicode's White_Space, as PropList.txt lists it.
constexpr char32_t kBlanks[] = {0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x20,   0x85,   0xA0,   0x1680,
                                0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008,
                                0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};

std::string utf8(char32_t c) {
  std::string out;
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
  return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
          static_cast<char>(0x80 | (c & 0x3F))};
}

TEST(Blanks, AreUnicodesWhiteSpaceAndNothingElse) {
  for (char32_t c = 0; c < 0x10000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const std::string character = utf8(c);
    const bool is_blank = std::find(std::begin(kBlanks), std::end(kBlanks), c) != std::end(kBlanks);
    EXPECT_EQ(blank_at(character, 0), is_blank ? character.size() : 0U) << std::hex << static_cast<std::uint32_t>(c);
    EXPECT_EQ(blank_before(character, static_cast<std::uint32_t>(character.size())), is_blank ? character.size() : 0U);
  }
}

TEST(Blanks, AreSkippedUpToTheGivenPlace) {
  EXPECT_EQ(skip_blanks(" \t\u00a0x", 0, 5), 4U);
  EXPECT_EQ(skip_blanks("    ", 1, 3), 3U);
  EXPECT_EQ(skip_blanks("x", 0, 1), 0U);
  EXPECT_EQ(skip_blanks("", 0, 0), 0U);
  EXPECT_EQ(skip_blanks_back("x \u3000 ", 6, 0), 1U);
  EXPECT_EQ(skip_blanks_back("    ", 4, 2), 2U);
}

TEST(Blanks, AreNotCutInTwo) {
  // The first two bytes of U+3000 are none.
  EXPECT_EQ(blank_at("\xE3\x80", 0), 0U);
  EXPECT_EQ(skip_blanks("\xE3\x80\x80", 0, 2), 0U);
  EXPECT_EQ(skip_blanks_back("x\u3000", 4, 2), 4U);
}

}  // namespace
}  // namespace whip
