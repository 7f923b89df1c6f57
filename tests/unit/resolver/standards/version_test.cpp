#include "resolver/standards/version.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace whip::resolver {
namespace {

Version version(std::string_view text) {
  auto read = Version::read(text);
  EXPECT_TRUE(read.has_value()) << text;
  return read.value_or(Version());
}

struct Spelling {
  std::string_view written;
  std::string_view normal;
};

// PEP 440, normalization.
constexpr Spelling kSpellings[] = {
    {"1.0", "1.0"},
    {"v1.0", "1.0"},
    {"  1.0\n", "1.0"},
    {"1.1RC1", "1.1rc1"},
    {"1.1.a1", "1.1a1"},
    {"1.1-a1", "1.1a1"},
    {"1.1alpha_1", "1.1a1"},
    {"1.1-BETA.2", "1.1b2"},
    {"1.1c3", "1.1rc3"},
    {"1.1preview", "1.1rc0"},
    {"1.1a-", "1.1a0"},
    {"00.01.002", "0.1.2"},
    {"1.2-post2", "1.2.post2"},
    {"1.2rev3", "1.2.post3"},
    {"1.2r4", "1.2.post4"},
    {"1.2-5", "1.2.post5"},
    {"1.2a--5", "1.2a0.post5"},
    {"1.2.post", "1.2.post0"},
    {"1.2dev", "1.2.dev0"},
    {"1.2-dev_7", "1.2.dev7"},
    {"1!2.0", "1!2.0"},
    {"0!2.0", "2.0"},
    {"1.0+Ubuntu-1_x.007", "1.0+ubuntu.1.x.7"},
    {"1.0a1.post2.dev3+l", "1.0a1.post2.dev3+l"},
    {"1.0.0.0.0.0.0.0.0", "1.0.0.0.0.0.0.0.0"},
    {"2024.1.20240131.4294967295", "2024.1.20240131.4294967295"},
    {"18446744073709551615", "18446744073709551615"},
};

TEST(Version, IsWrittenInItsNormalForm) {
  for (const Spelling& spelling : kSpellings) {
    EXPECT_EQ(version(spelling.written).text(), spelling.normal);
    EXPECT_EQ(version(spelling.normal), version(spelling.written));
  }
}

TEST(Version, KeepsItsParts) {
  for (const Spelling& spelling : kSpellings) {
    const Version read = version(spelling.written);
    const Version again(read.parts());
    EXPECT_EQ(again.text(), spelling.normal);
    EXPECT_EQ(again, read);
  }
  const Version small = version("3.12.4rc2");
  EXPECT_EQ(small.release_size(), 3U);
  EXPECT_EQ(small.release(1), 12U);
  EXPECT_EQ(small.release(3), 0U);
  EXPECT_EQ(small.pre(), (PreRelease{PreKind::candidate, 2}));
  EXPECT_EQ(small.base().text(), "3.12.4");
  EXPECT_EQ(version("1!2.0+x").without_local().text(), "1!2.0");
  EXPECT_EQ(version("1!2.0.post1+x").only_release().text(), "2.0");
}

TEST(Version, IsZeroUnlessSaid) {
  EXPECT_EQ(Version().text(), "0");
  EXPECT_EQ(Version(), version("0.0"));
}

TEST(Version, RefusesWhatIsNone) {
  for (const std::string_view text :
       {"", " ", "french toast", "1.0+", "1.0+a+", "1.0+_x", "1.0-", "1.0.", "1..0", "1.0 1", "1.0rc1x", "!1.0", "1!",
        "v", "1.0p1", "1.0a1b1", "1.0.*", "1.0post-1-1"}) {
    EXPECT_FALSE(Version::read(text)) << text;
  }
}

TEST(Version, SaysWhereAMistakeIs) {
  const auto read = Version::parse(" 1.0rc1x2");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::syntax);
  EXPECT_EQ(read.error().column, 8U);
  EXPECT_EQ(read.error().message, "`1.0rc1x2` is not a version: unexpected `x2` after `1.0rc1`");
  EXPECT_EQ(Version::parse("latest").error().message, "`latest` is not a version: expected a number");
}

TEST(Version, RefusesNumbersBeyond64Bits) {
  const auto read = Version::parse("1.18446744073709551616");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::limit);
}

// Ascending. Every pair is compared, so small and large representations meet in both directions.
constexpr std::string_view kAscending[] = {
    "0.dev1",
    "0",
    "0.0.0.0.1",
    "1.dev0",
    "1.0.dev456",
    "1.0a1.dev1",
    "1.0a1",
    "1.0a1.post0.dev1",
    "1.0a1.post1",
    "1.0a2.dev456",
    "1.0a12.dev456",
    "1.0a12",
    "1.0b1.dev456",
    "1.0b2",
    "1.0b2.post345.dev456",
    "1.0b2.post345",
    "1.0rc1.dev456",
    "1.0rc1",
    "1.0",
    "1.0+abc.5",
    "1.0+abc.7",
    "1.0+abc.7.0",
    "1.0+5",
    "1.0.post0.dev1",
    "1.0.post0",
    "1.0.post456.dev34",
    "1.0.post456",
    "1.0.post456+x",
    "1.0.0.0.0.1",
    "1.0.1",
    "1.1.dev1",
    "1.1",
    "1.1.20240131",
    "1.1.4294967295",
    "1.2.3.4",
    "1.2.3.300000000",
    "1.10",
    "2024.1",
    "20240131",
    "99999999",
    "1!0.1",
    "1!1.0.dev1",
    "1!1",
    "2!0",
};

TEST(Version, IsOrderedAsTheStandardSays) {
  for (std::size_t i = 0; i < std::size(kAscending); ++i) {
    for (std::size_t j = 0; j < std::size(kAscending); ++j) {
      EXPECT_EQ(version(kAscending[i]) <=> version(kAscending[j]), i <=> j) << kAscending[i] << " " << kAscending[j];
    }
  }
}

TEST(Version, IgnoresZerosAtTheEnd) {
  for (const std::string_view text : {"1", "1.0", "1.0.0", "1.0.0.0.0", "1.0.0.0.0.0.0.0.0.0", "0!1"}) {
    EXPECT_EQ(version(text), version("1")) << text;
    EXPECT_EQ(version(text).hash(), version("1").hash()) << text;
  }
  EXPECT_EQ(version("1!1.0").hash(), version("1!1").hash());
  EXPECT_NE(version("1.0"), version("1.0+x"));
}

TEST(Version, KnowsPreAndPostReleases) {
  for (const std::string_view text : {"1a1", "1rc1", "1.dev0", "1.post1.dev2", "1!1b2"}) {
    EXPECT_TRUE(version(text).is_pre_release()) << text;
  }
  for (const std::string_view text : {"1", "1.post1", "1+x", "1!1"})
    EXPECT_FALSE(version(text).is_pre_release()) << text;
  EXPECT_TRUE(version("1.post1.dev2").is_post_release());
  EXPECT_TRUE(version("1.post0").is_post_release());
  EXPECT_FALSE(version("1.0a1").is_post_release());
}

}  // namespace
}  // namespace whip::resolver
