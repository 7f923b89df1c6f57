#include "cli/render/line_diff.h"

#include <gtest/gtest.h>

#include <random>

#include "cli/render/inline_diff.h"
#include "cli/render/unified_diff.h"

namespace whip::render {
namespace {

using Kind = Change::Kind;

std::string unified(std::string_view before, std::string_view after) {
  std::string out;
  write_unified_diff("a.py", before, after, false, out);
  return out;
}

TEST(SplitLines, KeepsAllThreeLineEndings) {
  EXPECT_EQ(split_lines("a\nb\r\nc\rd"), (std::vector<std::string_view>{"a\n", "b\r\n", "c\r", "d"}));
  EXPECT_TRUE(split_lines("").empty());
}

TEST(LineDiff, PairsRemovedWithAddedLines) {
  const std::vector<std::string_view> a{"1", "2", "3"};
  const std::vector<std::string_view> b{"1", "x", "y", "3"};
  const std::vector<Change> changes = diff_lines(a, b);
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[1].kind, Kind::replaced);
  EXPECT_EQ(changes[1].old_size(), 1U);
  EXPECT_EQ(changes[1].new_size(), 2U);
}

// The law of a difference: made from both texts, it gives both back; and it is a shortest one.
TEST(LineDiff, GivesBothTextsBackAndIsShortest) {
  std::mt19937 random(7);
  for (int round = 0; round < 4000; ++round) {
    const auto make = [&] {
      std::vector<std::string_view> lines;
      static constexpr std::string_view kWords[] = {"a", "b", "c", "d", ""};
      for (std::size_t n = random() % 12; n > 0; --n) lines.push_back(kWords[random() % 5]);
      return lines;
    };
    const std::vector<std::string_view> a = make();
    const std::vector<std::string_view> b = make();
    std::size_t old_at = 0;
    std::size_t new_at = 0;
    std::size_t equal = 0;
    for (const Change& change : diff_lines(a, b)) {
      ASSERT_EQ(change.old_begin, old_at);
      ASSERT_EQ(change.new_begin, new_at);
      old_at = change.old_end;
      new_at = change.new_end;
      if (change.kind != Kind::equal) continue;
      ASSERT_EQ(change.old_size(), change.new_size());
      for (std::size_t i = 0; i < change.old_size(); ++i) ASSERT_EQ(a[change.old_begin + i], b[change.new_begin + i]);
      equal += change.old_size();
    }
    ASSERT_EQ(old_at, a.size());
    ASSERT_EQ(new_at, b.size());
    std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
    for (std::size_t i = a.size(); i-- > 0;) {
      for (std::size_t j = b.size(); j-- > 0;) {
        common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
      }
    }
    ASSERT_EQ(equal, common[0][0]);
  }
}

TEST(LineDiff, EndsOnTextsThatHaveNothingInCommon) {
  std::vector<std::string> texts;
  for (int i = 0; i < 20000; ++i) texts.push_back(std::to_string(i));
  const std::vector<std::string_view> a(texts.begin(), texts.begin() + 10000);
  const std::vector<std::string_view> b(texts.begin() + 10000, texts.end());
  const std::vector<Change> changes = diff_lines(a, b);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, Kind::replaced);
}

TEST(UnifiedDiff, HasHunksOfThreeLinesOfContext) {
  EXPECT_EQ(unified("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n"),
            "--- a.py\n+++ a.py\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n\n");
}

TEST(UnifiedDiff, SaysWhereTheLastLineBreakIsMissing) {
  EXPECT_EQ(unified("a", "a\n"), "--- a.py\n+++ a.py\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n\n");
}

TEST(UnifiedDiff, NamesEmptyRangesByTheLineBefore) {
  EXPECT_EQ(unified("a\n", ""), "--- a.py\n+++ a.py\n@@ -1 +0,0 @@\n-a\n\n");
}

TEST(UnifiedDiff, IsEmptyForEqualTexts) { EXPECT_EQ(unified("a\n", "a\n"), ""); }

TEST(UnifiedDiff, HasNoHeadingForStandardInput) {
  std::string out;
  write_unified_diff("", "a\n", "b\n", false, out);
  EXPECT_EQ(out, "@@ -1 +1 @@\n-a\n+b\n\n");
}

TEST(UnifiedDiff, TakesCellsOneByOne) {
  std::string out;
  const CellTexts cells[] = {{2, "a\n", "a\n"}, {3, "b\n", "c\n"}, {5, "d\n", ""}};
  write_unified_diff("n.ipynb", cells, false, out);
  EXPECT_EQ(out,
            "--- n.ipynb:cell 3\n+++ n.ipynb:cell 3\n@@ -1 +1 @@\n-b\n+c\n"
            "--- n.ipynb:cell 5\n+++ n.ipynb:cell 5\n@@ -1 +0,0 @@\n-d\n\n");
}

TEST(UnifiedDiff, ColoursTheSignsAndTheLines) {
  std::string out;
  write_unified_diff("a.py", "a\n", "b\n", true, out);
  EXPECT_EQ(out,
            "--- \x1b[31ma.py\x1b[0m\n+++ \x1b[32ma.py\x1b[0m\n@@ -1 +1 @@\n"
            "\x1b[31m-\x1b[0m\x1b[31ma\n\x1b[0m\x1b[32m+\x1b[0m\x1b[32mb\n\x1b[0m\n");
}

TEST(InlineDiff, EmphasizesChangedWordsOnly) {
  const std::vector<std::string_view> a{"import os; import sys\n"};
  const std::vector<std::string_view> b{"import os; import re\n"};
  const InlineDiff diff = diff_words(a, b);
  ASSERT_EQ(diff.old_lines[0].size(), 3U);
  EXPECT_EQ(diff.old_lines[0][0].text, "import os; import ");
  EXPECT_EQ(diff.old_lines[0][1].text, "sys");
  EXPECT_TRUE(diff.old_lines[0][1].changed);
  EXPECT_EQ(diff.old_lines[0][2].text, "\n");
  EXPECT_EQ(diff.new_lines[0][1].text, "re");
}

TEST(InlineDiff, EmphasizesNothingInLinesThatHaveLittleInCommon) {
  const std::vector<std::string_view> a{"one two three\n"};
  const std::vector<std::string_view> b{"something altogether different here\n"};
  const InlineDiff diff = diff_words(a, b);
  ASSERT_EQ(diff.old_lines[0].size(), 1U);
  EXPECT_FALSE(diff.old_lines[0][0].changed);
}

}  // namespace
}  // namespace whip::render
