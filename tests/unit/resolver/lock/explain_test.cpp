#include "resolver/lock/explain.h"

#include <gtest/gtest.h>

#include "tests/support/locking.h"

namespace whip::resolver {
namespace {

using test::Locking;
using test::World;

std::string project(const std::string& rest, const std::string& python = ">=3.9") {
  return "[project]\nname = \"mine\"\nversion = \"1\"\nrequires-python = \"" + python + "\"\n" + rest;
}

std::string explained(World world, const std::string& pyproject) {
  Locking locking(std::move(world));
  locking.want_project(pyproject);
  return locking.lock() + "\n";
}

TEST(Explain, NamesTheTwoWhoDisagreeAndTheirPlaces) {
  EXPECT_EQ(explained({{"a", {{"1.0", {"c<2"}}}}, {"b", {{"1.0", {"c>=2"}}}}, {"c", {{"1.0"}, {"2.0"}}}},
                      project("dependencies = [\n    \"a\",\n    \"b>=1\",\n]\n")),
            R"(`c` cannot be chosen: `a` 1.0 needs `c<2`, but `b` 1.0 needs `c>=2`

  pyproject.toml:6:5: your project needs `a`
    6 |     "a",
      |      ^
  `a` 1.0 needs `c<2`

  pyproject.toml:7:5: your project needs `b>=1`
    7 |     "b>=1",
      |      ^^^^
  `b` 1.0 needs `c>=2`

help: without `a` (pyproject.toml:6:5) it would lock
help: without `b` (pyproject.toml:7:5) it would lock
)");
}

TEST(Explain, SaysThatNoIndexHasAProject) {
  EXPECT_EQ(explained({{"a", {{"1.0"}}}}, project("dependencies = [\"a\", \"gone>=1\"]\n")),
            R"(no index that is asked has a project `gone`

  pyproject.toml:5:22: your project needs `gone>=1`
    5 | dependencies = ["a", "gone>=1"]
      |                       ^^^^^^^
)");
}

TEST(Explain, SaysWhoAsksForAProjectThatNoIndexHas) {
  EXPECT_EQ(explained({{"a", {{"1.0", {"gone>2"}}, {"1.1", {"gone"}}}}}, project("dependencies = [\"a\"]\n")),
            R"(no index that is asked has a project `gone`

  pyproject.toml:5:17: your project needs `a`
    5 | dependencies = ["a"]
      |                  ^
  `a` 1.1 needs `gone`

  `a` 1.0 needs `gone>2`, which is on no index
)");
}

TEST(Explain, SaysWhichReleasesThereAreWhereNoneMatches) {
  EXPECT_EQ(explained({{"a", {{"1.0"}, {"1.5"}, {"2.0"}}}}, project("dependencies = [\"a>=1,>=99\"]\n")),
            R"(no release of `a` matches `a>=1,>=99`; there are 1.0, 1.5 and 2.0

  pyproject.toml:5:17: your project needs `a>=1,>=99`
    5 | dependencies = ["a>=1,>=99"]
      |                  ^^^^^^^^^

help: without the lower bound `>=1,>=99` on `a` (pyproject.toml:5:17) it would lock, with a 2.0
)");
}

TEST(Explain, TriesANewerPythonWhereReleasesNeedOne) {
  EXPECT_EQ(
      explained({{"z", {{"4.0"}, {"5.0", {}, ">=3.11"}, {"5.1", {}, ">=3.12"}}}},
                project("dependencies = [\"z>=5\"]\n")),
      R"(every release of `z` that matches `z>=5` needs a newer Python than the oldest that the lock is for, Python >=3.9 (pyproject.toml:4:19)

  pyproject.toml:5:17: your project needs `z>=5`
    5 | dependencies = ["z>=5"]
      |                  ^^^^
  `z` 5.0 needs Python >=3.11
  `z` 5.1 needs Python >=3.12

help: with `requires-python = ">=3.11"` it would lock, with z 5.0 and z 5.1
help: without the lower bound `>=5` on `z` (pyproject.toml:5:17) it would lock, with z 4.0, z 5.0 and z 5.1
)");
}

TEST(Explain, TellsYankedReleasesFromMissingOnes) {
  EXPECT_EQ(explained({{"a", {{"1.0"}, {"2.0", {}, {}, true}}}}, project("dependencies = [\"a>=2\"]\n")),
            R"(`a` 2.0, the only release that matches `a>=2`, was yanked

  pyproject.toml:5:17: your project needs `a>=2`
    5 | dependencies = ["a>=2"]
      |                  ^^^^

help: asking for `a==2.0`, which takes the release although it was yanked, it would lock, with a 2.0
help: without the lower bound `>=2` on `a` (pyproject.toml:5:17) it would lock, with a 1.0
)");
}

TEST(Explain, OffersPreReleasesWhereTheyAreAllThatMatches) {
  EXPECT_EQ(
      explained({{"y", {{"1.0"}, {"3.0rc1"}}}},
                project("dependencies = [\"y>2\"]\n[tool.uv]\nprerelease = \"explicit\"\n")),
      R"(`y` 3.0rc1, the only release that matches `y>2`, is a pre-release, and by `prerelease` (`explicit`) only those count that your requirements name

  pyproject.toml:5:17: your project needs `y>2`
    5 | dependencies = ["y>2"]
      |                  ^^^

help: asking for `y>=3.0rc1`, which allows the pre-release, it would lock, with y 3.0rc1
help: without the lower bound `>2` on `y` (pyproject.toml:5:17) it would lock, with y 1.0
)");
}

TEST(Explain, OffersPreReleasesOfOnePackageWhereTheyAreDisallowed) {
  const std::string said = explained({{"y", {{"1.0"}, {"3.0rc1"}}}},
                                     project("dependencies = [\"y>2\"]\n[tool.uv]\nprerelease = \"disallow\"\n"));
  EXPECT_NE(said.find("help: with `--prerelease-package y=if-necessary` it would lock, with y 3.0rc1\n"),
            std::string::npos)
      << said;
}

TEST(Explain, AsksWhetherAWellKnownProjectWasMeant) {
  const World world{{"requests", {{"1.0"}}}, {"reqeust", {{"1.0"}}}};
  EXPECT_EQ(explained(world, project("dependencies = [\"reqeusts\"]\n")),
            R"(no index that is asked has a project `reqeusts`

  pyproject.toml:5:17: your project needs `reqeusts`
    5 | dependencies = ["reqeusts"]
      |                  ^^^^^^^^

help: did you mean `requests`?
)") << "never a name that only the index has";
}

TEST(Explain, NamesReleasesWithoutAWheelAndAnOlderOneThatHasOne) {
  EXPECT_EQ(
      explained({{"x", {{"1.9"}, {"2.0", {}, {}, false, true}}}}, project("dependencies = [\"x>=2\"]\n")),
      R"(`x` 2.0, the only release that matches `x>=2`, has no wheel, and whip builds nothing to learn what a source distribution needs

  pyproject.toml:5:17: your project needs `x>=2`
    5 | dependencies = ["x>=2"]
      |                  ^^^^

help: without the lower bound `>=2` on `x` (pyproject.toml:5:17) it would lock, with x 1.9
)");
}

TEST(Explain, PointsToTheConstraintInItsFile) {
  Locking locking({{"a", {{"1.0", {"c>=2"}}}}, {"c", {{"1.0"}, {"2.0"}}}});
  locking.want_files({{"requirements.in", "# what we use\n-c limits.txt\na\n"}, {"limits.txt", "\nc <2\n"}});
  EXPECT_EQ(locking.lock() + "\n", R"(`c` cannot be chosen: `a` 1.0 needs `c>=2`, but a constraint asks for `c<2`

  requirements.in:3:1: your project needs `a`
    3 | a
      | ^
  `a` 1.0 needs `c>=2`

  limits.txt:2:1: a constraint asks for `c<2`
    2 | c <2
      | ^^^^

help: without the constraint `c<2` (limits.txt:2:1) it would lock, with c 2.0
)");
}

TEST(Explain, FindsTheUpperBoundThatIsInTheWay) {
  EXPECT_EQ(explained({{"a", {{"1.0", {"c<2"}}, {"2.0", {"c>=2.1"}}}}, {"c", {{"1.0"}, {"2.0"}, {"2.1"}}}},
                      project("dependencies = [\n  \"a>=2\",\n  \"c>=1,<2\",\n]\n")),
            R"(`c` cannot be chosen: your project needs `c>=1,<2`, but `a` 2.0 needs `c>=2.1`

  pyproject.toml:7:3: your project needs `c>=1,<2`
    7 |   "c>=1,<2",
      |    ^^^^^^^

  pyproject.toml:6:3: your project needs `a>=2`
    6 |   "a>=2",
      |    ^^^^
  `a` 2.0 needs `c>=2.1`

help: without the upper bound `<2` on `c` (pyproject.toml:7:3) it would lock, with c 2.1
help: without the lower bound `>=2` on `a` (pyproject.toml:6:3) it would lock, with a 1.0
)");
}

TEST(Explain, TellsAnExtraFromAGroup) {
  EXPECT_EQ(explained({{"a", {{"1.0"}, {"2.0"}}}},
                      project("[project.optional-dependencies]\nold = [\"a==1.0\"]\n[dependency-groups]\ndev = "
                              "[\"a==2.0\"]\n")),
            R"(`a` cannot be chosen: the extra `old` needs `a==1.0`, but the group `dev` needs `a==2.0`

  pyproject.toml:6:8: the extra `old` needs `a==1.0`
    6 | old = ["a==1.0"]
      |         ^^^^^^

  pyproject.toml:8:8: the group `dev` needs `a==2.0`
    8 | dev = ["a==2.0"]
      |         ^^^^^^

help: with `conflicts = [[{extra = "old"}, {group = "dev"}]]` in [tool.whip] it would lock, with a 1.0 and a 2.0
help: without `==1.0` on `a` (pyproject.toml:6:8) it would lock, with a 2.0
)");
}

TEST(Explain, SaysWhereNothingFitsIfItIsNotEverywhere) {
  EXPECT_EQ(explained({{"a", {{"1.0", {"c<2 ; sys_platform == 'win32'"}}}}, {"c", {{"1.0"}, {"2.0"}}}},
                      project("dependencies = [\"a\", \"c>=2\"]\n")),
            R"(`c` cannot be chosen: your project needs `c>=2`, but `a` 1.0 needs `c<2 ; sys_platform == 'win32'`

  pyproject.toml:5:22: your project needs `c>=2`
    5 | dependencies = ["a", "c>=2"]
      |                       ^^^^

  pyproject.toml:5:17: your project needs `a`
    5 | dependencies = ["a", "c>=2"]
      |                  ^
  `a` 1.0 needs `c<2 ; sys_platform == 'win32'`

help: without the lower bound `>=2` on `c` (pyproject.toml:5:22) it would lock, with c 1.0
)");
}

TEST(Explain, FollowsAConflictThroughSeveralProjects) {
  EXPECT_EQ(explained({{"a", {{"1.0", {"b"}}}},
                       {"b", {{"1.0", {"c==1.0"}}, {"2.0", {"c==2.0"}}}},
                       {"c", {{"1.0", {"d<2"}}, {"2.0", {"d<3"}}}},
                       {"d", {{"1.0"}, {"2.0"}, {"3.0"}}}},
                      project("dependencies = [\"a\", \"d>=3\"]\n")),
            R"(`d` cannot be chosen: your project needs `d>=3`, but `c` 1.0 and 2.0 need `d<3` or `d<2`

  pyproject.toml:5:22: your project needs `d>=3`
    5 | dependencies = ["a", "d>=3"]
      |                       ^^^^

  pyproject.toml:5:17: your project needs `a`
    5 | dependencies = ["a", "d>=3"]
      |                  ^
  `a` 1.0 needs `b`
  `b` 1.0 and 2.0 need `c==2.0` or `c==1.0`
  `c` 1.0 and 2.0 need `d<3` or `d<2`

help: without the lower bound `>=3` on `d` (pyproject.toml:5:22) it would lock, with d 2.0
)");
}

TEST(Explain, AsksTheIndexForLittleMoreThanTheRunDid) {
  World world{{"a", {{"1.0", {"c<2"}}}}, {"b", {{"1.0", {"c>=2"}}}}};
  for (int i = 0; i < 300; ++i) world["c"].push_back({"1." + std::to_string(i), {"n" + std::to_string(i)}});
  Locking locking(world);
  for (const char* text : {"a", "b", "c"}) locking.want(text);
  EXPECT_TRUE(locking.lock().starts_with("no release of `c` matches `c>=2`; the newest is 1.299"));
  EXPECT_LT(locking.requests(), 80U);
}

}  // namespace
}  // namespace whip::resolver
