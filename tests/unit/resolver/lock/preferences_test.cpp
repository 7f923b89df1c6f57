#include "resolver/lock/preferences.h"

#include <gtest/gtest.h>

namespace whip::resolver {
namespace {

std::string versions(const Preferred& preferred) {
  std::string out;
  for (const auto& [name, all] : preferred.versions) {
    out += name;
    for (const Version& version : all) out += " " + version.text();
    out += "\n";
  }
  return out;
}

TEST(Preferences, AreReadFromTheLocksOfOthers) {
  const auto uv = preferences_of_lock(
      "version = 1\n[[package]]\nname = 'A_b'\nversion = '1.0'\nsource = { registry = 'https://i.example/simple' }\n"
      "[[package]]\nname = 'a-b'\nversion = '2.0'\nsource = { registry = 'https://i.example/simple' }\n"
      "[[package]]\nname = 'g'\nversion = '3'\nsource = { git = 'https://h.example/g?rev=main#abc' }\n",
      "uv.lock");
  ASSERT_TRUE(uv);
  EXPECT_EQ(versions(*uv), "a-b 1.0 2.0\ng 3\n");
  EXPECT_EQ(uv->commits.at("g").url, "https://h.example/g");
  EXPECT_EQ(uv->commits.at("g").revision, "main");
  EXPECT_EQ(uv->commits.at("g").commit, "abc");
  const auto poetry = preferences_of_lock(
      "[[package]]\nname = 'g'\nversion = '3'\n[package.source]\ntype = 'git'\nurl = 'u'\nreference = 'r'\n"
      "resolved_reference = 'c'\n",
      "poetry.lock");
  ASSERT_TRUE(poetry);
  EXPECT_EQ(poetry->commits.at("g").commit, "c");
  const auto pylock =
      preferences_of_lock("lock-version = '1.0'\n[[packages]]\nname = 'x'\nversion = '1'\n", "pylock.toml");
  ASSERT_TRUE(pylock);
  EXPECT_EQ(versions(*pylock), "x 1\n");
  EXPECT_FALSE(preferences_of_lock("[project]\nname = 'x'\n", "pyproject.toml"));
}

TEST(Preferences, AreThePinsOfARequirementsFile) {
  const auto file = read_requirements_file(
      "r.txt",
      [](const std::string&) {
        return Result<std::string>(std::string("a==1.0\nb>=2\nc==3.*\na==2 ; python_version<'3'\n"));
      },
      [](const std::string&) { return std::string(); });
  ASSERT_TRUE(file);
  EXPECT_EQ(versions(preferences_of(*file)), "a 1.0 2\n");
}

}  // namespace
}  // namespace whip::resolver
