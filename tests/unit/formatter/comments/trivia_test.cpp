#include "formatter/comments/trivia.h"

#include <gtest/gtest.h>

#include <vector>

#include "formatter/comments/format.h"
#include "formatter/comments/suppression.h"
#include "formatter/comments/tokens.h"

namespace whip::fmt {
namespace {

TEST(Trivia, LineBreaksAreCountedUpToTheNextSign) {
  EXPECT_EQ(lines_before("a\n\n  b", 5), 2u);
  EXPECT_EQ(lines_before("a\r\n\r\nb", 5), 2u);
  EXPECT_EQ(lines_before("a\rb", 2), 1u);
  EXPECT_EQ(lines_after("a \n \n\nb", 1), 3u);
  EXPECT_EQ(lines_after("a # c\n\nb", 1), 0u);
}

TEST(Trivia, CommentsCanBePassedOver) {
  EXPECT_EQ(lines_after_ignoring_trivia("a # c\n\n# d\nb", 1), 1u);
  EXPECT_EQ(lines_after_ignoring_trivia("a\n\n\nb", 1), 3u);
  EXPECT_EQ(lines_after_ignoring_end_of_line_trivia("a # c\n\n# d\nb", 1), 2u);
  EXPECT_EQ(lines_after_ignoring_end_of_line_trivia("a; b\n", 1), 0u);
}

TEST(Trivia, TokensAreFoundBehindCommentsAndContinuations) {
  const std::string_view text = "a # , b\n \\\n , c";
  EXPECT_EQ(next_token(text, 1, 15), 12u);
  EXPECT_EQ(next_token_character(text, 1, 15), ',');
  EXPECT_EQ(next_token_character(text, 13, 14), '\0');
  EXPECT_EQ(find_token(text, ",", 1, 15), 12u);
  EXPECT_EQ(find_token("a asif as b", "as", 1, 11), 7u);
  EXPECT_EQ(find_token(text, "b", 1, 15), 15u);
}

TEST(Trivia, TheTokenBeforeACommentIsFound) {
  const std::string_view text = "[ # a\n# b\n  c";
  const std::vector<Span> comments = {{2, 5}, {6, 9}};
  EXPECT_EQ(previous_token(text, 12, 0, comments), 0u);
  EXPECT_EQ(previous_token(text, 12, 1, comments), UINT32_MAX);
}

TEST(GapTokens, AreReadUpToWhatIsNoSignOrKeyword) {
  const std::string_view text = ") # (\n , ** as := name (";
  GapTokens tokens(text, 0, static_cast<std::uint32_t>(text.size()));
  EXPECT_TRUE(tokens.next_behind_parentheses().is(","));
  EXPECT_TRUE(tokens.next().is("**"));
  EXPECT_TRUE(tokens.next().is("as"));
  EXPECT_TRUE(tokens.next().is(":="));
  EXPECT_FALSE(tokens.any("("));
}

TEST(Pragmas, AreWhatToolsRead) {
  for (const char* comment : {"# noqa", "#NoQA: E501", "# type: ignore", "# pyright: basic", "# ty: ignore[x]",
                              "# pylint: disable=x", "# isort: skip", "# ruff: noqa", "# nosec B101"}) {
    EXPECT_TRUE(is_pragma_comment(comment)) << comment;
  }
  for (const char* comment : {"# see noqa", "# NOSEC", "# types: x", "# mypy: ignore", "# type", "# fmt: skip"}) {
    EXPECT_FALSE(is_pragma_comment(comment)) << comment;
  }
}

TEST(Suppression, IsReadFromTheWholeComment) {
  EXPECT_EQ(suppression_of("# fmt: off"), Suppression::off);
  EXPECT_EQ(suppression_of("#fmt:off "), Suppression::off);
  EXPECT_EQ(suppression_of("# yapf: disable"), Suppression::off);
  EXPECT_EQ(suppression_of("# fmt: on"), Suppression::on);
  EXPECT_EQ(suppression_of("# yapf: enable"), Suppression::on);
  EXPECT_EQ(suppression_of("# noqa # fmt:skip"), Suppression::skip);
  EXPECT_EQ(suppression_of("# fmt: skip # noqa"), Suppression::skip);
  EXPECT_EQ(suppression_of("# fmt: off now"), Suppression::none);
  EXPECT_EQ(suppression_of("# noqa # fmt: off"), Suppression::none);
  EXPECT_EQ(suppression_of("# fmt : off"), Suppression::none);
}

}  // namespace
}  // namespace whip::fmt
