#include "cli/lsp/edits.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "cli/lsp/uri.h"

namespace whip::lsp {
namespace {

std::string random_lines(std::mt19937& random) {
  std::string out;
  for (std::size_t i = random() % 12; i > 0; --i) out += std::string(1, static_cast<char>('a' + random() % 3)) + "\n";
  if (random() % 3 == 0) out += "end";
  return out;
}

TEST(LineEdits, MakeOneTextIntoTheOther) {
  std::mt19937 random(13);
  for (int round = 0; round < 5000; ++round) {
    const std::string before = random_lines(random);
    const std::string after = random_lines(random);
    ASSERT_EQ(apply_edits(before, line_edits(before, after)), after) << before << "--\n" << after;
  }
}

TEST(LineEdits, LeaveLinesAloneThatStay) {
  const auto edits = line_edits("a\nb\nc\nd\ne\n", "a\nB\nc\nd\nE\n");
  ASSERT_EQ(edits.size(), 2U);
  EXPECT_EQ(edits[0], Edit::replace({2, 4}, "B\n"));
  EXPECT_EQ(edits[1], Edit::replace({8, 10}, "E\n"));
  EXPECT_TRUE(line_edits("a\n", "a\n").empty());
}

TEST(Uris, NamePathsAndBack) {
  for (const std::string path : {"/a/b.py", "/with blank/ü.py", "/100%/#x?.py", "/"}) {
    EXPECT_EQ(path_of(uri_of(path)), path);
  }
  EXPECT_EQ(path_of("file:///a/../b/c.py"), "/b/c.py");
  EXPECT_EQ(path_of("file://localhost/a.py"), "/a.py");
  EXPECT_EQ(path_of("untitled:Untitled-1"), std::nullopt);
}

}  // namespace
}  // namespace whip::lsp
