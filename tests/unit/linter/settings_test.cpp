#include "linter/settings.h"

#include <gtest/gtest.h>

namespace whip {
namespace {

TEST(DummyNames, DefaultIsUnderscoresOrAnUnderscoredNameThatDoesNotEndInOne) {
  const DummyNames names;
  for (const std::string_view name : {"_", "__", "____", "_x", "__x", "_x_y", "_1", "_größe"})
    EXPECT_TRUE(names.matches(name)) << name;
  for (const std::string_view name : {"", "x", "x_", "_x_", "__x__", "x_y"}) EXPECT_FALSE(names.matches(name)) << name;
}

TEST(DummyNames, FastPathAgreesWithItsOwnPattern) {
  // One more pair of parentheses means the same and is not recognised as the default.
  const auto slow = DummyNames::compile("(" + std::string(DummyNames::kDefault) + ")");
  ASSERT_TRUE(slow);
  const DummyNames fast;
  std::vector<std::string> names = {""};
  for (std::size_t i = 0; i < names.size() && names[i].size() < 6; ++i) {
    for (const char c : std::string_view("_a1")) names.push_back(names[i] + c);
  }
  for (const std::string& name : names) EXPECT_EQ(fast.matches(name), slow->matches(name)) << name;
}

TEST(DummyNames, OwnPatternIsSearchedFor) {
  const auto names = DummyNames::compile("^unused_");
  ASSERT_TRUE(names);
  EXPECT_TRUE(names->matches("unused_x"));
  EXPECT_FALSE(names->matches("_"));
  EXPECT_FALSE(DummyNames::compile("("));
}

PerFileIgnore ignore(std::string_view pattern, std::initializer_list<unsigned> rules) {
  PerFileIgnore entry{*file_pattern(pattern, "/p"), {}};
  for (const unsigned rule : rules) entry.rules.insert(static_cast<RuleId>(rule));
  return entry;
}

TEST(PerFileIgnores, AreTriedOnTheNameAndOnThePath) {
  Settings settings;
  for (unsigned i = 0; i < 4; ++i) settings.enabled.insert(static_cast<RuleId>(i));
  settings.per_file_ignores = {ignore("__init__.py", {0}), ignore("tests/*", {1}), ignore("!src/*", {2})};
  const auto count = [&](std::string_view path) { return rules_for(settings, path).size(); };
  EXPECT_EQ(count("/p/src/a.py"), 4U);
  EXPECT_EQ(count("/p/src/__init__.py"), 3U);
  EXPECT_EQ(count("/p/tests/deep/a.py"), 2U);  // and outside src
  EXPECT_EQ(count("/other/tests/a.py"), 3U);   // another project's tests are not ours
}

TEST(PerFileTargetVersion, FirstPatternThatMatchesDecides) {
  Settings settings;
  settings.target_version = PythonVersion::py39;
  settings.per_file_target_version = {{*file_pattern("scripts/*", "/p"), PythonVersion::py312},
                                      {*file_pattern("*.py", "/p"), PythonVersion::py310}};
  EXPECT_EQ(target_version_for(settings, "/p/scripts/a.py"), PythonVersion::py312);
  EXPECT_EQ(target_version_for(settings, "/p/a.py"), PythonVersion::py310);
  EXPECT_EQ(target_version_for(settings, "/p/a.pyi"), PythonVersion::py39);
}

TEST(Settings, WithoutATargetRulesAreCarefulAndTheParserIsNot) {
  const Settings settings;
  EXPECT_EQ(settings.rule_version(), kDefaultPython);
  EXPECT_EQ(settings.syntax_version(), kNewestPython);
}

TEST(CacheKey, IsTheSameForAProjectThatMoved) {
  const auto at = [](std::string root) {
    Settings settings;
    settings.project_root = root;
    settings.src = {root, root + "/src"};
    settings.per_file_ignores = {{*file_pattern("tests/*", root), {}}};
    return cache_key(settings);
  };
  EXPECT_TRUE(at("/a") == at("/b/c"));
}

TEST(CacheKey, SeparatesListsFromTheirNeighbours) {
  Settings one;
  one.builtins = {"ab"};
  Settings two;
  two.builtins = {"a", "b"};
  EXPECT_TRUE(cache_key(one) != cache_key(two));
}

}  // namespace
}  // namespace whip
