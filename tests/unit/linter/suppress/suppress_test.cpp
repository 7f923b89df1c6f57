#include "linter/suppress/suppress.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/linting.h"

namespace whip {
namespace {

using test::LintedText;
using test::settings_with;

std::string left_of(std::string_view text, std::string_view codes = "E711 E712") {
  return LintedText(text, settings_with(codes)).listing();
}

constexpr std::string_view kNone = "Comparison to `None` should be `cond is None`";

TEST(Suppressions, SilenceTheLineTheyStandOn) {
  EXPECT_EQ(left_of("x == None  # noqa\n"), "");
  EXPECT_EQ(left_of("x == None  # noqa: E711\n"), "");
  EXPECT_EQ(left_of("x == None  # noqa: E712\n"), "1:6 E711 " + std::string(kNone) + "\n");
  EXPECT_EQ(left_of("# noqa\nx == None\n"), "2:6 E711 " + std::string(kNone) + "\n");
}

TEST(Suppressions, SilenceNothingWhenIgnored) {
  const LintedText linted("x == None  # noqa\n", settings_with("E711"), "example.py", Noqa::ignored);
  EXPECT_EQ(linted.codes(), "E711");
}

TEST(Suppressions, SpeakForAllLinesThatAStringJoins) {
  EXPECT_EQ(left_of("x == None, '''\n'''  # noqa\n"), "");
  EXPECT_EQ(left_of("x == None, '''  # noqa\n'''\n"), "1:6 E711 " + std::string(kNone) + "\n");
  EXPECT_EQ(left_of("x == None, f'{\ny}'  # noqa\n"), "");
  EXPECT_EQ(left_of("x == None, 'a\\\nb'  # noqa\n"), "1:6 E711 " + std::string(kNone) + "\n");
}

TEST(Suppressions, SpeakForAllLinesThatABackslashJoins) {
  EXPECT_EQ(left_of("x == None and \\\n  y and \\\n  z  # noqa\n"), "");
  EXPECT_EQ(left_of("(x == None and\n  y)  # noqa\n"), "1:7 E711 " + std::string(kNone) + "\n");
}

TEST(Suppressions, SpeakForLinesThatABackslashJoinsBeforeAString) {
  const Settings settings = settings_with("F821");
  EXPECT_EQ(LintedText("(a, \\\n 'b')  # noqa\n", settings).codes(), "");
  EXPECT_EQ(LintedText("a('b' \\\n 'c' \\\n 'd')  # noqa\n", settings).codes(), "");
  EXPECT_EQ(LintedText("a  # c \\\n'b'  # noqa\n", settings).codes(), "F821");
  EXPECT_EQ(LintedText("(a, 'b\\\nc')  # noqa\n", settings).codes(), "F821");
}

TEST(Suppressions, SpeakForAProgramsNameOnTheNextLine) {
  const Settings settings = settings_with("W291");
  EXPECT_EQ(LintedText("#!a \nb  # noqa\n", settings).codes(), "");
  EXPECT_EQ(LintedText("#!a \n'''b\n'''  # noqa\n", settings).codes(), "");
  EXPECT_EQ(LintedText("#!a  # noqa \nb\n", settings).codes(), "W291");
  EXPECT_EQ(LintedText("# a \nb  # noqa\n", settings).codes(), "W291");
  EXPECT_EQ(LintedText("#!a  # noqa ", settings).codes(), "");
}

TEST(Suppressions, SpeakForTheFileOnALineOfTheirOwn) {
  EXPECT_EQ(left_of("x == None\n  # ruff: noqa\n"), "");
  EXPECT_EQ(left_of("# flake8: noqa: E711\nx == None == True\n"),
            "2:1 E712 Avoid equality comparisons to `True` or `False`\n");
  const LintedText linted("x == None  # ruff: noqa\n", settings_with("E711"));
  EXPECT_EQ(linted.codes(), "E711");
  ASSERT_EQ(linted.result().warnings.size(), 1U);
  EXPECT_TRUE(linted.result().warnings[0].starts_with("Unexpected `# ruff: noqa` directive at example.py:1."));
}

TEST(Suppressions, NeverSilenceSyntaxErrors) {
  EXPECT_NE(LintedText("# ruff: noqa\nx = (\n", settings_with("E711")).diagnostics().size(), 0U);
}

TEST(Suppressions, AreNotCalledUnusedInFilesThatDoNotParse) {
  EXPECT_EQ(LintedText("x = 1  # noqa\nx = (\n", settings_with("RUF100")).codes().find("RUF100"), std::string::npos);
}

TEST(RangeSuppressions, CoverTheStatementBelow) {
  EXPECT_EQ(left_of("# ruff: ignore[E711]\nf(\n  x == None,\n  y == None)\n"), "");
  EXPECT_EQ(left_of("# ruff: ignore[E711]\n# why\n\nx == None\n"), "");
  EXPECT_EQ(left_of("# ruff: ignore[E711]\nx\ny == None\n"), "3:6 E711 " + std::string(kNone) + "\n");
  EXPECT_EQ(left_of("# ruff: ignore[E711]\nif x == None:\n  y == None\n"), "3:8 E711 " + std::string(kNone) + "\n");
}

TEST(RangeSuppressions, CoverOneLineBetweenBrackets) {
  EXPECT_EQ(left_of("f(\n  # ruff: ignore[E711]\n  x == None,\n  y == None)\n"),
            "4:8 E711 " + std::string(kNone) + "\n");
}

TEST(RangeSuppressions, CoverTheLineTheyEnd) {
  EXPECT_EQ(left_of("f(\n  x == None,  # ruff: ignore[E711]\n  y == None)\n"), "3:8 E711 " + std::string(kNone) + "\n");
  EXPECT_EQ(left_of("x == None, '''\n'''  # ruff: ignore[E711]\n"), "");
}

TEST(RangeSuppressions, CoverTheFileAtTheLeftMargin) {
  EXPECT_EQ(left_of("x == None\n# ruff: file-ignore[E711]\n"), "");
  EXPECT_EQ(left_of("if x:\n  # ruff: file-ignore[E711]\n  x == None\n"), "3:8 E711 " + std::string(kNone) + "\n");
}

TEST(RangeSuppressions, HoldFromDisableToEnable) {
  EXPECT_EQ(left_of("# ruff: disable[E711]\nx == None\n# ruff: enable[E711]\ny == None\n"),
            "4:6 E711 " + std::string(kNone) + "\n");
}

TEST(RangeSuppressions, HoldToTheEndOfTheBlockWithoutEnable) {
  EXPECT_EQ(left_of("def f():\n    # ruff: disable[E711]\n    x == None\n    if x:\n        x == None\ny == None\n"),
            "6:6 E711 " + std::string(kNone) + "\n");
  EXPECT_EQ(left_of("# ruff: disable[E711]\nx == None\ndef f():\n    x == None\n"), "");
}

TEST(RangeSuppressions, PairCommentsOfOneBlockOnly) {
  // The `enable` inside the function is none of the module's business.
  EXPECT_EQ(left_of("# ruff: disable[E711]\ndef f():\n    # ruff: enable[E711]\n    x == None\ny == None\n"), "");
  // Codes in another order are other codes.
  EXPECT_EQ(left_of("# ruff: disable[E711, E712]\n# ruff: enable[E712, E711]\ny == None\n"), "");
}

TEST(RangeSuppressions, MustHoldTheWholeFinding) {
  EXPECT_EQ(left_of("# ruff: disable[E712]\nx = (a ==\n# ruff: enable[E712]\nTrue)\n"),
            "2:6 E712 Avoid equality comparisons to `True`; use `a:` for truth checks\n");
}

TEST(Suppressions, AcceptARaceForAReasonAndNothingElse) {
  const auto left = [](std::string_view comment, std::string_view codes = "FT103") {
    return LintedText("table = None\n\n\ndef get():\n    global table\n    if table is None:\n        table = {}" +
                          std::string(comment) + "\n        table[1] = 1 == None\n    return table\n",
                      settings_with(codes))
        .codes();
  };
  EXPECT_EQ(left(""), "FT103");
  EXPECT_EQ(left("  # whip: racy-ok[filled before threads start]"), "");
  EXPECT_EQ(left("  # whip: racy-ok"), "FT103") << "the reason is required";
  EXPECT_EQ(left("  # whip: racy-ok[ ]"), "FT103");
  EXPECT_EQ(LintedText("x == None  # whip: racy-ok[why not]\n", settings_with("E711")).codes(), "E711");
}

}  // namespace
}  // namespace whip
