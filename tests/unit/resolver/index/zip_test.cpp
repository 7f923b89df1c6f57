#include "resolver/index/zip.h"

#include <gtest/gtest.h>

#include "tests/support/small_wheel.h"

namespace whip::resolver {
namespace {

// METADATA as a client reads it from a whole archive.
Result<std::string> metadata_of(std::string_view archive) {
  const auto range = zip_directory_range(archive, archive.size());
  if (!range) return range.error();
  const auto entry = find_wheel_metadata(archive.substr(range->begin, range->end - range->begin));
  if (!entry) return entry.error();
  if (entry->header > archive.size()) return Error{.code = ErrorCode::syntax};
  return unpack_zip_entry(*entry, archive.substr(entry->header));
}

TEST(Zip, FindsTheMetadataOfAWheel) {
  const auto text = metadata_of(test::small_wheel("n-1", "Name: n\n", 1000));
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(*text, "Name: n\n");
}

TEST(Zip, RefusesEveryArchiveThatIsCutOff) {
  const std::string wheel = test::small_wheel("n-1", "Name: n\n");
  for (std::size_t size = 0; size < wheel.size(); ++size) EXPECT_FALSE(metadata_of(wheel.substr(0, size))) << size;
}

TEST(Zip, NoticesEveryChangedByteOfTheText) {
  const std::string metadata = "Metadata-Version: 2.1\nName: n\n";
  std::string wheel = test::small_wheel("n-1", metadata);
  const std::size_t begin = wheel.find(metadata);
  for (std::size_t i = 0; i < metadata.size(); ++i) {
    wheel[begin + i] ^= 1;
    EXPECT_FALSE(metadata_of(wheel)) << i;
    wheel[begin + i] ^= 1;
  }
}

TEST(Zip, SurvivesAnyByteChanged) {
  const std::string wheel = test::small_wheel("n-1", "Name: n\n");
  for (std::size_t i = 0; i < wheel.size(); ++i) {
    for (const char value : {'\0', '\x7f', '\xff'}) {
      std::string changed = wheel;
      changed[i] = value;
      const auto text = metadata_of(changed);
      if (text) {
        EXPECT_EQ(*text, "Name: n\n");
      }
    }
  }
}

TEST(Zip, WantsExactlyOneMetadata) { EXPECT_FALSE(metadata_of(test::small_wheel("sub/n-1", "Name: n\n"))); }

}  // namespace
}  // namespace whip::resolver
