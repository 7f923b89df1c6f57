#include "resolver/lock/resolve.h"

#include <gtest/gtest.h>

#include "tests/support/locking.h"

namespace whip::resolver {
namespace {

using test::Locking;
using test::World;

TEST(Resolve, TakesTheNewestVersionsThatFitTogether) {
  Locking locking(
      {{"a", {{"1.0", {"b"}}, {"2.0", {"b>=2"}}}}, {"b", {{"1.0"}, {"2.0", {"c<2"}}}}, {"c", {{"1.0"}, {"2.0"}}}});
  locking.want("a");
  EXPECT_EQ(locking.lock(), "a 2.0\nb 2.0\nc 1.0\n");
}

TEST(Resolve, GoesBackToAnOlderVersionWhereTheNewestCannotBe) {
  Locking locking({{"a", {{"1.0"}, {"2.0", {"c>=2"}}}}, {"b", {{"1.0", {"c<2"}}}}, {"c", {{"1.0"}, {"2.0"}}}});
  locking.want("a");
  locking.want("b");
  EXPECT_EQ(locking.lock(), "a 1.0\nb 1.0\nc 1.0\n");
}

TEST(Resolve, SplitsEnvironmentsThatNeedDifferentVersions) {
  Locking locking({{"a", {{"1.0"}, {"2.0"}}}});
  locking.want("a<2 ; sys_platform == 'win32'");
  locking.want("a>=2 ; sys_platform != 'win32'");
  EXPECT_EQ(locking.lock(), "a 1.0 ; sys_platform == 'win32'\na 2.0 ; sys_platform != 'win32'\n");
}

TEST(Resolve, KeepsAnOlderVersionForOlderPythons) {
  Locking locking({{"a", {{"1.0", {}, ">=3.8"}, {"2.0", {}, ">=3.11"}}}});
  locking.want("a");
  EXPECT_EQ(locking.lock(), "a 1.0 ; python_full_version < '3.11'\na 2.0 ; python_full_version >= '3.11'\n");
}

TEST(Resolve, CarriesMarkersAlongDependencies) {
  Locking locking({{"a", {{"1.0", {"b ; os_name == 'nt'"}}}}, {"b", {{"1.0", {"c"}}}}, {"c", {{"1.0"}}}});
  locking.want("a ; python_version < '3.12'");
  EXPECT_EQ(locking.lock(),
            "a 1.0 ; python_full_version < '3.12'\n"
            "b 1.0 ; python_full_version < '3.12' and os_name == 'nt'\n"
            "c 1.0 ; python_full_version < '3.12' and os_name == 'nt'\n");
}

TEST(Resolve, TakesWhatAnExtraBrings) {
  Locking locking(
      {{"a", {{"1.0", {"b ; extra == 'plot'", "c ; extra == 'other'"}}}}, {"b", {{"1.0"}}}, {"c", {{"1.0"}}}});
  locking.want("a[plot]");
  EXPECT_EQ(locking.lock(), "a 1.0\nb 1.0\n");
}

TEST(Resolve, MarksWhatOnlyExtrasAndGroupsOfTheProjectNeed) {
  Locking locking({{"a", {{"1.0", {"c"}}}}, {"b", {{"1.0", {"c"}}}}, {"c", {{"1.0"}}}, {"d", {{"1.0"}}}});
  locking.want("a");
  locking.want("b", "more");
  locking.want("d", {}, "test");
  EXPECT_EQ(locking.lock(), "a 1.0\nb 1.0 ; 'more' in extras\nc 1.0\nd 1.0 ; 'test' in dependency_groups\n");
}

TEST(Resolve, LeavesPreReleasesAndYankedOnesToThoseWhoNameThem) {
  const World world{{"a", {{"1.0"}, {"2.0", {}, {}, true}, {"3.0rc1"}}}, {"b", {{"1.0a1"}}}};
  Locking plain(world);
  plain.want("a");
  plain.want("b");
  EXPECT_EQ(plain.lock(), "a 1.0\nb 1.0a1\n") << "of b there are only pre-releases";
  Locking named(world);
  named.want("a>=3.0rc1");
  EXPECT_EQ(named.lock(), "a 3.0rc1\n");
  Locking pinned(world);
  pinned.want("a==2.0");
  EXPECT_EQ(pinned.lock(), "a 2.0\n");
}

TEST(Resolve, TakesPreReleasesWhereNothingElseIsLeft) {
  const World world{{"a", {{"1.0"}, {"2.0rc1"}, {"2.0rc2"}}}, {"b", {{"1.0", {"a>1"}}}}};
  const auto locked = [&](const std::string& text, PreReleases when) {
    Locking locking(world);
    locking.want(text);
    locking.request.pre_releases = when;
    const std::string said = locking.lock();
    return said.substr(0, said.find('\n'));
  };
  EXPECT_EQ(locked("a", PreReleases::if_necessary), "a 1.0");
  EXPECT_EQ(locked("b", PreReleases::if_necessary), "a 2.0rc2") << "whoever asks for it";
  EXPECT_EQ(locked("a<2.0rc2", PreReleases::if_necessary), "a 1.0") << "a final release fits";
  EXPECT_FALSE(locked("a>1", PreReleases::explicit_).starts_with("a 2.0"));
  EXPECT_EQ(locked("a>=2.0rc1", PreReleases::explicit_), "a 2.0rc2");
  EXPECT_EQ(locked("a", PreReleases::allow), "a 2.0rc2");
  EXPECT_FALSE(locked("a>=2.0rc1", PreReleases::disallow).starts_with("a 2.0"));
}

TEST(Resolve, LetsOnePackageHavePreReleases) {
  Locking locking({{"a", {{"1.0"}, {"2.0rc1"}}}, {"b", {{"1.0"}, {"2.0rc1"}}}});
  locking.want("a");
  locking.want("b");
  locking.request.pre_releases_of_package = {{"b", PreReleases::allow}};
  EXPECT_EQ(locking.lock(), "a 1.0\nb 2.0rc1\n");
}

TEST(Resolve, TakesNoPreReleaseBecauseAnotherEnvironmentHadTo) {
  Locking locking({{"a", {{"1.0"}, {"2.0rc1"}}}});
  locking.want("a>1 ; sys_platform == 'win32'");
  locking.want("a");
  EXPECT_EQ(locking.lock(), "a 1.0 ; sys_platform != 'win32'\na 2.0rc1 ; sys_platform == 'win32'\n");
}

TEST(Resolve, KeepsAPreReleaseOfAnOlderLock) {
  Locking locking({{"a", {{"1.0"}, {"2.0rc1"}}}});
  locking.want("a");
  locking.request.preferences = {{"a", {*Version::read("2.0rc1")}}};
  EXPECT_EQ(locking.lock(), "a 2.0rc1\n");
  Locking strict({{"a", {{"1.0"}, {"2.0rc1"}}}});
  strict.want("a");
  strict.request.preferences = {{"a", {*Version::read("2.0rc1")}}};
  strict.request.pre_releases = PreReleases::disallow;
  EXPECT_EQ(strict.lock(), "a 1.0\n");
}

TEST(Resolve, OverridesStandForTheUsersRequirementsTooWhateverTheirMarkers) {
  Locking locking({{"a", {{"1.0", {"b<2 ; sys_platform == 'linux'"}}}}, {"b", {{"1.0"}, {"2.0"}}}});
  locking.want("a");
  locking.request.overrides.push_back({*Requirement::parse("b>=2"), "b>=2", {}, {}});
  EXPECT_EQ(locking.lock(), "a 1.0\nb 2.0\n");
  Locking own({{"b", {{"1.0"}, {"2.0"}}}});
  own.want("b<2");
  own.request.overrides.push_back({*Requirement::parse("b>=2"), "b>=2", {}, {}});
  EXPECT_EQ(own.lock(), "b 2.0\n");
}

TEST(Resolve, DecidesNothingByTheOrderOfRequirements) {
  const World world{{"r", {{"1.0"}, {"2.0"}}},
                    {"s", {{"1.0"}, {"2.0", {"r<2"}}}},
                    {"t", {{"1.0", {"s", "r"}}}},
                    {"u", {{"1.0", {"r", "s"}}}}};
  for (const std::vector<std::string>& wanted :
       std::vector<std::vector<std::string>>{{"r", "s"}, {"s", "r"}, {"t"}, {"u"}}) {
    Locking locking(world);
    for (const std::string& each : wanted) locking.want(each);
    EXPECT_TRUE(locking.lock().starts_with("r 2.0\ns 1.0\n")) << wanted.front();
  }
}

TEST(Resolve, SolvesThePartWithAnUpperBoundFirst) {
  Locking locking({{"a", {{"1.0"}, {"2.0"}, {"3.0"}}}});
  locking.want("a>=1 ; sys_platform != 'win32'");
  locking.want("a<3 ; sys_platform == 'win32'");
  EXPECT_EQ(locking.lock(), "a 2.0\n") << "one version for both";
}

TEST(Resolve, HoldsAConstraintOnlyWhereItsMarkerDoes) {
  Locking locking({{"a", {{"1.0"}, {"2.0", {"b"}}}}, {"b", {{"1.0"}, {"2.0"}}}});
  locking.want("a");
  locking.request.constraints.push_back({*Requirement::parse("b<1 ; sys_platform == 'win32'"), "b<1", {}, {}});
  EXPECT_EQ(locking.lock(),
            "a 1.0 ; sys_platform == 'win32'\na 2.0 ; sys_platform != 'win32'\nb 2.0 ; sys_platform != 'win32'\n");
}

TEST(Resolve, GivesAllPythonsOneVersionWhereFewestAreWanted) {
  Locking locking({{"a", {{"1.0", {}, ">=3.8"}, {"2.0", {}, ">=3.11"}}}});
  locking.want("a");
  EXPECT_EQ(locking.lock(), "a 1.0 ; python_full_version < '3.11'\na 2.0 ; python_full_version >= '3.11'\n");
  locking.request.fork_strategy = ForkStrategy::fewest;
  EXPECT_EQ(locking.lock(), "a 1.0\n");
}

TEST(Resolve, KeepsVersionsOfAnOlderLockWhereTheyFit) {
  Locking locking({{"a", {{"1.0"}, {"2.0"}}}, {"b", {{"1.0"}, {"2.0"}}}});
  locking.want("a");
  locking.want("b>=2");
  locking.request.preferences = {{"a", {*Version::read("1.0")}}, {"b", {*Version::read("1.0")}}};
  EXPECT_EQ(locking.lock(), "a 1.0\nb 2.0\n");
}

TEST(Resolve, HoldsConstraintsAndOverrides) {
  Locking locking({{"a", {{"1.0", {"b<2"}}}}, {"b", {{"1.0"}, {"2.0"}, {"3.0"}}}});
  locking.want("a");
  locking.request.overrides.push_back({*Requirement::parse("b>=2"), "b>=2", {}, {}});
  locking.request.constraints.push_back({*Requirement::parse("b<3"), "b<3", {}, {}});
  EXPECT_EQ(locking.lock(), "a 1.0\nb 2.0\n");
}

TEST(Resolve, TakesTheLowestWhereAskedTo) {
  Locking locking({{"a", {{"1.0", {"b"}}, {"2.0", {"b"}}}}, {"b", {{"1.0"}, {"2.0"}}}});
  locking.want("a");
  locking.request.resolution = Resolution::lowest_direct;
  EXPECT_EQ(locking.lock(), "a 1.0\nb 2.0\n");
}

TEST(Lockfile, IsTheSameForTheSamePackages) {
  Locking locking({{"a", {{"1.0", {"b"}, ">=3.8"}}}, {"b", {{"1.0"}}}});
  locking.want("a");
  locking.lock();
  const std::string text = locking.text();
  EXPECT_TRUE(text.starts_with("lock-version = \"1.0\"\nrequires-python = \">=3.9\"\nextras = []\n")) << text;
  EXPECT_NE(text.find("[[packages]]\nname = \"a\"\nversion = \"1.0\"\nrequires-python = \">=3.8\"\ndependencies = [\n  "
                      "  { name = \"b\" },\n]\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("hashes = { sha256 = \"aaaa"), std::string::npos) << text;
  locking.lock();
  EXPECT_EQ(locking.text(), text);
}

}  // namespace
}  // namespace whip::resolver
