#include "cli/pipeline/ignore.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <random>
#include <set>

#include "tests/support/scratch.h"

namespace whip {
namespace {

IgnoreFile::Verdict judge(std::string_view text, std::string_view path, bool is_folder = false) {
  const std::string full = "/r/" + std::string(path);
  return IgnoreFile(text, "/r/").judge(full, std::string_view(full).substr(full.rfind('/') + 1), is_folder);
}
bool ignores(std::string_view text, std::string_view path, bool is_folder = false) {
  return judge(text, path, is_folder) == IgnoreFile::Verdict::ignored;
}

TEST(Ignore, NamesMatchAtAnyDepthAndPathsFromTheFolder) {
  EXPECT_TRUE(ignores("build", "a/build"));
  EXPECT_TRUE(ignores("/build", "build"));
  EXPECT_FALSE(ignores("/build", "a/build"));
  EXPECT_FALSE(ignores("a/build", "b/a/build"));
  EXPECT_TRUE(ignores("*.pyc", "a/b.pyc"));
  EXPECT_FALSE(ignores("a/*.py", "a/b/c.py"));
}

TEST(Ignore, TrailingSlashMeansFolders) {
  EXPECT_TRUE(ignores("build/", "build", true));
  EXPECT_FALSE(ignores("build/", "build", false));
}

TEST(Ignore, LastPatternDecidesAndNegationTakesBack) {
  EXPECT_EQ(judge("*.py\n!a.py\n", "a.py"), IgnoreFile::Verdict::included);
  EXPECT_TRUE(ignores("!a.py\n*.py\n", "a.py"));
}

TEST(Ignore, CommentsBlanksAndEscapes) {
  EXPECT_FALSE(ignores("#a", "#a"));
  EXPECT_TRUE(ignores("\\#a", "#a"));
  EXPECT_TRUE(ignores("\\!a", "!a"));
  EXPECT_TRUE(ignores("a   ", "a"));
  EXPECT_TRUE(ignores("a\\ ", "a "));
  EXPECT_TRUE(
      ignores("\xEF\xBB\xBF"
              "a\r\nb",
              "a"));
}

// A repository of random files and random ignore files, with git itself as the judge.
TEST(Ignore, AgreesWithGitCheckIgnoreOnRandomRepositories) {
  if (std::system("git --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "git is not installed";
  std::mt19937 random(7);
  const auto pick = [&](std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random); };
  const std::vector<std::string> names = {"a", "b", "ab", "a.py", "b.py", "x y", "[a]", "A", "a-b", "doc"};
  const std::vector<std::string> pieces = {"a",    "b",     "*",   "**", "?",    "/",    "/",           "[ab]",
                                           "[!a]", "[a-c]", ".py", "ab", "\\a",  "\\",   "[[:alpha:]]", "[",
                                           "doc",  " ",     "]",   "-",  "[]-]", "[^b/]"};
  int compared = 0;
  for (int round = 0; round < 12; ++round) {
    Scratch scratch;
    const ScratchHome home(scratch);
    const std::string repository = scratch.path("r");
    std::filesystem::create_directories(repository);
    ASSERT_EQ(std::system(("git -C '" + repository + "' init -q 2> /dev/null").c_str()), 0);
    std::set<std::string> folders = {""};
    std::set<std::string> paths;
    for (int i = 0; i < 40; ++i) {
      std::string path;
      for (std::size_t depth = pick(4); depth > 0; --depth) {
        const std::string folder = path + names[pick(names.size())];
        if (std::filesystem::is_regular_file(repository + "/" + folder)) break;
        folders.insert(folder + "/");
        paths.insert(folder);
        path = folder + "/";
      }
      path += names[pick(names.size())];
      if (std::filesystem::exists(repository + "/" + path)) continue;
      scratch.write("r/" + path);
      paths.insert(path);
    }
    const auto pattern_file = [&] {
      std::string text;
      for (std::size_t lines = pick(6) + 1; lines > 0; --lines) {
        if (pick(4) == 0) text += "!";
        for (std::size_t count = pick(5) + 1; count > 0; --count) text += pieces[pick(pieces.size())];
        if (pick(4) == 0) text += "/";
        text += pick(8) == 0 ? "\r\n" : "\n";
      }
      return text;
    };
    for (const std::string& folder : folders) {
      if (folder.empty() || pick(3) == 0) scratch.write("r/" + folder + ".gitignore", pattern_file());
    }
    scratch.write("r/.git/info/exclude", pattern_file());
    scratch.write("home/.config/git/ignore", pattern_file());
    // What git says of each path.
    std::string listing;
    for (const std::string& path : paths) listing += path + '\0';
    scratch.write("paths", listing);
    std::FILE* git = ::popen(("git -C '" + repository + "' check-ignore -z --no-index --stdin < '" +
                              scratch.path("paths") + "' 2> /dev/null")
                                 .c_str(),
                             "r");
    ASSERT_NE(git, nullptr);
    std::set<std::string> ignored;
    std::string current;
    for (int c = 0; (c = std::fgetc(git)) != EOF;) {
      if (c == 0) {
        ignored.insert(std::exchange(current, {}));
      } else {
        current.push_back(static_cast<char>(c));
      }
    }
    ::pclose(git);
    // What we say, entering folders as a walk does: what is inside an ignored folder is ignored.
    for (const std::string& path : paths) {
      bool ours = false;
      for (std::size_t slash = path.find('/'); !ours; slash = path.find('/', slash + 1)) {
        const std::string part = path.substr(0, slash);
        const std::string full = repository + "/" + part;
        const std::string above = full.substr(0, full.rfind('/'));
        ours = is_ignored(*ignore_chain(above), full, std::filesystem::is_directory(full));
        if (slash == std::string::npos) break;
      }
      ++compared;
      ASSERT_EQ(ours, ignored.contains(path)) << "round " << round << " path " << path;
    }
  }
  EXPECT_GT(compared, 400);
}

}  // namespace
}  // namespace whip
