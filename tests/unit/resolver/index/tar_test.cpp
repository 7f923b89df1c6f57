#include "resolver/index/tar.h"

#include <gtest/gtest.h>

#include <array>

#include "resolver/index/archive.h"
#include "resolver/lock/static_metadata.h"
#include "tests/support/small_tar.h"

namespace whip::resolver {
namespace {

const std::array<std::string, 2> kWanted{"PKG-INFO", "pyproject.toml"};

TEST(Tar, GivesTheFilesBelowTheTopFolder) {
  const std::string archive = test::small_tar_gz({{"x-1.0/src/PKG-INFO", "wrong"},
                                                  {"x-1.0/pyproject.toml", "[project]\n"},
                                                  {"x-1.0/big", std::string(100'000, 'z')},
                                                  {"x-1.0/PKG-INFO", "Name: x\n"}});
  const auto found = read_tar_gz(archive, kWanted);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ((*found)[0], "Name: x\n");
  EXPECT_EQ((*found)[1], "[project]\n");
}

TEST(Tar, ReadsNamesTooLongForAHeader) {
  const std::string folder(150, 'd');
  for (const bool pax : {true, false}) {
    const std::string archive = test::small_tar_gz({{folder + "/PKG-INFO", "Name: x\n"}}, pax);
    const auto found = read_tar_gz(archive, kWanted);
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ((*found)[0], "Name: x\n");
    EXPECT_FALSE((*found)[1]);
  }
}

TEST(Tar, SaysWhatIsDamaged) {
  const std::string archive = test::small_tar_gz({{"x/a", std::string(100'000, 'z')}});
  EXPECT_FALSE(read_tar_gz("no gzip", kWanted));
  EXPECT_FALSE(read_tar_gz(archive.substr(0, archive.size() / 2), kWanted));
  EXPECT_TRUE(read_tar_gz(archive, kWanted));
}

TEST(Archive, OfSourcesIsBelievedWhereItsMetadataIsFinal) {
  const auto metadata = [](const std::string& info, const std::string& project) {
    const std::string bytes = test::small_tar_gz({{"x-1.0/PKG-INFO", info}, {"x-1.0/pyproject.toml", project}});
    const auto archive = read_archive("x-1.0.tar.gz", bytes, {});
    EXPECT_TRUE(archive);
    const auto read = metadata_of(*archive);
    if (!read) return "error: " + read.error().message.substr(0, read.error().message.find(':'));
    std::string out;
    for (const Requirement& requirement : read->requirements) out += requirement.text() + "\n";
    return out;
  };
  const std::string name = "Name: x\nVersion: 1.0\n";
  EXPECT_EQ(metadata("Metadata-Version: 2.2\n" + name + "Requires-Dist: y\n", ""), "y\n");
  EXPECT_EQ(
      metadata("Metadata-Version: 2.2\nDynamic: Requires-Dist\n" + name, "[project]\nname='x'\ndependencies=['z']\n"),
      "z\n");
  EXPECT_EQ(metadata("Metadata-Version: 2.1\n" + name + "Requires-Dist: y\n",
                     "[project]\nname='x'\ndynamic=['dependencies']\n"),
            "error: `project.dependencies` is dynamic");
  EXPECT_EQ(metadata("Metadata-Version: 2.1\n" + name, "[build-system]\nrequires=[]\n"),
            "error: its pyproject.toml has no [project]");
}

}  // namespace
}  // namespace whip::resolver
