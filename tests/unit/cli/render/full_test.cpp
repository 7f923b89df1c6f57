#include <gtest/gtest.h>

#include "tests/unit/cli/render/rendered.h"

namespace whip::render {
namespace {

using test::add_unused_import;
using test::Files;
using test::kF401;
using test::kF811;

TEST(Full, ShowsTwoLinesAroundTheMarkAndTheFixAsADifference) {
  Files files;
  add_unused_import(files.add("a.py", "import os\nimport sys\nx = 1\ny = 2\n"));
  EXPECT_EQ(files.as(Format::full),
            "F401 [*] `os` imported but unused\n"
            " --> a.py:1:8\n"
            "  |\n"
            "1 | import os\n"
            "  |        ^^\n"
            "2 | import sys\n"
            "3 | x = 1\n"
            "  |\n"
            "help: Remove unused import: `os`\n"
            "  |\n"
            "  - import os\n"
            "1 | import sys\n"
            "  |\n"
            "\n");
}

TEST(Full, SaysThatAFixIsUnsafeAndDoesNotMarkItAsMade) {
  Files files;
  add_unused_import(files.add("a.py", "import os\n"), Safety::unsafe);
  const std::string text = files.as(Format::full);
  EXPECT_TRUE(text.starts_with("F401 `os`")) << text;
  EXPECT_TRUE(text.ends_with("  |\nnote: This is an unsafe fix and may change runtime behavior\n\n")) << text;
}

TEST(Full, MarksUnsafeFixesWhereTheyAreWanted) {
  Files files;
  files.options.unsafe_fixes = UnsafeFixes::enabled;
  add_unused_import(files.add("a.py", "import os\n"), Safety::unsafe);
  EXPECT_TRUE(files.as(Format::full).starts_with("F401 [*] `os`"));
}

TEST(Full, ShowsSuggestionsThatCannotBeApplied) {
  Files files;
  add_unused_import(files.add("a.py", "import os\n"), Safety::display_only);
  EXPECT_NE(files.as(Format::full).find("  - import os\n"), std::string::npos);
  EXPECT_NE(files.as(Format::full).find("cannot be applied automatically"), std::string::npos);
}

TEST(Full, GivesAdviceWithoutAFix) {
  Files files;
  files.add("a.py", "x\n").add(kF401, "x", "m").help = "Do something";
  EXPECT_EQ(files.as(Format::full), "F401 m\n --> a.py:1:1\n  |\n1 | x\n  | ^\nhelp: Do something\n\n");
}

TEST(Full, LeavesOutBlankLinesAtTheEdgesOfTheFrame) {
  Files files;
  files.add("a.py", "a\n\n\nb\n\n\nc\n").add(kF401, "b", "m");
  EXPECT_EQ(files.as(Format::full), "F401 m\n --> a.py:4:1\n  |\n4 | b\n  | ^\n\n");
}

TEST(Full, RunsABarAlongAMarkOverSeveralLines) {
  Files files;
  files.add("a.py", "def f():\n    if not (x in\n        y): pass\n    z\n").add(kF401, "x in\n        y", "m");
  EXPECT_EQ(files.as(Format::full),
            "F401 m\n"
            " --> a.py:2:13\n"
            "  |\n"
            "1 |   def f():\n"
            "2 |       if not (x in\n"
            "  |  _____________^\n"
            "3 | |         y): pass\n"
            "  | |_________^\n"
            "4 |       z\n"
            "  |\n"
            "\n");
}

TEST(Full, BeginsABarWithASlashWhereTheLineBegins) {
  Files files;
  files.add("a.py", "x\n(\n  1,\n)\ny\n").add(kF401, "(\n  1,\n)", "m");
  EXPECT_EQ(files.as(Format::full),
            "F401 m\n --> a.py:2:1\n  |\n1 |   x\n2 | / (\n3 | |   1,\n4 | | )\n  | |_^\n5 |   y\n  |\n\n");
}

TEST(Full, HangsLabelsBelowMarksOfTheSameLine) {
  Files files;
  Files::File& file = files.add("a.py", "import os; import os\n");
  Diagnostic& finding = file.add(kF811, {18, 20}, "Redefinition of unused `os` from line 1");
  finding.label = "`os` redefined here";
  finding.notes.push_back({{7, 9}, "previous definition of `os` here"});
  EXPECT_EQ(files.as(Format::full),
            "F811 Redefinition of unused `os` from line 1\n"
            " --> a.py:1:19\n"
            "  |\n"
            "1 | import os; import os\n"
            "  |        --         ^^ `os` redefined here\n"
            "  |        |\n"
            "  |        previous definition of `os` here\n"
            "\n");
}

TEST(Full, ShowsPlacesThatAreFarApartOneAfterTheOther) {
  Files files;
  Files::File& file = files.add("a.py", "def f(): pass\n1\n2\n3\n4\n5\n6\n7\n8\ndef f(): pass\n");
  const auto second = static_cast<std::uint32_t>(file.text.rfind("f("));
  Diagnostic& finding = file.add(kF811, {second, second + 1}, "Redefinition of `f`");
  finding.notes.push_back({{4, 5}, "first"});
  EXPECT_EQ(files.as(Format::full),
            "F811 Redefinition of `f`\n"
            "  --> a.py:10:5\n"
            "   |\n"
            " 8 | 7\n"
            " 9 | 8\n"
            "10 | def f(): pass\n"
            "   |     ^\n"
            "   |\n"
            "  ::: a.py:1:5\n"
            "   |\n"
            " 1 | def f(): pass\n"
            "   |     - first\n"
            " 2 | 1\n"
            " 3 | 2\n"
            "   |\n"
            "\n");
}

TEST(Full, PutsCaretsBelowWideCharactersAndTabs) {
  Files files;
  files.add("a.py", "\tx = \"日本\" + y\n").add(kF401, "y", "m");
  EXPECT_EQ(files.as(Format::full),
            "F401 m\n --> a.py:1:13\n  |\n1 |     x = \"日本\" + y\n  |                  ^\n\n");
}

TEST(Full, MakesControlCharactersVisible) {
  Files files;
  files.add("a.py", "x = '\x1b[31m\x07\u202e' + y\n").add(kF401, "y", "m");
  const std::string text = files.as(Format::full);
  EXPECT_NE(text.find("x = '␛[31m␇\uFFFD' + y"), std::string::npos) << text;
}

TEST(Full, CutsLongLinesAroundTheMark) {
  Files files;
  files.add("a.py", "x = '" + std::string(300, 'a') + "' + undefined + '" + std::string(300, 'b') + "'\n")
      .add(kF401, "undefined", "m");
  const std::string text = files.as(Format::full);
  const std::size_t line = text.find("1 | …");
  ASSERT_NE(line, std::string::npos) << text;
  const std::size_t code = text.find("undefined", line) - line;
  const std::size_t carets = text.find("^^^^^^^^^") - text.find('\n', line) - 1;
  EXPECT_EQ(code - 2, carets) << text;  // the sign for the cut is three bytes, one column
}

TEST(Full, PointsBehindTheLastLineAtTheEndOfTheFile) {
  Files files;
  files.add("b.py", "x = 1\ny = (2\n").add(RuleId::invalid_syntax, Span{13, 13}, "unexpected EOF while parsing");
  EXPECT_EQ(files.as(Format::full),
            "invalid-syntax: unexpected EOF while parsing\n --> b.py:2:8\n  |\n1 | x = 1\n2 | y = (2\n  |       ^\n\n");
}

TEST(Full, ShowsNoFrameForFindingsAboutTheWholeFile) {
  Files files;
  files.add("empty.py", "").add(kF401, Span{0, 0}, "m");
  files.add("e.py", "x\n").add(kF401, Span{0, 0}, "m");
  EXPECT_EQ(files.as(Format::full), "F401 m\n--> empty.py:1:1\n\nF401 m\n--> e.py:1:1\n\n");
}

TEST(Full, DoesNotShowAByteOrderMarkInFrames) {
  Files files;
  add_unused_import(files.add("a.py", "\xEF\xBB\xBFimport os\n"));
  const std::string text = files.as(Format::full);
  EXPECT_NE(text.find(" --> a.py:1:8\n  |\n1 | import os\n  |        ^^\n"), std::string::npos) << text;
  EXPECT_NE(text.find("- \uFFFDimport os\n"), std::string::npos) << text;
}

TEST(Full, EndsLinesAtLoneCarriageReturns) {
  Files files;
  files.add("a.py", "a = 1\rb = 2\rc = 3\r").add(kF401, "b", "m");
  EXPECT_EQ(files.as(Format::full), "F401 m\n --> a.py:2:1\n  |\n1 | a = 1\n2 | b = 2\n  | ^\n3 | c = 3\n  |\n\n");
}

TEST(Full, CountsLinesInsideCellsOfNotebooks) {
  Files files;
  Files::File& file = files.add("n.ipynb", "x = 1\nimport os\ny = 2\n");
  file.cells = {{2, 0}, {4, 1}};
  add_unused_import(file);
  EXPECT_EQ(files.as(Format::full),
            "F401 [*] `os` imported but unused\n"
            " --> n.ipynb:cell 4:1:8\n"
            "  |\n"
            "1 | import os\n"
            "  |        ^^\n"
            "2 | y = 2\n"
            "  |\n"
            "help: Remove unused import: `os`\n"
            " ::: cell 4\n"
            "  |\n"
            "  - import os\n"
            "1 | y = 2\n"
            "  |\n"
            "\n");
}

TEST(Full, ColoursWhatTheEyeShouldFind) {
  Files files;
  files.options.colour = true;
  Files::File& file = files.add("a.py", "x = f(1)\n");
  Diagnostic& finding = file.add(kF401, "f", "m");
  finding.fix = Fix{.title = "t", .edits = {Edit::replace(file.find("f"), "g")}};
  EXPECT_EQ(files.as(Format::full),
            "\x1b[1m\x1b[91mF401\x1b[0m [\x1b[1m\x1b[96m*\x1b[0m]\x1b[1m m\x1b[0m\n"
            " \x1b[1m\x1b[94m--> \x1b[0ma.py:1:5\n"
            "  \x1b[1m\x1b[94m|\x1b[0m\n"
            "\x1b[1m\x1b[94m1\x1b[0m \x1b[1m\x1b[94m|\x1b[0m x = f(1)\n"
            "  \x1b[1m\x1b[94m|\x1b[0m     \x1b[1m\x1b[91m^\x1b[0m\n"
            "\x1b[1m\x1b[96mhelp\x1b[0m\x1b[1m: t\x1b[0m\n"
            "\x1b[1m\x1b[94m \x1b[0m \x1b[1m\x1b[94m|\x1b[0m\n"
            "\x1b[1m\x1b[94m \x1b[0m \x1b[1m\x1b[31m-\x1b[0m \x1b[31mx = "
            "\x1b[0m\x1b[1m\x1b[31mf(1)\x1b[0m\x1b[0m\x1b[31m\n\x1b[0m"
            "\x1b[1m\x1b[94m1\x1b[0m \x1b[1m\x1b[32m+\x1b[0m \x1b[32mx = "
            "\x1b[0m\x1b[1m\x1b[32mg(1)\x1b[0m\x1b[0m\x1b[32m\n\x1b[0m"
            "\x1b[1m\x1b[94m \x1b[0m \x1b[1m\x1b[94m|\x1b[0m\n"
            "\n");
}

TEST(Full, DrawsARuleWhereChangesAreFarApartAndJoinsNearOnes) {
  const auto change = [](std::uint32_t gap) {
    Files files;
    std::string text = "import a\n";
    for (std::uint32_t i = 0; i < gap; ++i) text += "x\n";
    text += "import b\n";
    Files::File& file = files.add("a.py", text);
    Diagnostic& finding = file.add(kF401, "a", "m");
    finding.fix =
        Fix{.title = "t", .edits = {Edit::remove(file.find("import a\n")), Edit::remove(file.find("import b\n"))}};
    return files.as(Format::full);
  };
  const std::string rule(80, '-');
  EXPECT_EQ(change(4).find(rule), std::string::npos);
  EXPECT_NE(change(5).find("1 | x\n" + rule + "\n5 | x\n"), std::string::npos) << change(5);
}

}  // namespace
}  // namespace whip::render
