#include "cli/commands/shake.h"

#include <gtest/gtest.h>

namespace whip::cli {
namespace {

// They are handed to Python inside of a string literal, and as one argument of a command line.
TEST(Shake, ItsPythonIsAsciiWithoutTabsAndFitsIntoOneArgument) {
  std::size_t size = 0;
  for (const ShakeFile& file : shake_files()) {
    EXPECT_FALSE(file.text.empty()) << file.name;
    size += file.text.size();
    for (const char byte : file.text) {
      const bool is_plain = byte == '\n' || (byte >= ' ' && byte <= '~');
      ASSERT_TRUE(is_plain) << file.name;
    }
  }
  EXPECT_LT(size, 100'000u);  // Linux takes 131,072 bytes
}

TEST(Shake, TheLastFileIsTheOneThatStarts) {
  ASSERT_FALSE(shake_files().empty());
  EXPECT_EQ(shake_files().back().name, "main");
}

}  // namespace
}  // namespace whip::cli
