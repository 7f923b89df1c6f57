#include "cli/pipeline/discover.h"

#include <gtest/gtest.h>

#include "tests/support/scratch.h"

namespace whip {
namespace {

class Discover : public ::testing::Test {
 protected:
  Scratch scratch;
  ScratchHome home{scratch};
  RuleTable rules{std::span<const RuleEntry>()};
  Overrides overrides;
  std::optional<ConfigTree> tree;

  Discovered found;
  // Paths relative to the project, blank-separated.
  std::string files(std::vector<std::string> paths = {}) {
    const std::string root = scratch.path("p");
    auto opened = ConfigTree::open(rules, overrides, root, root);
    if (!opened) return "error: " + opened.error().message;
    tree.emplace(std::move(*opened));
    auto result = discover(paths, root, *tree);
    if (!result) return "error: " + result.error().message;
    found = std::move(*result);
    std::string all;
    for (const DiscoveredFile& file : found.files) {
      all.append(all.empty() ? "" : " ")
          .append(file.path.starts_with(root) ? file.path.substr(root.size() + 1) : file.path);
    }
    return all;
  }
};

TEST_F(Discover, FindsPythonSortedWithItsKindAndSize) {
  scratch.write("p/b.py", "x = 1\n");
  scratch.write("p/a/c.pyi");
  scratch.write("p/a/n.ipynb");
  scratch.write("p/a/readme.txt");
  scratch.write("p/pyproject.toml");
  EXPECT_EQ(files(), "a/c.pyi a/n.ipynb b.py pyproject.toml");
  EXPECT_EQ(found.files[0].kind, SourceKind::stub);
  EXPECT_EQ(found.files[1].kind, SourceKind::notebook);
  EXPECT_EQ(found.files[2].kind, SourceKind::python);
  EXPECT_EQ(found.files[2].size, 6U);
  EXPECT_GT(found.files[2].modified, 0);
  EXPECT_EQ(found.files[3].kind, SourceKind::pyproject);
}

TEST_F(Discover, ExcludedFoldersAreNotEntered) {
  scratch.write("p/venv/a.py");
  scratch.write("p/x/node_modules/a.py");
  scratch.write("p/gen/sub/a.py");
  scratch.write("p/tests/data/a.py");
  scratch.write("p/data/a.py");
  scratch.write("p/ruff.toml", "extend-exclude = [\"gen\", \"tests/data\"]\n");
  EXPECT_EQ(files(), "data/a.py ruff.toml");
}

TEST_F(Discover, NamedPathsAreTakenUnlessForceExclude) {
  scratch.write("p/venv/a.py");
  scratch.write("p/script");
  EXPECT_EQ(files({"venv/a.py", "script", "./none.py"}), "none.py script venv/a.py");
  EXPECT_TRUE(found.files[0].missing);
  EXPECT_EQ(found.files[1].kind, SourceKind::other);
  overrides.force_exclude = true;
  EXPECT_EQ(files({"venv/a.py", "script"}), "script");
}

TEST_F(Discover, NamedFoldersAreWalkedEvenIfExcluded) {
  scratch.write("p/venv/a.py");
  EXPECT_EQ(files({"venv"}), "venv/a.py");
}

TEST_F(Discover, OverlappingPathsGiveEachFileOnce) {
  scratch.write("p/a/b.py");
  EXPECT_EQ(files({".", "a", "a/b.py"}), "a/b.py");
  EXPECT_TRUE(found.files[0].named);
}

TEST_F(Discover, GitignoreCountsInsideARepositoryOnly) {
  scratch.write("p/.gitignore", "gen/\n*.tmp.py\n");
  scratch.write("p/gen/a.py");
  scratch.write("p/b.tmp.py");
  scratch.write("p/c.py");
  EXPECT_EQ(files(), "b.tmp.py c.py gen/a.py");
  std::filesystem::create_directories(scratch.path("p/.git"));
  EXPECT_EQ(files(), "c.py");
  overrides.respect_gitignore = false;
  EXPECT_EQ(files(), "b.tmp.py c.py gen/a.py");
}

TEST_F(Discover, DotIgnoreNeedsNoRepositoryAndWins) {
  scratch.write("p/.ignore", "a.py\n!b.py\n");
  scratch.write("p/.gitignore", "b.py\n");
  std::filesystem::create_directories(scratch.path("p/.git"));
  scratch.write("p/a.py");
  scratch.write("p/b.py");
  EXPECT_EQ(files(), "b.py");
}

TEST_F(Discover, EachFileHasTheConfigurationOfItsFolder) {
  scratch.write("p/ruff.toml", "line-length = 70\n");
  scratch.write("p/a.py");
  scratch.write("p/sub/whip.toml", "line-length = 60\nexclude = [\"b.py\"]\n");
  scratch.write("p/sub/b.py");
  scratch.write("p/sub/deep/c.py");
  EXPECT_EQ(files({"a.py", "sub"}), "a.py sub/deep/c.py");
  EXPECT_EQ((*tree)[found.files[0].config].lint.line_length, 70);
  EXPECT_EQ((*tree)[found.files[1].config].lint.line_length, 60);
}

TEST_F(Discover, ABrokenConfigurationOnTheWayIsAnError) {
  scratch.write("p/sub/whip.toml", "line-length = \n");
  EXPECT_EQ(files().substr(0, 20), "error: invalid TOML:");
}

TEST_F(Discover, ABrokenConfigurationAboveTheNearestDoesNotMatter) {
  scratch.write("ruff.toml", "broken\n");
  scratch.write("p/ruff.toml", "");
  scratch.write("p/a.py");
  EXPECT_EQ(files(), "a.py ruff.toml");
}

TEST_F(Discover, LinksToFilesCountLinksToFoldersDoNot) {
  scratch.write("p/a.py");
  scratch.write("p/dir/b.py");
  std::filesystem::create_symlink("a.py", scratch.path("p/link.py"));
  std::filesystem::create_directory_symlink("dir", scratch.path("p/dirlink"));
  std::filesystem::create_directory_symlink("dir", scratch.path("p/dir.py"));
  EXPECT_EQ(files(), "a.py dir/b.py link.py");
  EXPECT_EQ(files({"dirlink"}), "dirlink/b.py");
}

TEST_F(Discover, MappedSuffixesAreLookedFor) {
  scratch.write("p/a.ipy");
  scratch.write("p/b.py");
  overrides.extension = {"ipy:ipynb"};
  EXPECT_EQ(files(), "a.ipy b.py");
  EXPECT_EQ(found.files[0].kind, SourceKind::notebook);
}

TEST_F(Discover, LintExcludeSparesNamedFilesUnlessForced) {
  scratch.write("p/ruff.toml", "lint.exclude = [\"a.py\"]\n");
  scratch.write("p/a.py");
  files();
  EXPECT_TRUE(is_lint_excluded(found.files[0], (*tree)[found.files[0].config]));
  files({"a.py"});
  EXPECT_FALSE(is_lint_excluded(found.files[0], (*tree)[found.files[0].config]));
}

}  // namespace
}  // namespace whip
