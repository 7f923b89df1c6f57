// Python in Markdown: which blocks are formatted, and how they stand afterwards.

#include "cli/pipeline/markdown.h"

#include <gtest/gtest.h>

namespace whip {
namespace {

std::string format(std::string_view text, const Configuration& configuration = {}) {
  fmt::Formatter formatter;
  return format_markdown(text, configuration, {}, formatter).value_or("unchanged");
}

TEST(Markdown, FormatsFencedBlocksOfPythonUnderAllItsNames) {
  for (const std::string name : {"python", "py", "python3", "py3", "Python", "{python}", " py title=\"x\""}) {
    EXPECT_EQ(format("a  b\n```" + name + "\nx=1\n```\nc  d\n"), "a  b\n```" + name + "\nx = 1\n```\nc  d\n") << name;
  }
}

TEST(Markdown, LeavesOtherLanguagesAndBlocksWithErrorsAlone) {
  EXPECT_EQ(format("```\nx=1\n```\n```sh\nx=1\n```\n```py\nx = (\n```\n```{code-block} python\nx=1\n```\n"),
            "unchanged");
}

TEST(Markdown, KnowsLongFencesTildesAndIndentation) {
  EXPECT_EQ(format("~~~py\nx=1\n~~~\n"), "~~~py\nx = 1\n~~~\n");
  EXPECT_EQ(format("````py\nx=1\n```\ny=1\n````\n"), "unchanged");
  EXPECT_EQ(format("- a\n  ```py\n  if x:\n   y=1\n  ```\n"), "- a\n  ```py\n  if x:\n      y = 1\n  ```\n");
  EXPECT_EQ(format("````md\n```py\nx=1\n```\n````\n"), "unchanged");
  EXPECT_EQ(format("```py\nx=1\n"), "unchanged");
}

TEST(Markdown, FormatsStubsAsStubs) {
  EXPECT_EQ(format("```pyi\ndef f():\n    ...\n```\n"), "```pyi\ndef f(): ...\n```\n");
}

TEST(Markdown, FormatsTheEntriesOfAConsoleSession) {
  EXPECT_EQ(format("```pycon\n>>> x=1\n>>> def f():\n...  pass\n...\n1\n```\n"),
            "```pycon\n>>> x = 1\n>>> def f():\n...     pass\n1\n```\n");
}

TEST(Markdown, CanBeTurnedOffAndOn) {
  EXPECT_EQ(format("<!-- fmt: off -->\n```py\nx=1\n```\n<!-- fmt: on -->\n```py\ny=1\n```\n"),
            "<!-- fmt: off -->\n```py\nx=1\n```\n<!-- fmt: on -->\n```py\ny = 1\n```\n");
  EXPECT_EQ(format("<!-- blacken-docs:off -->\n```py\nx=1\n```\n"), "unchanged");
}

TEST(Markdown, TakesTheSettingExtensionForTheLanguage) {
  Configuration configuration;
  configuration.extension = {{"py", Language::stub}};
  EXPECT_EQ(format("```py\ndef f():\n    ...\n```\n", configuration), "```py\ndef f(): ...\n```\n");
}

}  // namespace
}  // namespace whip
