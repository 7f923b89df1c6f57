// The formatter's door: what it refuses, how it treats the file around the program, and parts of files.

#include "formatter/format.h"

#include <gtest/gtest.h>

#include <string>

#include "core/text/line_index.h"

namespace whip::fmt {
namespace {

std::string format(std::string_view text, const Options& options = {}) {
  Formatter formatter;
  const Result<std::string> result = formatter.format(Source(text), options);
  return result ? *result
                : "error " + std::to_string(result.error().line) + ":" + std::to_string(result.error().column) + " " +
                      result.error().message;
}

TEST(Format, RefusesWhatIsNoPythonAndSaysWhere) {
  EXPECT_EQ(format("x = 1\ny = (\n"), "error 3:1 unexpected EOF while parsing");
  EXPECT_EQ(format("f(a=1, b)\n"), "error 1:8 Positional argument cannot follow keyword argument");
}

TEST(Format, TakesWhatOnlyTheCompilerRefuses) {
  EXPECT_EQ(format("return  1\n"), "return 1\n");
  EXPECT_EQ(format("def f(a,a): pass\n"), "def f(a, a):\n    pass\n");
  EXPECT_EQ(format("type  X = int\n", {.target_version = PythonVersion::py38}), "type X = int\n");
}

TEST(Format, EndsLinesAsTheFirstLineDoesUnlessToldOtherwise) {
  EXPECT_EQ(format("x=1\r\ny=2\n"), "x = 1\r\ny = 2\r\n");
  EXPECT_EQ(format("x=1\ry=2\r"), "x = 1\ry = 2\r");
  EXPECT_EQ(format("x='''a\r\nb'''\r\n"), "x = \"\"\"a\r\nb\"\"\"\r\n");
  EXPECT_EQ(format("x=1\r\ny=2\r\n", {.line_ending = LineEndingOption::lf}), "x = 1\ny = 2\n");
  EXPECT_EQ(format("x=1\n", {.line_ending = LineEndingOption::crlf}), "x = 1\r\n");
}

TEST(Format, TakesOffAByteOrderMarkAndFormFeeds) {
  EXPECT_EQ(format("\xEF\xBB\xBFx=1\n"), "x = 1\n");
  EXPECT_EQ(format("\fx=1\n\f\ny=2\n"), "x = 1\n\ny = 2\n");
}

TEST(Format, LeavesAnEmptyFileEmptyAndABlankOneWithALineBreak) {
  EXPECT_EQ(format(""), "");
  EXPECT_EQ(format("\n\n\n"), "\n");
  EXPECT_EQ(format("   \n"), "\n");
  EXPECT_EQ(format("# comment"), "# comment\n");
}

// Formats what lies between `<` and `>` in the text, which are taken out.
std::string format_marked(std::string text) {
  const auto begin = static_cast<std::uint32_t>(text.find('<'));
  text.erase(begin, 1);
  const auto end = static_cast<std::uint32_t>(text.find('>'));
  text.erase(end, 1);
  Formatter formatter;
  const auto part = formatter.format_range(Source(text), {begin, end}, {});
  if (!part) return part.error().message;
  return text.replace(part->replaced.begin, part->replaced.size(), part->text);
}

TEST(FormatRange, FormatsTheStatementsOfTheRangeAndNoOthers) {
  EXPECT_EQ(format_marked("a=1\n<b=2>\nc=3\n"), "a=1\nb = 2\nc=3\n");
  EXPECT_EQ(format_marked("a=1\nb<=2\nc>=3\nd=4\n"), "a=1\nb = 2\nc = 3\nd=4\n");
}

TEST(FormatRange, FormatsAHeaderWithoutItsBody) {
  EXPECT_EQ(format_marked("def f(<a,b>):\n    x=1\n    y=2\n"), "def f(a, b):\n    x=1\n    y=2\n");
}

TEST(FormatRange, FormatsStatementsOfABodyAlone) {
  EXPECT_EQ(format_marked("def f( a ):\n    x=1\n    <y=2>\n    z=3\n"), "def f( a ):\n    x=1\n    y = 2\n    z=3\n");
}

TEST(FormatRange, TakesTheWholeBodyWhereItsIndentationWillChange) {
  EXPECT_EQ(format_marked("def f( a ):\n  x=1\n  <y=2>\n  z=3\nw=1\n"),
            "def f( a ):\n    x = 1\n    y = 2\n    z = 3\nw=1\n");
}

TEST(FormatRange, OfNothingChangesNothing) { EXPECT_EQ(format_marked("a=1\n<>b=2\n"), "a=1\nb=2\n"); }

}  // namespace
}  // namespace whip::fmt
