// What is read of a file's name or of a version without taking all of it apart is what reading all of it says.
#include <gtest/gtest.h>

#include "resolver/standards/file_name.h"

namespace whip::resolver {
namespace {

TEST(ReleaseName, IsWhatTheWholeNameSays) {
  for (const std::string file : {
           "a_b-1.0-py3-none-any.whl",
           "A.b-1!1.0.post1-1build-cp314.cp315-cp314t-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
           "a-b-1.0-py3-none-any.whl",
           "a_b-1.0-py3-none.whl",
           "a_b-1.0-x-py3-none-any.whl",
           "a_b-1.0--py3-none-any.whl",
           "a_b-1.0-1-2-py3-none-any.whl",
           "a_b-x-py3-none-any.whl",
           "a_b-1.0-py3-none-any..linux.whl",
           "a_b-1.0-py3-.none-any.whl",
           "a_b-1.0-py3-none-.whl",
           "a_b-1.0-3py-none-any.whl",
           "a_b-1.0-py3.+-none-any.whl",
           "a__b-1.0-py3-none-any.whl",
           "_a_b-1.0-py3-none-any.whl",
           "a_b_-1.0-py3-none-any.whl",
           "a_c-1.0-py3-none-any.whl",
           "a_bb-1.0-py3-none-any.whl",
           "a-1.0-py3-none-any.whl",
           "-1.0-py3-none-any.whl",
           ".whl",
       }) {
    const auto whole = WheelName::parse(file);
    const auto name = release_name(file, "a-b");
    ASSERT_EQ(name.has_value(), whole && whole->name == "a-b") << file;
    if (!name) continue;
    EXPECT_TRUE(name->is_wheel);
    EXPECT_EQ(name->version.text(), whole->version.text()) << file;
  }
  EXPECT_EQ(release_name("a-b-1.0-1.tar.gz", "a-b")->version.text(), "1.0.post1");
  EXPECT_FALSE(release_name("a_b-1.0.zip", "a-b")->is_wheel);
  EXPECT_FALSE(release_name("a_c-1.0.zip", "a-b"));
  EXPECT_FALSE(release_name("a_b-1.0.exe", "a-b"));
}

TEST(ReleaseName, TellsWheelsForAnyPlatform) {
  EXPECT_TRUE(is_for_any_platform("a-1-py3-none-any.whl"));
  EXPECT_TRUE(is_for_any_platform("a-1-py3-none-linux_x86_64.ANY.whl"));
  EXPECT_FALSE(is_for_any_platform("any-1-any-any-many.whl"));
}

TEST(VersionKey, SaysAllOfASmallVersion) {
  for (const char* text : {"0", "1", "1.0", "1.2.3", "1.2.3.4", "1.2.3.0.0", "999999.999999.999999", "1000000.1",
                           "1.0a1", "1.0.0rc20", "2.dev3", "3.post4", "1.0.0.0.0.0.0", "007.08"}) {
    const auto version = Version::read(text);
    ASSERT_TRUE(version && version->key()) << text;
    const auto again = Version::of_key(*version->key());
    ASSERT_TRUE(again) << text;
    EXPECT_EQ(again->text(), version->text());
    EXPECT_EQ(*again, *version);
    EXPECT_EQ(version->text(), Version::parse(text)->text());
  }
  for (const char* text : {"1!1", "1+local", "1.2.3.4.5", "1rc1.dev2", "1.0.0.0.0.0.0.0"})
    EXPECT_FALSE(Version::read(text)->key()) << text;
}

TEST(VersionKey, IsNoneWhereTheNumbersDoNotAgree) {
  const VersionKey good = *Version::read("1.2")->key();
  EXPECT_TRUE(Version::of_key(good));
  EXPECT_FALSE(Version::of_key({}));
  EXPECT_FALSE(Version::of_key({good.high, good.low & ~std::uint64_t{7}}));  // no release numbers at all
  EXPECT_FALSE(Version::of_key({good.high | 1, good.low}));                  // a third number, where there are two
  EXPECT_FALSE(Version::of_key({good.high, good.low | 8}));                  // a final release with a suffix's number
  EXPECT_FALSE(Version::of_key({good.high, good.low | std::uint64_t{7} << 31}));  // a suffix that there is not
}

}  // namespace
}  // namespace whip::resolver
