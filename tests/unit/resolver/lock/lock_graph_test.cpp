#include "resolver/lock/lock_graph.h"

#include <gtest/gtest.h>

#include "resolver/lock/lockfile_read.h"
#include "resolver/lock/requirements_text.h"
#include "resolver/lock/tree_text.h"
#include "tests/support/locking.h"

namespace whip::resolver {
namespace {

using test::Locking;

class LockGraphTest : public testing::Test {
 protected:
  LockGraphTest()
      : locking_({{"app", {{"1.0", {"base", "win ; sys_platform == 'win32'", "fast ; extra == 'speed'"}}}},
                  {"base", {{"1.0"}}},
                  {"win", {{"1.0", {"base"}}}},
                  {"fast", {{"2.0", {"base"}}}},
                  {"plot", {{"3.0", {"app[speed]"}}}},
                  {"test", {{"4.0", {"base ; sys_platform == 'linux'"}}}}}) {
    locking_.head.name = "mine";
    locking_.head.extras = {"plots"};
    locking_.head.groups = {"dev"};
    locking_.want("app");
    locking_.want("plot", "plots");
    locking_.want("test", {}, "dev");
    locking_.lock();
    lock_ = locking_.file();
  }

  std::string exported(const LockSelection& selection) {
    return requirements_text(lock_, selection, {.hashes = false, .annotate = false}, algebra_);
  }

  Locking locking_;
  LockFile lock_;
  MarkerAlgebra algebra_;
};

TEST_F(LockGraphTest, WhatIsNeededDependsOnExtrasAndGroups) {
  EXPECT_EQ(exported({}), "app==1.0\nbase==1.0\nwin==1.0 ; sys_platform == 'win32'\n");
  EXPECT_EQ(exported({.extras = {"plots"}, .groups = {}}),
            "app==1.0\nbase==1.0\nfast==2.0\nplot==3.0\nwin==1.0 ; sys_platform == 'win32'\n");
  EXPECT_EQ(exported({.project = false, .extras = {}, .groups = {"dev"}}),
            "base==1.0 ; sys_platform == 'linux'\ntest==4.0\n")
      << "base is needed everywhere by the project, but that is not asked for";
}

TEST_F(LockGraphTest, ALockOfAnotherToolIsSelectedByItsMarkers) {
  lock_.record.reset();
  for (LockedRelease& release : lock_.packages) release.requirements.clear();
  EXPECT_EQ(exported({}), "app==1.0\nbase==1.0\nwin==1.0 ; sys_platform == 'win32'\n");
  EXPECT_EQ(exported({.extras = {}, .groups = {"dev"}}),
            "app==1.0\nbase==1.0\ntest==4.0\nwin==1.0 ; sys_platform == 'win32'\n");
}

TEST_F(LockGraphTest, ASelectedLockHasNeitherExtrasNorGroups) {
  const LockFile part = selected_lock(lock_, {.project = true, .extras = {}, .groups = {"dev"}}, algebra_);
  std::string found;
  for (const LockedRelease& release : part.packages) found += release.name + " " + release.marker_text + "\n";
  EXPECT_EQ(found, "app \nbase \ntest \nwin sys_platform == 'win32'\n");
  EXPECT_TRUE(part.groups.empty() && part.extras.empty() && !part.record);
  EXPECT_EQ(lockfile_text(*read_lockfile(lockfile_text(part), "pylock.toml")), lockfile_text(part));
}

TEST_F(LockGraphTest, AnnotatesWhoNeedsAPackageAndHashes) {
  const std::string hash(64, 'a');
  EXPECT_EQ(requirements_text(lock_, {.project = false, .extras = {}, .groups = {"dev"}}, {}, algebra_),
            "base==1.0 ; sys_platform == 'linux' \\\n    --hash=sha256:" + hash +
                "\n    # via test\n"
                "test==4.0 \\\n    --hash=sha256:" +
                hash + "\n    # via mine:dev\n");
}

TEST_F(LockGraphTest, WritesSourcesThatAreNoIndex) {
  const auto lock = read_lockfile(R"(lock-version = "1.0"
created-by = "other"
[[packages]]
name = "folder"
directory = { path = "src", editable = true }
[[packages]]
name = "repository"
vcs = { type = "git", url = "https://git.example/r", commit-id = "abc", subdirectory = "s" }
[[packages]]
name = "tarball"
archive = { url = "https://files.example/t.tar.gz", hashes = { sha256 = "00" } }
)",
                                  "pylock.toml");
  ASSERT_TRUE(lock);
  EXPECT_EQ(requirements_text(*lock, {}, {}, algebra_),
            "-e ./src\n"
            "repository @ git+https://git.example/r@abc#subdirectory=s\n"
            "tarball @ https://files.example/t.tar.gz \\\n    --hash=sha256:00\n");
}

const LockSelection kAll{.project = true, .extras = {"plots"}, .groups = {"dev"}};

TEST_F(LockGraphTest, TheTreeShowsEachPackageOnceInFull) {
  EXPECT_EQ(tree_text(lock_, kAll, {}, algebra_),
            R"(mine
├── app 1.0
│   ├── base 1.0
│   └── win 1.0 ; sys_platform == 'win32'
│       └── base 1.0
├── plot 3.0 (extra: plots)
│   └── app[speed] 1.0
│       ├── base 1.0
│       ├── fast 2.0
│       │   └── base 1.0
│       └── win 1.0 ; sys_platform == 'win32' (*)
└── test 4.0 (group: dev)
    └── base 1.0 ; sys_platform == 'linux'
(*) shown above
)");
}

TEST_F(LockGraphTest, TheTreeCanBeCut) {
  TreeStyle style;
  style.depth = 1;
  EXPECT_EQ(tree_text(lock_, kAll, style, algebra_),
            "mine\n├── app 1.0\n├── plot 3.0 (extra: plots)\n└── test 4.0 (group: dev)\n");
  style = {};
  style.prune = {"app", "base"};
  EXPECT_EQ(tree_text(lock_, kAll, style, algebra_), "mine\n├── plot 3.0 (extra: plots)\n└── test 4.0 (group: dev)\n");
  style = {};
  style.packages = {"win"};
  EXPECT_EQ(tree_text(lock_, kAll, style, algebra_), "win 1.0\n└── base 1.0\n");
}

TEST_F(LockGraphTest, TheTreeUpShowsWhoNeedsAPackage) {
  TreeStyle style;
  style.packages = {"fast"};
  style.is_inverted = true;
  EXPECT_EQ(tree_text(lock_, kAll, style, algebra_),
            R"(fast 2.0
└── app 1.0 (extra: speed) needs fast
    ├── mine needs app
    └── plot 3.0 needs app[speed]
        └── mine (extra: plots) needs plot
)");
}

TEST_F(LockGraphTest, TheWaysToAPackageStartAtEachRequirement) {
  EXPECT_EQ(ways_text(lock_, kAll, "base", algebra_),
            "mine -> app 1.0 -> base 1.0\n"
            "mine (extra: plots) -> plot 3.0 -> app[speed] 1.0 -> base 1.0\n"
            "mine (group: dev) -> test 4.0 -> base 1.0 ; sys_platform == 'linux'\n");
  EXPECT_EQ(ways_text(lock_, {}, "fast", algebra_), "");
}

TEST_F(LockGraphTest, ACircleOfPackagesEnds) {
  Locking locking({{"a", {{"1.0", {"b"}}}}, {"b", {{"1.0", {"a"}}}}});
  locking.want("a");
  locking.lock();
  TreeStyle style;
  style.repeats = true;
  EXPECT_EQ(tree_text(locking.file(), {}, style, algebra_),
            "a 1.0\n└── b 1.0\n    └── a 1.0\n        └── b 1.0 (*)\n(*) shown above\n");
}

}  // namespace
}  // namespace whip::resolver
