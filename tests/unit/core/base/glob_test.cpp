#include "core/base/glob.h"

#include <gtest/gtest.h>

#include <regex>

namespace whip {
namespace {

bool matches(std::string_view pattern, std::string_view path, Separators separators = Separators::ordinary) {
  const auto glob = Glob::compile(pattern, separators);
  EXPECT_TRUE(glob) << pattern;
  return glob && glob->matches(path);
}

struct Case {
  std::string_view pattern;
  std::string_view path;
  bool expected;
};

TEST(Glob, MatchesAsGlobsetDoes) {
  constexpr Case kCases[] = {
      {"a", "a", true},           {"a", "b/a", false},
      {"*.py", "a.py", true},     {"*.py", "/x/y/a.py", true},  // `*` crosses separators
      {"*.py", "a.pyi", false},   {"a*", "abc/d", true},
      {"a*c", "abc", true},       {"a*c", "ab", false},
      {"?", "a", true},           {"?", "/", true},
      {"?", "", false},           {"**", "a/b", true},
      {"**", "", true},           {"**/a", "a", true},
      {"**/a", "/a", true},       {"**/a", "x/y/a", true},
      {"**/a", "xa", false},      {"a/**", "a/b/c", true},
      {"a/**", "a", false},       {"a/**", "a/", true},
      {"a/**/b", "a/b", true},    {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "a/xb", false},  {"a/**/**/b", "a/b", true},
      {"a**b", "a/x/b", true},    {"{a,b}/c", "b/c", true},
      {"{a,b}/c", "ab/c", false}, {"{a,{b,c}}d", "cd", true},
      {"x{,a}y", "xay", true},    {"x{,a}y", "xy", false},  // an empty alternative is dropped
      {"x{}y", "xy", true},       {"{**/a,b}", "x/a", true},
      {"[ab]", "b", true},        {"[!ab]", "c", true},
      {"[!ab]", "a", false},      {"[^a-c]x", "bx", false},
      {"[]]", "]", true},         {"[a-]", "-", true},
      {"[-a]", "-", true},        {"\\*", "*", true},
      {"\\*", "a", false},        {"a,b", "a,b", true},
  };
  for (const Case& test : kCases)
    EXPECT_EQ(matches(test.pattern, test.path), test.expected) << test.pattern << " " << test.path;
}

TEST(Glob, LiteralSeparatorsStopStarsAndQuestionMarks) {
  EXPECT_FALSE(matches("*.py", "a/b.py", Separators::literal));
  EXPECT_TRUE(matches("a/*.py", "a/b.py", Separators::literal));
  EXPECT_FALSE(matches("a?b", "a/b", Separators::literal));
  EXPECT_TRUE(matches("**/b.py", "x/a/b.py", Separators::literal));
}

TEST(Glob, RefusesWhatGlobsetRefuses) {
  for (const std::string_view pattern : {"[", "[]", "[z-a]", "{a", "a}", "\\", "[a"})
    EXPECT_FALSE(Glob::compile(pattern)) << pattern;
}

TEST(Glob, NestedAlternativesDoNotSlowMatchingDown) {
  std::string pattern;
  for (int i = 0; i < 40; ++i) pattern += "*{a,aa}";
  EXPECT_FALSE(matches(pattern, std::string(2000, 'a') + "b"));
}

// globset's own translation into a regular expression, for patterns without classes and alternatives.
std::string as_regex(std::string_view pattern) {
  // Nothing but `**` is a single prefix, which alone matches everything.
  std::string_view rest_of = pattern;
  while (rest_of.starts_with("**/")) rest_of.remove_prefix(3);
  if (!pattern.empty() && (rest_of == "**" || (rest_of.empty() && pattern.starts_with("**/")))) return "[^]*";
  std::string regex;
  for (std::size_t i = 0; i < pattern.size();) {
    const std::string_view rest = pattern.substr(i);
    if (i == 0 && rest.starts_with("**/")) {
      regex += "(?:/?|[^]*/)";
      i += 3;
      while (pattern.substr(i).starts_with("**/")) i += 3;
    } else if (rest == "/**" || rest.starts_with("/**/")) {
      // A run of `/**` is one: the last decides whether more follows.
      while (pattern.substr(i).starts_with("/**/**")) i += 3;
      const bool suffix = pattern.substr(i) == "/**";
      regex += suffix ? "/[^]*" : "(?:/|/[^]*/)";
      i += suffix ? 3 : 4;
    } else if (rest[0] == '*') {
      regex += "[^]*";
      i += 1;
    } else if (rest[0] == '?') {
      regex += "[^]";
      i += 1;
    } else {
      regex += rest[0];
      i += 1;
    }
  }
  return regex;
}

std::vector<std::string> all_texts(std::string_view alphabet, std::size_t most) {
  std::vector<std::string> texts = {""};
  for (std::size_t begin = 0, size = 1; size <= most; ++size) {
    const std::size_t end = texts.size();
    for (std::size_t i = begin; i < end; ++i) {
      for (const char c : alphabet) texts.push_back(texts[i] + c);
    }
    begin = end;
  }
  return texts;
}

TEST(Glob, AgreesWithARegularExpressionOnAllSmallPatternsAndPaths) {
  const std::vector<std::string> paths = all_texts("ab/", 4);
  for (const std::string& pattern : all_texts("a/*?", 4)) {
    const auto glob = Glob::compile(pattern);
    ASSERT_TRUE(glob) << pattern;
    const std::regex regex(as_regex(pattern));
    for (const std::string& path : paths) {
      ASSERT_EQ(glob->matches(path), std::regex_match(path, regex)) << "pattern " << pattern << " path " << path;
    }
  }
}

TEST(GlobSet, HoldsIfAnyPatternDoes) {
  GlobSet set;
  for (const std::string_view pattern : {".git", "build", "*.gen.py", "/root/tests/*"}) EXPECT_TRUE(set.add(pattern));
  EXPECT_TRUE(set.matches("build"));
  EXPECT_TRUE(set.matches("/x/a.gen.py"));
  EXPECT_TRUE(set.matches("/root/tests/a/b"));
  EXPECT_FALSE(set.matches("builds"));
  EXPECT_FALSE(GlobSet().matches(""));
}

TEST(JoinPattern, MakesRelativePatternsAbsoluteAndEscapesTheRoot) {
  EXPECT_EQ(join_pattern("/p", "tests/*"), "/p/tests/*");
  EXPECT_EQ(join_pattern("/p", "./a/../b/"), "/p/b");
  EXPECT_EQ(join_pattern("/p/q", "../x"), "/p/x");
  EXPECT_EQ(join_pattern("/p", "/abs/*"), "/abs/*");
  EXPECT_TRUE(matches(join_pattern("/odd[1]{x}*", "a.py"), "/odd[1]{x}*/a.py"));
  EXPECT_FALSE(matches(join_pattern("/odd[1]", "a.py"), "/odd1/a.py"));
}

}  // namespace
}  // namespace whip
