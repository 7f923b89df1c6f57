#include "cli/commands/baseline.h"

#include <gtest/gtest.h>

namespace whip::cli {
namespace {

TEST(Baseline, ReadsWhatItWrites) {
  const BaselineEntry entries[] = {{{2, 1}, "F401", "a b.py"}, {{1, 0xffff'ffff'ffff'ffff}, "E501", "b.py"}};
  const Result<std::vector<Fingerprint>> read = parse_baseline(baseline_text(entries), "x");
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (std::vector<Fingerprint>{{1, 0xffff'ffff'ffff'ffff}, {2, 1}}));
}

TEST(Baseline, TakesCommentsAndForeignLineEnds) {
  const auto read = parse_baseline("# whip baseline 1\r\n\r\n# why\r\n00000000000000010000000000000002\r\n", "x");
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (std::vector<Fingerprint>{{1, 2}}));
}

TEST(Baseline, TellsTheLineThatIsWrong) {
  for (const std::string_view bad : {"", "F401 a.py\n", "# whip baseline 2\n"})
    EXPECT_FALSE(parse_baseline(bad, "x")) << bad;
  for (const std::string_view line :
       {"F401", "0000000000000001000000000000000g", "00000000000000010000000000000002x"}) {
    const auto read = parse_baseline("# whip baseline 1\n" + std::string(line) + "\n", "x");
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(read.error().line, 2U);
  }
}

}  // namespace
}  // namespace whip::cli
