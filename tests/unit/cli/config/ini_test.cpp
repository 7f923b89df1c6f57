#include "cli/config/ini.h"

#include <gtest/gtest.h>

namespace whip {
namespace {

TEST(Ini, ReadsSectionsKeysAndContinuedValues) {
  const auto sections =
      parse_ini("# top\n[a]\nKey = 1\nlist =\n  x\n\n  # a comment\n  y\n[b]\nk: v = w\r\n[a]\nmore=2\n");
  ASSERT_EQ(sections.size(), 2U);
  EXPECT_EQ(*sections[0].find("key"), "1");
  EXPECT_EQ(*sections[0].find("list"), "x\ny");
  EXPECT_EQ(*sections[0].find("more"), "2");
  EXPECT_EQ(*sections[1].find("k"), "v = w");
  EXPECT_EQ(sections[1].find("none"), nullptr);
}

TEST(Ini, PassesOverWhatItCannotRead) {
  EXPECT_TRUE(parse_ini("stray\n = \n]\n").empty());
  EXPECT_EQ(parse_ini("[open\n[x]\nno separator\n").size(), 1U);
}

}  // namespace
}  // namespace whip
