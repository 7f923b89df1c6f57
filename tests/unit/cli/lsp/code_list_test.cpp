#include "cli/lsp/code_list.h"

#include <gtest/gtest.h>

#include <string>

namespace whip::lsp {
namespace {

// The place is marked with a bar, which is taken out. The word at it, or "-" where there is no list.
std::string in_comment(std::string line) {
  const std::size_t at = line.find('|');
  line.erase(at, 1);
  const auto code = code_in_comment(line, static_cast<std::uint32_t>(at));
  return code ? line.substr(code->word.begin, code->word.size()) : "-";
}

std::string in_settings(std::string text, bool is_pyproject) {
  const std::size_t at = text.find('|');
  text.erase(at, 1);
  const auto code = code_in_settings(text, static_cast<std::uint32_t>(at), is_pyproject);
  return code ? text.substr(code->word.begin, code->word.size()) : "-";
}

TEST(CodesInComments, AreFoundInListsOnly) {
  EXPECT_EQ(in_comment("x = 1  # noqa: F4|01, E5"), "F401");
  EXPECT_EQ(in_comment("x = 1  # NoQA:F401, E5|"), "E5");
  EXPECT_EQ(in_comment("x = 1  # noqa: |"), "");
  EXPECT_EQ(in_comment("x = 1  # noqa|"), "-");
  EXPECT_EQ(in_comment("x = |1  # noqa: F401"), "-");
  EXPECT_EQ(in_comment("x = 1  # ruff: ignore[F4|01] why"), "F401");
  EXPECT_EQ(in_comment("x = 1  # ruff: ignore[F401] wh|y"), "-");
  EXPECT_EQ(in_comment("# whip: file-ignore[E|"), "E");
  EXPECT_EQ(in_comment("# flake8: noqa: E501|"), "E501");
  EXPECT_EQ(in_comment("x = 1  # why # noqa: F|"), "F");
  EXPECT_EQ(in_comment("x = 1  # just a remark: F|"), "-");
}

TEST(CodesInSettings, AreFoundInTheListsOfSelectors) {
  EXPECT_EQ(in_settings("[lint]\nselect = [\"E\", \"F4|\"]\n", false), "F4");
  EXPECT_EQ(in_settings("[lint]\nselect = [\n  \"E\",  # \"why\n  \"|", false), "");
  EXPECT_EQ(in_settings("[lint]\nselect = [\"E\"]\nexclude = [\"F|\"]\n", false), "-");
  EXPECT_EQ(in_settings("[lint.per-file-ignores]\n\"a.py\" = [\"D|\"]\n", false), "D");
  EXPECT_EQ(in_settings("lint.ignore = ['RUF|']\n", false), "RUF");
}

TEST(CodesInSettings, OfAPyprojectAreThoseOfItsTools) {
  EXPECT_EQ(in_settings("[tool.whip.lint]\nselect = [\"E|\"]\n", true), "E");
  EXPECT_EQ(in_settings("[tool.ruff.lint]\nignore = [\"E|\"]\n", true), "E");
  EXPECT_EQ(in_settings("[tool.other]\nselect = [\"E|\"]\n", true), "-");
}

}  // namespace
}  // namespace whip::lsp
