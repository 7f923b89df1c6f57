#include "cli/commands/config.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "cli/commands/command.h"
#include "cli/config/load.h"
#include "tests/support/scratch.h"

namespace whip::cli {
namespace {

constexpr Rule kRule{.since = "0.1", .by_default = true};
constexpr RuleEntry kRows[] = {{"F401", "unused-import", "pyflakes", &kRule}};

std::string described(std::string_view key, ConfigFormat format = ConfigFormat::text) {
  std::string out;
  std::string err;
  const int code = describe_settings(key, format, out, err);
  return std::to_string(code) + "\n" + out + err;
}

TEST(ConfigCommand, DescribesOneSetting) {
  EXPECT_EQ(described("line-length"),
            "0\nLongest line, in columns (1 to 65535): for the formatter, for E501 and for wrapping "
            "imports.\n\nDefault value: 88\nType: int\n");
  EXPECT_NE(described("lint.extend-ignore").find("Outdated: use `lint.ignore`"), std::string::npos);
}

TEST(ConfigCommand, ListsKeysAndGroups) {
  EXPECT_NE(described("").find("\nline-length\n"), std::string::npos);
  EXPECT_NE(described("").find("\nlint\n"), std::string::npos);
  EXPECT_NE(described("lint").find("\nextend-ignore (outdated)\n"), std::string::npos);
  EXPECT_NE(described("lint").find("\nisort\n"), std::string::npos);
  EXPECT_EQ(described("lint.pyflakes"), "0\nallowed-unused-imports\nextend-generics\n");
}

TEST(ConfigCommand, SuggestsTheNearestKeyForAnUnknownOne) {
  EXPECT_EQ(described("line-lenght"), "2\nerror: unknown setting `line-lenght`; did you mean `line-length`?\n");
}

TEST(ConfigCommand, WritesJson) {
  const std::string json = described("fix", ConfigFormat::json);
  EXPECT_NE(
      json.find("\"default\": \"false\",\n  \"value_type\": \"bool\",\n  \"effective\": true,\n  \"deprecated\": null"),
      std::string::npos)
      << json;
}

class InForce : public ::testing::Test {
 protected:
  Scratch scratch;
  ScratchHome home{scratch};
  RuleTable rules{kRows};

  ConfigTree open() {
    auto tree = ConfigTree::open(rules, {}, scratch.root(), scratch.root());
    EXPECT_TRUE(tree) << (tree ? "" : tree.error().message);
    return std::move(*tree);
  }
};

TEST_F(InForce, OriginNamesFileAndLine) {
  scratch.write("base.toml", "line-length = 70\nindent-width = 2\n");
  scratch.write("ruff.toml", "extend = \"base.toml\"\n\nline-length = 71\n");
  std::string out;
  EXPECT_EQ(show_origin(open(), ConfigTree::kBase, out), kDone);
  EXPECT_EQ(out, "extend = \"base.toml\"  # " + scratch.path("ruff.toml") + ":1\nindent-width = 2  # " +
                     scratch.path("base.toml") + ":2\nline-length = 71  # " + scratch.path("ruff.toml") + ":3\n");
}

TEST_F(InForce, MigrationMeansTheSameAsWhatItWasMadeFrom) {
  scratch.write("setup.cfg",
                "[flake8]\nmax-line-length = 99\nper-file-ignores =\n  a.py: F401\nexclude = build\n"
                "[isort]\nknown_first_party = mine\nknown_odd = odd\nsections = "
                "FUTURE,ODD,STDLIB,THIRDPARTY,FIRSTPARTY,LOCALFOLDER\n");
  std::string written;
  const ConfigTree before = open();
  EXPECT_EQ(migrate(before, ConfigTree::kBase, written), kDone);
  scratch.write("pyproject.toml", written);
  const ConfigTree after = open();
  EXPECT_EQ(after[ConfigTree::kBase].path, scratch.path("pyproject.toml"));
  EXPECT_TRUE(cache_key(before[ConfigTree::kBase].lint) == cache_key(after[ConfigTree::kBase].lint)) << written;
  EXPECT_EQ(before[ConfigTree::kBase].extend_exclude.texts, after[ConfigTree::kBase].extend_exclude.texts);
}

TEST_F(InForce, ShowSettingsPrintsRuffsLines) {
  scratch.write("ruff.toml", "line-length = 71\nlint.select = [\"F401\", \"B006\"]\nlint.pylint.max-args = 7\n");
  ConfigTree tree = open();
  std::string out;
  EXPECT_EQ(show_settings(tree, rules, {.path = scratch.path("a.py")}, out), kDone);
  EXPECT_NE(out.find("\nlinter.line_length = 71\n"), std::string::npos);
  EXPECT_NE(out.find("\nlinter.rules.enabled = [\n\tunused-import (F401),\n]\n"), std::string::npos);
  EXPECT_NE(out.find("\nlinter.rules.not_carried = [\n\tmutable-argument-default (B006),\n]\n"), std::string::npos);
  EXPECT_TRUE(out.ends_with("# Set, without effect so far\nlint.pylint.max-args = 7\n"));
}

// The page is written anew by WHIP_WRITE_PAGES=1.
TEST(SettingsPage, IsWhatTheTableSays) {
  const std::string path = WHIP_SOURCE_DIR "/docs/settings.md";
  if (std::getenv("WHIP_WRITE_PAGES") != nullptr) std::ofstream(path, std::ios::binary) << settings_page();
  const auto page = read_text(path);
  ASSERT_TRUE(page);
  EXPECT_TRUE(*page == settings_page())
      << "docs/settings.md is older than the table of settings: run this test with WHIP_WRITE_PAGES=1";
}

}  // namespace
}  // namespace whip::cli
