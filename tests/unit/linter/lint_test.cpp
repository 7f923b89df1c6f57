#include "linter/lint.h"

#include <gtest/gtest.h>

#include "linter/add_noqa.h"
#include "tests/support/linting.h"

namespace whip {
namespace {

using test::LintedText;
using test::rules_named;
using test::settings_with;

TEST(Lint, SortsByPlaceAndThenByCode) {
  EXPECT_EQ(LintedText("x = 1 \nNone == True == None\n", settings_with("W291 E711 E712")).listing(),
            "1:6 W291 Trailing whitespace\n"
            "2:1 E711 Comparison to `None` should be `cond is None`\n"
            "2:1 E712 Avoid equality comparisons to `True` or `False`\n"
            "2:17 E711 Comparison to `None` should be `cond is None`\n");
}

TEST(Lint, PutsSomeRulesBeforeThoseThatSayTheSameAtThePlace) {
  EXPECT_EQ(LintedText("\t \tx = 1\n", settings_with("E101 W191")).codes(), "invalid-syntax W191 E101");
  EXPECT_EQ(LintedText("l = lambda: 0\n", settings_with("E731 E741")).codes(), "E741 E731");
  EXPECT_EQ(LintedText("x = 1\nfrom __future__ import division\n", settings_with("E402 F404")).codes(), "F404 E402");
  EXPECT_EQ(LintedText("import a\nimport a\n", settings_with("F401 F811")).codes(), "F811 F401");
}

TEST(Lint, FindsNothingInAnEmptyFile) { EXPECT_EQ(LintedText("", settings_with(test::every_rule())).codes(), ""); }

TEST(Lint, RunsOnlyRulesForLinesAndTokensWhereTheFileDoesNotParse) {
  const LintedText linted("x == None; \ny = (\n", settings_with("E711 E703 W291"));
  EXPECT_FALSE(linted.result().parses);
  EXPECT_NE(linted.codes().find("W291"), std::string::npos);
  EXPECT_NE(linted.codes().find("E703"), std::string::npos);
  EXPECT_NE(linted.codes().find("invalid-syntax"), std::string::npos);
  EXPECT_EQ(linted.codes().find("E711"), std::string::npos);
}

// "7:9 message" for what does not parse, with offsets; a cell for each text.
std::string errors_of_cells(std::initializer_list<std::string_view> texts) {
  std::string joined;
  std::vector<Cell> cells;
  for (const std::string_view text : texts) {
    const auto begin = static_cast<std::uint32_t>(joined.size());
    joined += text;
    cells.push_back({{begin, static_cast<std::uint32_t>(joined.size())}, static_cast<std::uint32_t>(cells.size() + 1)});
  }
  const Source source(joined);
  const Settings settings = settings_with("F401");
  LintedText table("", settings);
  Bench bench;
  const FileFacts facts{.path = "a.ipynb", .name = "a.ipynb", .kind = FileKind::notebook, .cells = cells};
  const LintResult result =
      lint({.text = source.text(), .facts = facts, .target = {}}, settings, table.listeners(), bench);
  std::string out;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    out += std::to_string(diagnostic.span.begin) + " " + diagnostic.message + "\n";
  }
  return out;
}

TEST(Lint, LetsNothingGoOnInTheNextCell) {
  EXPECT_EQ(errors_of_cells({"x = 1\n", "y = 2\n"}), "");
  EXPECT_EQ(errors_of_cells({"x = {\n", "}\n"}).substr(0, 31), "5 unexpected EOF while parsing\n");
  EXPECT_EQ(errors_of_cells({"if x:\n", "    import os\n"}),
            "5 Expected an indented block after `if` statement\n6 Unexpected indentation\n");
  EXPECT_EQ(errors_of_cells({"@f\n", "def g(): ...\n"}).substr(0, 2), "2 ");
}

TEST(Lint, OffersNoFixesWhereTheFileDoesNotParse) {
  const LintedText linted("x = 1 \ny = (\n", settings_with("W291"));
  for (const Diagnostic& diagnostic : linted.diagnostics()) {
    EXPECT_FALSE(diagnostic.fix.has_value());
    if (linted.code(diagnostic) == "W291") {
      EXPECT_EQ(diagnostic.help, "Remove trailing whitespace");
    }
  }
}

TEST(Lint, OffersNoFixOfAnUnfixableRule) {
  Settings settings = settings_with("W291 E711");
  settings.fixable = rules_named("E711");
  const LintedText linted("x == None \n", settings);
  ASSERT_EQ(linted.codes(), "E711 W291");
  EXPECT_TRUE(linted.diagnostics()[0].fix.has_value());
  EXPECT_FALSE(linted.diagnostics()[1].fix.has_value());
  EXPECT_EQ(linted.diagnostics()[1].help, "Remove trailing whitespace");
}

TEST(Lint, LetsSettingsSayWhichFixesAreSafe) {
  Settings settings = settings_with("W291 E711");
  settings.forced_safe = rules_named("E711");
  settings.forced_unsafe = rules_named("W291");
  const LintedText linted("x == None \n", settings);
  EXPECT_EQ(linted.diagnostics()[0].fix->safety, Safety::safe);
  EXPECT_EQ(linted.diagnostics()[1].fix->safety, Safety::unsafe);
}

TEST(Lint, ReportsSyntaxThatIsARuleOfItsOwnOnlyIfTheRuleIsOn) {
  EXPECT_EQ(LintedText("return 1\n", settings_with("F706")).codes(), "F706");
  EXPECT_EQ(LintedText("return 1\n", settings_with("E711")).codes(), "");
}

TEST(Lint, LooksIntoStringAnnotations) {
  EXPECT_EQ(LintedText("x: 'f(y == None)'\n", settings_with("E711 F821")).codes(), "F821 F821 E711");
}

AddedComments add(std::string_view text, std::string_view codes, AddedComment kind, std::string_view reason = "") {
  LintedText linted(text, settings_with(codes));
  return add_comments(linted.input(), linted.settings(), linted.listeners(), linted.bench(), kind, reason);
}

TEST(AddNoqa, PutsCodesBehindTheLine) {
  const AddedComments added =
      add("x == None == True  \ny == None  # noqa: E501 because\nz == None  # noqa\n", "E711 E712", AddedComment::noqa);
  EXPECT_EQ(added.text, "x == None == True  # noqa: E711, E712\ny == None  # noqa: E501, E711\nz == None  # noqa\n");
  EXPECT_EQ(added.count, 2U);
}

TEST(AddNoqa, PutsThemBehindTheLastOfJoinedLines) {
  EXPECT_EQ(add("x == None, '''\n'''\ny == None, \\\n  1\n", "E711", AddedComment::noqa, "later").text,
            "x == None, '''\n'''  # noqa: E711 later\ny == None, \\\n  1  # noqa: E711 later\n");
}

TEST(AddNoqa, EndsTheLastLineAsTheFileEndsLines) {
  EXPECT_EQ(add("x = 1\r\nx == None", "E711", AddedComment::noqa).text, "x = 1\r\nx == None  # noqa: E711\r\n");
}

TEST(AddNoqa, LeavesNothingToFind) {
  const AddedComments added = add("x == None == True\nif y == None: z == True\n", "E711 E712", AddedComment::noqa);
  EXPECT_EQ(LintedText(added.text, settings_with("E711 E712")).codes(), "");
}

TEST(AddIgnore, AddsToACommentThatIsThere) {
  EXPECT_EQ(add("x == None # ruff: ignore[E501] old\n", "E711", AddedComment::ignore, "new").text,
            "x == None  # ruff: ignore[E501, E711] new\n");
  EXPECT_EQ(add("if x:\n\t# whip: ignore[E501]\n\tx == None\n", "E711", AddedComment::ignore).text,
            "if x:\n\t# whip: ignore[E501, E711]\n\tx == None\n");
  EXPECT_EQ(add("x == None  # noqa: E501\n", "E711", AddedComment::ignore).text,
            "x == None  # noqa: E501  # ruff: ignore[E711]\n");
}

}  // namespace
}  // namespace whip
