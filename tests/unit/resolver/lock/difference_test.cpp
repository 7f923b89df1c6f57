#include "resolver/lock/difference.h"

#include <gtest/gtest.h>

#include "resolver/lock/lockfile_read.h"
#include "resolver/lock/still_holds.h"
#include "tests/support/locking.h"

namespace whip::resolver {
namespace {

using test::Locking;
using test::World;

std::string project(const std::string& dependencies, const std::string& rest = {}) {
  return "[project]\nname = \"mine\"\nversion = \"1\"\nrequires-python = \">=3.9\"\ndependencies = [" + dependencies +
         "]\n" + rest;
}

// Locks the first, then the second with what the first chose as preferences; what differs, a line each.
std::string changes(World world, const std::string& first, const std::string& second, bool upgrade = false) {
  Locking before(world);
  before.want_project(first);
  before.lock();
  const LockFile old = before.file();
  Locking after(std::move(world));
  after.want_project(second);
  for (const LockedRelease& release : old.packages) {
    if (!upgrade) after.request.preferences[release.name] = {*Version::read(release.version)};
  }
  after.lock();
  const LockFile now = after.file();
  LockDifference found = difference(old, now);
  const SourceNames names;
  ChangeReasons{after.request, after.facts(), after.algebra(), names, upgrade, {}}.explain(found, now);
  std::string out;
  for (const InputChange& change : found.inputs) out += text_of(change) + "\n";
  for (const PackageChange& change : found.packages) {
    // Two servers, so two addresses: no difference between locks.
    if (change.reason.find("index `") == std::string::npos) out += text_of(change) + "\n";
  }
  return out;
}

const World& world() {
  static const World kWorld{{"a", {{"1.0", {"c"}}, {"2.0", {"c>=2"}}}},
                            {"b", {{"1.0"}}},
                            {"c", {{"1.0"}, {"1.5"}, {"2.0", {"d"}}}},
                            {"d", {{"1.0"}}}};
  return kWorld;
}

TEST(Difference, IsNothingBetweenLocksOfTheSame) {
  EXPECT_EQ(changes(world(), project("\"a<2\""), project("\"a <2\"")), "");
}

TEST(Difference, NamesTheRequirementThatIsNewAndWhatItBrings) {
  EXPECT_EQ(changes(world(), project("\"b\""), project("\"b\", \"c==1.5\"")),
            "requirement added: `c==1.5` (pyproject.toml:5:22)\n"
            "Add c 1.5: `c==1.5` (pyproject.toml:5:22)\n");
}

TEST(Difference, SaysWhichRequirementTheOldVersionDoesNotMeet) {
  EXPECT_EQ(changes(world(), project("\"c<2\", \"b\""), project("\"c<2\", \"a\"")),
            "requirement added: `a` (pyproject.toml:5:24)\n"
            "requirement removed: `b`\n"
            "Add a 1.0: `a` (pyproject.toml:5:24)\n"
            "Remove b 1.0: nothing needs it any more\n");
  EXPECT_EQ(changes(world(), project("\"c<2\""), project("\"c\", \"a>=2\"")),
            "requirement added: `a>=2` (pyproject.toml:5:22)\n"
            "requirement changed: `c<2` -> `c` (pyproject.toml:5:17)\n"
            "Add a 2.0: `a>=2` (pyproject.toml:5:22)\n"
            "Update c 1.5 -> 2.0: a 2.0 needs `c>=2`\n"
            "Add d 1.0: c 2.0 needs `d`\n");
}

TEST(Difference, TellsExtrasGroupsConstraintsAndPythonApart) {
  EXPECT_EQ(changes(world(), project("\"b\"", "[dependency-groups]\nold = [\"b\"]\ndev = [\"b\"]\n"),
                    project("\"b\"",
                            "[project.optional-dependencies]\nplot = [\"d\"]\n[dependency-groups]\ndev = "
                            "[\"d\"]\n[tool.uv]\nconstraint-dependencies = [\"b<2\"]\n")),
            "extra `plot` is new\n"
            "requirement of the group `dev` added: `d` (pyproject.toml:9:8)\n"
            "requirement of the group `dev` removed: `b`\n"
            "group `old` is gone\n"
            "constraint added: `b<2` (pyproject.toml:11:28)\n"
            "Add d 1.0: `d` (pyproject.toml:7:9)\n");
}

TEST(Difference, SaysThatANewerVersionWasAskedFor) {
  World newer = world();
  EXPECT_EQ(changes(newer, project("\"c<2\""), project("\"c<1.2\""), true),
            "requirement changed: `c<2` -> `c<1.2` (pyproject.toml:5:17)\n"
            "Update c 1.5 -> 1.0: `c<1.2` (pyproject.toml:5:17)\n");
}

TEST(Difference, NamesFilesThatChanged) {
  Locking locking(world());
  locking.want_project(project("\"b\""));
  locking.lock();
  const LockFile now = locking.file();
  LockFile old = now;
  old.packages[0].wheels[0].hashes = {{"sha256", std::string(64, 'b')}};
  old.packages[0].wheels.push_back({.name = "b-1.0-cp39-cp39-win32.whl", .url = "https://x/b", .path = {}});
  const LockDifference found = difference(old, now);
  ASSERT_EQ(found.packages.size(), 1U);
  EXPECT_EQ(text_of(found.packages[0]), "Change b 1.0: 1 file with another hash than the lock has, 1 file fewer");
  EXPECT_EQ(found.packages[0].removed_files,
            (std::vector<std::string>{"b-1.0-py3-none-any.whl", "b-1.0-cp39-cp39-win32.whl"}));
}

TEST(Lockfile, IsReadAsItWasWritten) {
  Locking locking({{"a", {{"1.0", {"c ; extra == 'x'", "d ; sys_platform == 'win32'"}}}},
                   {"c", {{"1.0"}}},
                   {"d", {{"1.0", {}, ">=3.8"}}}});
  locking.want("a[x]");
  locking.want("c", "more");
  locking.want("d", {}, "test");
  locking.head.extras = {"more"};
  locking.head.groups = {"test"};
  locking.head.default_groups = {"test"};
  locking.head.name = "mine";
  locking.head.options = {{"resolution", "lowest"}};
  locking.lock();
  const std::string text = locking.text();
  const auto read = read_lockfile(text, "pylock.toml");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(lockfile_text(*read), text);
  EXPECT_TRUE(difference(locking.file(), *read).empty());
  EXPECT_EQ(read->packages[0].requirements,
            (std::vector<std::string>{"c; extra == \"x\"", "d; sys_platform == \"win32\""}));
}

TEST(Lockfile, KeepsWhatOtherToolsWrite) {
  const std::string text = R"(lock-version = "1.0"
environments = ["sys_platform == 'linux'"]
extras = []
dependency-groups = []
default-groups = ["std"]
created-by = "other"

[[packages]]
name = "folder"
directory = { path = "./src", editable = true }

[[packages]]
name = "repository"
vcs = { type = "git", url = "https://git.example/r", requested-revision = "main", commit-id = "abc", subdirectory = "s" }

[[packages]]
name = "tarball"
version = "1.0"
archive = { upload-time = 2024-05-06T07:08:09.500000Z, url = "https://files.example/t.tar.gz", size = 5, hashes = { sha256 = "00", md5 = "11" } }
)";
  const auto read = read_lockfile(text, "pylock.toml");
  ASSERT_TRUE(read);
  EXPECT_EQ(lockfile_text(*read), text);
}

class StillHolds : public testing::Test {
 protected:
  StillHolds() : locking_(world()) {
    locking_.want_project(project("\"a<2\", \"b ; sys_platform == 'win32'\""));
    locking_.lock();
    lock_ = locking_.file();
  }
  bool holds() {
    std::vector<IndexSource> sources{{.name = {}, .url = lock_.packages[0].index}};
    return still_holds(lock_, locking_.request, sources, locking_.algebra());
  }

  Locking locking_;
  LockFile lock_;
};

TEST_F(StillHolds, WhereNothingWasTouched) { EXPECT_TRUE(holds()); }

TEST_F(StillHolds, NotWhereAVersionWasEditedByHand) {
  lock_.packages[0].version = "2.0";
  EXPECT_FALSE(holds());
}

TEST_F(StillHolds, NotWhereAPackageIsMissing) {
  lock_.packages.erase(lock_.packages.begin() + 2);
  EXPECT_FALSE(holds()) << "c, which a needs";
}

TEST_F(StillHolds, NotWhereARequirementIsNotMet) {
  locking_.want("b>=2 ; sys_platform == 'linux'");
  EXPECT_TRUE(holds()) << "b is for Windows only";
  locking_.want("b>=2 ; sys_platform == 'win32'");
  EXPECT_FALSE(holds());
}

TEST_F(StillHolds, NotWhereTheIndexIsAnotherOne) {
  lock_.packages[1].index += "/";
  EXPECT_TRUE(holds()) << "a slash at the end is none";
  lock_.packages[1].index = "https://elsewhere.example/simple";
  EXPECT_FALSE(holds());
}

}  // namespace
}  // namespace whip::resolver
