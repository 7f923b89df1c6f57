#include "cli/config/tree.h"

#include <gtest/gtest.h>

#include "tests/support/scratch.h"

namespace whip {
namespace {

constexpr Rule kRule{.since = "0.1", .by_default = true};
constexpr RuleEntry kRows[] = {{"F401", "unused-import", "pyflakes", &kRule},
                               {"E501", "line-too-long", "pycodestyle", &kRule},
                               {"I001", "unsorted-imports", "isort", &kRule},
                               {"W605", "invalid-escape-sequence", "pycodestyle", &kRule}};

class Tree : public ::testing::Test {
 protected:
  Scratch scratch;
  ScratchHome home{scratch};
  RuleTable rules{kRows};
  Overrides overrides;

  Result<ConfigTree> open(std::string_view folder = "") {
    const std::string start = folder.empty() ? scratch.root() : scratch.path(folder);
    return ConfigTree::open(rules, overrides, start, start);
  }
  // The line length that holds for files in the folder: each test configuration has its own.
  int length(ConfigTree& tree, std::string_view folder) {
    const auto id = tree.of_folder(scratch.path(folder));
    return id ? tree[*id].lint.line_length : -1;
  }
};

TEST_F(Tree, NearestFolderWinsAndNothingIsMerged) {
  scratch.write("ruff.toml", "line-length = 70\nindent-width = 2\n");
  scratch.write("sub/deep/pyproject.toml", "[tool.black]\nline-length = 100\n");
  scratch.write("other/whip.toml", "line-length = 60\n");
  scratch.write("other/in/a.py");
  auto tree = open();
  ASSERT_TRUE(tree);
  EXPECT_EQ(length(*tree, "sub/deep"), 70);  // a pyproject.toml without our table is passed over
  EXPECT_EQ(length(*tree, "other/in"), 60);
  EXPECT_EQ((*tree)[*tree->of_folder(scratch.path("other/in"))].lint.tab_size, 4);
  EXPECT_EQ(tree->size(), 2U);
}

TEST_F(Tree, OrderInsideOneFolder) {
  const std::pair<std::string_view, std::string_view> files[] = {
      {"pyproject.toml", "[tool.ruff]\nline-length = 61\n"},
      {"ruff.toml", "line-length = 62\n"},
      {".ruff.toml", "line-length = 63\n"},
      {"pyproject.toml", "[tool.ruff]\nline-length = 61\n[tool.whip]\nline-length = 64\n"},
      {"whip.toml", "line-length = 65\n"},
      {".whip.toml", "line-length = 66\n"}};
  for (int expected = 61; const auto& [name, text] : files) {
    scratch.write(name, text);
    auto tree = open();
    ASSERT_TRUE(tree);
    EXPECT_EQ((*tree)[ConfigTree::kBase].lint.line_length, expected++) << name;
  }
}

TEST_F(Tree, FilesOutsideOfAnyProjectFollowTheWorkingDirectory) {
  scratch.write("here/ruff.toml", "line-length = 71\n");
  scratch.write("there/a.py");
  auto tree = open("here");
  ASSERT_TRUE(tree);
  EXPECT_EQ(length(*tree, "there"), 71);
}

TEST_F(Tree, ExtendIsTheOnlyInheritanceAndItsPathsAreItsOwn) {
  scratch.write("base/ruff.toml", "line-length = 70\nexclude = [\"gen\", \"x/y\"]\nlint.select = [\"F\"]\n");
  scratch.write("sub/ruff.toml", "extend = \"../base/ruff.toml\"\nindent-width = 3\nlint.extend-select = [\"E\"]\n");
  auto tree = open("sub");
  ASSERT_TRUE(tree) << tree.error().message;
  const Configuration& c = (*tree)[ConfigTree::kBase];
  EXPECT_EQ(c.lint.line_length, 70);
  EXPECT_EQ(c.lint.tab_size, 3);
  EXPECT_TRUE(c.exclude.excludes(scratch.path("base/x/y")));
  EXPECT_FALSE(c.exclude.excludes(scratch.path("sub/x/y")));
  EXPECT_TRUE(c.lint.enabled.contains(RuleId{0}) && c.lint.enabled.contains(RuleId{1}));
  EXPECT_FALSE(c.lint.enabled.contains(RuleId{2}));
}

TEST_F(Tree, CirclesAndMissingFilesOfExtendAreErrors) {
  scratch.write("a.toml", "extend = \"ruff.toml\"\n");
  scratch.write("ruff.toml", "extend = \"a.toml\"\n");
  EXPECT_NE(open().error().message.find("circle"), std::string::npos);
  scratch.write("ruff.toml", "extend = \"none.toml\"\n");
  EXPECT_NE(open().error().message.find("named by `extend`"), std::string::npos);
}

TEST_F(Tree, FlagsWinOverInlineSettingsAndThoseOverFiles) {
  scratch.write("ruff.toml", "line-length = 70\nindent-width = 2\ntarget-version = \"py38\"\n");
  overrides.config = {"line-length = 80", "indent-width = 5"};
  overrides.line_length = 90;
  auto tree = open();
  ASSERT_TRUE(tree);
  const Settings& s = (*tree)[ConfigTree::kBase].lint;
  EXPECT_EQ(s.line_length, 90);
  EXPECT_EQ(s.tab_size, 5);
  EXPECT_EQ(s.target_version, PythonVersion::py38);
}

TEST_F(Tree, ConfigFileReplacesDiscoveryAndIsRelativeToTheWorkingDirectory) {
  scratch.write("ruff.toml", "line-length = 70\n");
  scratch.write("sub/ruff.toml", "line-length = 71\n");
  scratch.write("conf/my.toml", "line-length = 72\nexclude = [\"x/y\"]\n");
  overrides.config = {"conf/my.toml"};
  auto tree = open();
  ASSERT_TRUE(tree);
  EXPECT_EQ(length(*tree, "sub"), 72);
  EXPECT_TRUE((*tree)[ConfigTree::kBase].exclude.excludes(scratch.path("x/y")));
}

TEST_F(Tree, IsolatedReadsNothing) {
  scratch.write("ruff.toml", "line-length = 70\n");
  overrides.isolated = true;
  auto tree = open();
  ASSERT_TRUE(tree);
  EXPECT_EQ(length(*tree, ""), 88);
}

TEST_F(Tree, BadFlagsAreUsageErrors) {
  overrides.config = {"line-length 80"};
  EXPECT_EQ(open().error().code, ErrorCode::usage);
  overrides.config = {"none.toml"};
  EXPECT_NE(open().error().message.find("no such file"), std::string::npos);
  overrides.config = {"line-lenght = 80"};
  EXPECT_EQ(open().error().code, ErrorCode::usage);
  overrides.config = {};
  overrides.per_file_ignores = {"F401"};
  EXPECT_EQ(open().error().code, ErrorCode::usage);
  overrides.per_file_ignores = {};
  overrides.select = {{"NOPE"}};
  EXPECT_FALSE(open());
}

TEST_F(Tree, TargetVersionComesFromRequiresPython) {
  scratch.write("pyproject.toml", "[project]\nrequires-python = \">=3.9\"\n[tool.ruff]\n");
  EXPECT_EQ((*open())[ConfigTree::kBase].lint.target_version, PythonVersion::py39);
  scratch.write("ruff.toml", "line-length = 70\n");  // beside a pyproject.toml
  EXPECT_EQ((*open())[ConfigTree::kBase].lint.target_version, PythonVersion::py39);
  scratch.write("ruff.toml", "target-version = \"py312\"\n");
  EXPECT_EQ((*open())[ConfigTree::kBase].lint.target_version, PythonVersion::py312);
}

TEST_F(Tree, WithoutAConfigurationTheNearestRequiresPythonCounts) {
  scratch.write("pyproject.toml", "[project]\nrequires-python = \">=3.10\"\n");
  scratch.write("sub/a.py");
  EXPECT_EQ((*open("sub"))[ConfigTree::kBase].lint.target_version, PythonVersion::py310);
}

TEST_F(Tree, TheUsersOwnFileIsTheLastResort) {
  scratch.write("home/.config/ruff/ruff.toml", "line-length = 73\n");
  EXPECT_EQ((*open())[ConfigTree::kBase].lint.line_length, 73);
  scratch.write("home/.config/whip/whip.toml", "line-length = 74\n");
  EXPECT_EQ((*open())[ConfigTree::kBase].lint.line_length, 74);
}

TEST_F(Tree, Flake8SettingsHoldWhereThereIsNothingElse) {
  scratch.write(
      "setup.cfg",
      "[flake8]\nmax_line_length = 99\nextend-ignore =\n    W503,  # comments do not belong here, but people write "
      "them\n"
      "    W605\nper-file-ignores =\n    __init__.py: F401\n    tests/*: F401,E501\nexclude = build,docs/conf.py\n");
  auto tree = open();
  ASSERT_TRUE(tree);
  const Configuration& c = (*tree)[ConfigTree::kBase];
  EXPECT_EQ(c.lint.pycodestyle.max_line_length, 99);
  EXPECT_EQ(c.lint.line_length, 88);
  EXPECT_TRUE(c.lint.enabled.contains(RuleId{0}));
  EXPECT_FALSE(c.lint.enabled.contains(RuleId{2}));  // flake8 does not sort imports
  EXPECT_FALSE(c.lint.enabled.contains(RuleId{3}));
  EXPECT_EQ(c.lint.per_file_ignores.size(), 2U);
  EXPECT_TRUE(c.extend_exclude.excludes(scratch.path("docs/conf.py")));
  ASSERT_FALSE(tree->warnings().empty());
  EXPECT_TRUE(tree->warnings()[0].starts_with("note: settings from [flake8] in "));
  EXPECT_EQ(tree->warnings().size(), 1U) << tree->warnings().back();
}

TEST_F(Tree, ARuffProjectIsNotDisturbedByLeftovers) {
  scratch.write("setup.cfg", "[flake8]\nmax-line-length = 99\n");
  scratch.write("ruff.toml", "");
  auto tree = open();
  EXPECT_EQ((*tree)[ConfigTree::kBase].lint.pycodestyle.max_line_length, 88);
  EXPECT_TRUE(tree->warnings().empty());
}

TEST_F(Tree, IsortAndBlackSettingsAreReadTogether) {
  scratch.write(
      "pyproject.toml",
      "[tool.black]\nline-length = 100\ntarget-version = [\"py310\", \"py39\"]\n[tool.isort]\nprofile = \"black\"\n"
      "known_first_party = [\"mine\"]\nknown_django = \"django\"\n"
      "sections = [\"FUTURE\", \"STDLIB\", \"DJANGO\", \"THIRDPARTY\", \"FIRSTPARTY\", \"LOCALFOLDER\"]\n");
  auto tree = open();
  ASSERT_TRUE(tree);
  const Settings& s = (*tree)[ConfigTree::kBase].lint;
  EXPECT_EQ(s.line_length, 100);
  EXPECT_EQ(s.target_version, PythonVersion::py39);
  EXPECT_EQ(s.isort.user_sections, std::vector<std::string>{"django"});
  EXPECT_EQ(s.isort.section_order[2], (SectionRef{std::nullopt, 0}));
  EXPECT_TRUE(s.enabled.contains(RuleId{2}));
}

TEST_F(Tree, APackagePromisesThreadsByItsClassifiersItsWheelsOrItsSettings) {
  const auto contract = [&](std::string_view text) {
    scratch.write("pyproject.toml", text);
    auto tree = open();
    EXPECT_TRUE(tree);
    return tree ? (*tree)[ConfigTree::kBase].lint.concurrency : ConcurrencyContract::undeclared;
  };
  constexpr std::string_view kBegin =
      "[project]\nclassifiers = [\"Programming Language :: Python :: Free Threading :: ";
  const auto classified = [&](std::string_view level, std::string_view settings = "") {
    return contract(std::string(kBegin) + std::string(level) + "\"]\n[tool.ruff]\nline-length = 80\n" +
                    std::string(settings));
  };
  EXPECT_EQ(classified("1 - Unstable"), ConcurrencyContract::undeclared);
  EXPECT_EQ(classified("2 - Beta"), ConcurrencyContract::library);
  EXPECT_EQ(classified("3 - Stable"), ConcurrencyContract::library);
  EXPECT_EQ(classified("4 - Resilient"), ConcurrencyContract::library);
  EXPECT_EQ(classified("3 - Stable", "[tool.whip]\nconcurrency = \"off\"\n"), ConcurrencyContract::off);
  EXPECT_EQ(contract("[tool.cibuildwheel]\nbuild = [\"cp313-*\", \"cp314t-*\"]\n[tool.ruff]\n"),
            ConcurrencyContract::library);
  EXPECT_EQ(contract("[tool.cibuildwheel]\nenable = \"cpython-freethreading\"\n[tool.ruff]\n"),
            ConcurrencyContract::library);
  EXPECT_EQ(contract("[tool.cibuildwheel]\nbuild = \"cp314-*\"\n[tool.ruff]\n"), ConcurrencyContract::undeclared);
  EXPECT_EQ(contract("[tool.whip]\nconcurrency = \"application\"\n"), ConcurrencyContract::application);
}

}  // namespace
}  // namespace whip
