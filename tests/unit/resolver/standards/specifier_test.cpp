#include "resolver/standards/specifier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace whip::resolver {
namespace {

Specifiers specifiers(std::string_view text) {
  auto read = Specifiers::parse(text);
  EXPECT_TRUE(read) << text;
  return std::move(read).value_or({});
}

struct Case {
  std::string_view specifier;
  std::string_view matches;  // separated by blanks
  std::string_view others;
};

// PEP 440, version specifiers, with the corners that the standard names.
constexpr Case kCases[] = {
    {">=1.0", "1.0 1.0.post1 1.0+x 2 1!0", "0.9 1.0rc1 1.0.dev0"},
    {"<=1.0", "1.0 1.0+x 0.9 1.0a1 1.0.dev1", "1.0.post1 1.1 1.0.post1.dev0"},
    {">1.0", "1.0.1 1.1 2 1.1.dev0 1.0.0.1", "1.0 1.0+x 1.0.post1 1.0.post1.dev1 1.0.post1+x 1.0rc1 0.9"},
    {">1.0.post1", "1.0.post2 1.0.post2.dev0 1.1", "1.0.post1 1.0.post1+x 1.0"},
    {">1.0a1", "1.0a2 1.0a2.dev1 1.0b1 1.0", "1.0a1 1.0a1.post1 1.0a1.dev1"},
    {">1.0.dev1", "1.0.dev2 1.0a1 1.0", "1.0.dev1 1.0.dev0"},
    {"<1.0", "0.9 0.9.post1 0.9+x", "1.0 1.0a1 1.0.dev0 1.0rc1 1.0.post1"},
    {"<1.0rc1", "1.0a1 1.0b9 1.0.dev1 1.0rc1.dev1", "1.0rc1 1.0"},
    {"<1.0.post2", "1.0 1.0.post1 1.0rc1", "1.0.post2 1.0.post2.dev1"},
    {"==1.0", "1.0 1 1.0.0 1.0+x 1.0+x.1", "1.0.1 1.0.post1 1.0a1"},
    {"==1.0+x", "1.0+x 1+X", "1.0 1.0+x.1 1.0+y"},
    {"==1.0.*", "1.0 1.0.5 1.0a1 1.0.dev1 1.0.post3 1.0+x 1.0.9rc1", "1.1 1.1.dev0 0.9"},
    {"==1.*", "1 1.9 1.dev0 1.5+x", "2 2.dev0 0.9"},
    {"==1!1.*", "1!1.5", "1.5 2!1.5"},
    {"!=1.0", "1.0.1 1.0.post1 1.0a1 0.9", "1.0 1.0.0 1.0+x"},
    {"!=1.0+x", "1.0 1.0+y 1.0+x.1", "1.0+x"},
    {"!=1.0.*", "1.1 1.1.dev0 0.9", "1.0 1.0.5 1.0a1 1.0.post3"},
    {"~=2.2", "2.2 2.3 2.99 2.2.post1", "2.1 3.0 3.0.dev0 2.2rc1"},
    {"~=2.2.3", "2.2.3 2.2.99", "2.3 2.2.2 2.3a1"},
    {"~=2.2.post3", "2.2.post3 2.3", "2.2 3.0 2.2.post2"},
    {"~=1.4.5a4", "1.4.5a4 1.4.5 1.4.9", "1.4.5a3 1.5"},
    {"===1.0", "1.0", "1 1.0.0 1.0+x"},
    {"===1.0+X", "1.0+x", "1.0"},
    {">=1,<2,!=1.5.*", "1 1.4 1.6", "0.9 1.5 1.5.3 2 2.dev0"},
    {"", "1 1a1 1+x 2!3", ""},
};

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    found.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

TEST(Specifiers, ContainWhatTheStandardSays) {
  for (const Case& one : kCases) {
    const Specifiers read = specifiers(one.specifier);
    for (const std::string_view text : words(one.matches)) {
      EXPECT_TRUE(read.contains(*Version::read(text))) << one.specifier << " " << text;
    }
    for (const std::string_view text : words(one.others)) {
      EXPECT_FALSE(read.contains(*Version::read(text))) << one.specifier << " " << text;
    }
  }
}

// Ranks are found by halving; asking every version must give the same.
TEST(Specifiers, GiveTheRanksThatAskingEachVersionGives) {
  std::vector<Version> versions;
  for (const Case& one : kCases) {
    for (const std::string_view text : words(one.matches)) versions.push_back(*Version::read(text));
    for (const std::string_view text : words(one.others)) versions.push_back(*Version::read(text));
  }
  std::ranges::sort(versions);
  for (const Case& one : kCases) {
    const Specifiers read = specifiers(one.specifier);
    std::vector<RankRange> expected;
    for (std::uint32_t rank = 0; rank < versions.size(); ++rank) {
      if (!read.contains(versions[rank])) continue;
      if (!expected.empty() && expected.back().end == rank) {
        ++expected.back().end;
      } else {
        expected.push_back({rank, rank + 1});
      }
    }
    EXPECT_EQ(read.ranks(versions), expected) << one.specifier;
  }
  EXPECT_TRUE(specifiers(">=1").ranks({}).empty());
}

TEST(Specifiers, AreWrittenInNormalForm) {
  EXPECT_EQ(specifiers(" >= 1.0RC1 ,, != 1.5.* ,===foo").text(), ">=1.0rc1,!=1.5.*,===foo");
  EXPECT_EQ(specifiers("").text(), "");
}

TEST(Specifiers, KnowWhetherTheyNameAPreRelease) {
  for (const std::string_view text : {">=1.0a1", "==1.0.dev1", "<2,>1rc1", "===1.0b1", "~=1.0a1"}) {
    EXPECT_TRUE(specifiers(text).names_pre_release()) << text;
  }
  for (const std::string_view text : {">=1.0", "!=1.0a1", "==1.*", "===devel", ""}) {
    EXPECT_FALSE(specifiers(text).names_pre_release()) << text;
  }
}

struct Mistake {
  std::string_view text;
  std::uint32_t column;
  std::string_view message;
};

constexpr Mistake kMistakes[] = {
    {"1.0", 1, "expected an operator (`==`, `>=`, `<`, `~=`, ...), found `1.0`"},
    {">=", 3, "`` is not a version: expected a number"},
    {">=1.0.*", 1, "`.*` goes only with `==` and `!=`, not with `>=`"},
    {"==1.0a1.*", 1, "`.*` must follow release numbers, not a pre-release, post, dev or local part"},
    {">1.0+x", 1, "a local version goes only with `==` and `!=`, not with `>`"},
    {"~=1", 1, "`~=` needs at least two release numbers, as in `~=1.0`"},
    {">=1.0 <2", 7, "expected `,` after `>=1.0`, found `<`"},
    {">=1, =>2", 6, "expected an operator (`==`, `>=`, `<`, `~=`, ...), found `=>2`"},
    {"=1.0", 1, "expected an operator (`==`, `>=`, `<`, `~=`, ...), found `=1.0`"},
};

TEST(Specifiers, SayWhereAMistakeIs) {
  for (const Mistake& mistake : kMistakes) {
    const auto read = Specifiers::parse(mistake.text);
    ASSERT_FALSE(read) << mistake.text;
    EXPECT_EQ(read.error().message, mistake.message);
    EXPECT_EQ(read.error().column, mistake.column) << mistake.text;
  }
  EXPECT_FALSE(Specifier::parse(">=1,<2"));
  EXPECT_EQ(Specifier::parse(" >= 1 ")->text(), ">=1");
}

}  // namespace
}  // namespace whip::resolver
