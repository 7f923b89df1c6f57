#include "linter/packaging/mask.h"

#include <gtest/gtest.h>

namespace whip {
namespace {

std::string code(std::string_view text, HostLanguage language) { return mask(text, language).code; }

TEST(Mask, PaintsOverCommentsAndStringsAndKeepsAllPlaces) {
  EXPECT_EQ(code("a // b\nc /* d\n e */ \"f\" 'g'\n", HostLanguage::c), "a     \nc     \n      \" \" ' '\n");
  EXPECT_EQ(code("a = 'b#' # c\n", HostLanguage::toml), "a = '  '    \n");
  EXPECT_EQ(code("a: b#c # d\n", HostLanguage::yaml), "a: b#c    \n");
  EXPECT_EQ(code("; a\nb = c;d ; e\n", HostLanguage::ini), "   \nb = c;d    \n");
  EXPECT_EQ(code("set(a [=[ # ]] ]=]) # b", HostLanguage::cmake), "set(a [=[      ]=])    ");
  EXPECT_EQ(code("#[[ a\n ]] b", HostLanguage::cmake), "     \n    b");
}

TEST(Mask, KnowsWhatEachLanguageCallsAString) {
  EXPECT_EQ(code("'a' 'static x: r#\"b\"#", HostLanguage::rust), "' ' 'static x: r#\" \"#");
  EXPECT_EQ(code("/* a /* b */ c */ d", HostLanguage::rust), "                  d");
  EXPECT_EQ(code("R\"x(a)\" )x\" b", HostLanguage::c), "R\"x(    )x\" b");
  EXPECT_EQ(code("\"\"\"a # b\n\"\"\" c", HostLanguage::cython), "\"\"\"     \n\"\"\" c");
  EXPECT_EQ(code("'it\\'s' '''a\n'b''' c", HostLanguage::meson), "'     ' ''' \n  ''' c");
  EXPECT_EQ(code("a // b \\\n c\nd", HostLanguage::c), "a       \n  \nd");
}

TEST(Mask, WhatIsNotClosedEndsWithItsLineOrTheText) {
  EXPECT_EQ(code("'a\nb", HostLanguage::c), "' \nb");
  EXPECT_EQ(code("/* a\nb", HostLanguage::c), "    \n ");
  EXPECT_EQ(code("\"\"\"a", HostLanguage::python), "\"\"\" ");
  EXPECT_EQ(code("\"a\\", HostLanguage::c), "\"  ");
}

TEST(Mask, PairsBracketsButNotOfDifferentKinds) {
  const Masked masked = mask("f(a[1], \")\") { ( } )", HostLanguage::c);
  EXPECT_EQ(masked.past_bracket(1), 12U);
  EXPECT_EQ(masked.past_bracket(3), 6U);
  EXPECT_EQ(masked.past_bracket(13), std::string_view::npos);
}

TEST(Mask, FindsWholeWordsOnly) {
  EXPECT_EQ(find_word("ab_c b_c", "b_c"), 5U);
  EXPECT_EQ(find_word("b_cd", "b_c"), std::string_view::npos);
  EXPECT_TRUE(mentions("The GIL", "gil"));
  EXPECT_EQ(as_hash_comment("/* noqa */"), " # noqa   ");
}

}  // namespace
}  // namespace whip
