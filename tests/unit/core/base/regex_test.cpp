#include "core/base/regex.h"

#include <gtest/gtest.h>

#include <regex>

namespace whip {
namespace {

bool finds(std::string_view pattern, std::string_view text) {
  const auto regex = Regex::compile(pattern);
  EXPECT_TRUE(regex) << pattern << ": " << (regex ? "" : regex.error().message);
  return regex && regex->finds(text);
}

TEST(Regex, FindsWhatTheRegexCrateFinds) {
  EXPECT_TRUE(finds("b", "abc"));
  EXPECT_FALSE(finds("^b", "abc"));
  EXPECT_TRUE(finds("^a.c$", "abc"));
  EXPECT_TRUE(finds("^(a|bc)+$", "abcbca"));
  EXPECT_FALSE(finds("^(a|bc)+$", "abca b"));
  EXPECT_TRUE(finds("^a{2,3}$", "aaa"));
  EXPECT_FALSE(finds("^a{2,3}$", "aaaa"));
  EXPECT_TRUE(finds("^a{2}$", "aa"));
  EXPECT_TRUE(finds("^a{2,}?$", "aaaaa"));
  EXPECT_TRUE(finds(R"(^\d+\.\w*\s$)", "12.x "));
  EXPECT_TRUE(finds("(?i)^todo$", "ToDo"));
  EXPECT_TRUE(finds("^(?i:a)b$", "Ab"));
  EXPECT_FALSE(finds("^(?i:a)b$", "AB"));
  EXPECT_TRUE(finds("^[a-c--b]+$", "acca"));
  EXPECT_FALSE(finds("^[a-c--b]+$", "abca"));
  EXPECT_TRUE(finds("^[^a-c]$", "d"));
  EXPECT_TRUE(finds(R"(\bfoo\b)", "a foo b"));
  EXPECT_FALSE(finds(R"(\bfoo\b)", "afoo b"));
  EXPECT_TRUE(finds(R"(^\p{XID_Continue}+$)", "größe_1"));
  EXPECT_TRUE(finds("^.$", "é"));
  EXPECT_TRUE(finds("", "anything"));
  EXPECT_TRUE(finds("^(?:a|)$", ""));
}

TEST(Regex, RefusesWhatItDoesNotUnderstandWithAReason) {
  for (const std::string_view pattern : {"(", ")", "*a", "a{", "a{3,2}", "[a", "[z-a]", "\\", "\\q", "(?=a)", "(?<a",
                                         "(*a)", "a{100000}", "\\p{Nope}"}) {
    EXPECT_FALSE(Regex::compile(pattern)) << pattern;
  }
}

TEST(Regex, RefusesPatternsThatGrowTooLarge) { EXPECT_FALSE(Regex::compile("(((a{500}){500}){500})")); }

TEST(Regex, StaysLinearWhereBacktrackingWouldNot) {
  EXPECT_FALSE(finds("^(a*)*$", std::string(5000, 'a') + "b"));
  EXPECT_FALSE(finds("^(a|aa)+$", std::string(5000, 'a') + "b"));
}

TEST(Regex, AgreesWithTheStandardLibraryOnAllSmallPatterns) {
  std::vector<std::string> patterns = {""};
  for (std::size_t begin = 0, size = 1; size <= 5; ++size) {
    const std::size_t end = patterns.size();
    for (std::size_t i = begin; i < end; ++i) {
      for (const char c : std::string_view("ab|()*?")) patterns.push_back(patterns[i] + c);
    }
    begin = end;
  }
  const std::vector<std::string> texts = {"", "a", "b", "aa", "ab", "ba", "bb", "aab", "aba", "abb", "bab"};
  std::size_t compared = 0;
  for (const std::string& pattern : patterns) {
    // The standard library has no `**`, takes `??` as we do, and reads `(?` otherwise.
    if (pattern.find("(?") != std::string::npos || pattern.find("**") != std::string::npos ||
        pattern.find("???") != std::string::npos || pattern.find("?*") != std::string::npos ||
        pattern.find("*??") != std::string::npos) {
      continue;
    }
    std::regex theirs;
    try {
      theirs = std::regex("^(?:" + pattern + ")$");
    } catch (const std::regex_error&) {
      EXPECT_FALSE(Regex::compile(pattern)) << pattern;
      continue;
    }
    const auto ours = Regex::compile("^(?:" + pattern + ")$");
    ASSERT_TRUE(ours) << pattern << ": " << ours.error().message;
    for (const std::string& text : texts) {
      ++compared;
      ASSERT_EQ(ours->finds(text), std::regex_search(text, theirs)) << pattern << " on " << text;
    }
  }
  EXPECT_GT(compared, 20000U);
}

}  // namespace
}  // namespace whip
