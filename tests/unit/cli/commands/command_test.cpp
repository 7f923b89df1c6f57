#include "cli/commands/command.h"

#include <gtest/gtest.h>

namespace whip::cli {
namespace {

TEST(Command, IsFoundByAMistypedNameAndItsOptionsToo) {
  EXPECT_EQ(nearest_command("chekc"), "check");
  EXPECT_EQ(nearest_command("rules"), "rule");
  EXPECT_EQ(nearest_command("frobnicate"), "");
  const Command& check = *find_command("check");
  EXPECT_EQ(nearest_flag(check, "--selct"), "--select");
  EXPECT_EQ(nearest_flag(check, "--nofix"), "--no-fix");
  EXPECT_EQ(nearest_flag(check, "--frobnicate"), "");
}

}  // namespace
}  // namespace whip::cli
