#include "cli/config/edit_distance.h"

#include <gtest/gtest.h>

#include "cli/commands/command.h"

namespace whip {
namespace {

TEST(EditDistance, CountsWhatIsPutInTakenOutAndReplaced) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("check", "check"), 0U);
  EXPECT_EQ(edit_distance("check", "chek"), 1U);
  EXPECT_EQ(edit_distance("chekc", "check"), 2U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(EditDistance, FindsTheCommandAndTheOptionThatWereMeant) {
  EXPECT_EQ(cli::nearest_command("chekc"), "check");
  EXPECT_EQ(cli::nearest_command("rules"), "rule");
  EXPECT_EQ(cli::nearest_command("frobnicate"), "");
  const cli::Command& check = *cli::find_command("check");
  EXPECT_EQ(cli::nearest_flag(check, "--selct"), "--select");
  EXPECT_EQ(cli::nearest_flag(check, "--nofix"), "--no-fix");
  EXPECT_EQ(cli::nearest_flag(check, "--frobnicate"), "");
}

}  // namespace
}  // namespace whip
