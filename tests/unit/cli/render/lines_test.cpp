// The formats of one line a finding, and what follows them.
#include <gtest/gtest.h>

#include "tests/unit/cli/render/rendered.h"

namespace whip::render {
namespace {

using test::add_unused_import;
using test::Files;
using test::kF401;
using test::kF811;

TEST(Concise, IsOneLineAFinding) {
  Files files;
  Files::File& file = files.add("pkg/a.py", "import os\nx = (\n");
  add_unused_import(file);
  file.add(RuleId::invalid_syntax, Span{16, 16}, "unexpected EOF while parsing");
  EXPECT_EQ(files.as(Format::concise),
            "pkg/a.py:1:8: F401 [*] `os` imported but unused\n"
            "pkg/a.py:3:1: invalid-syntax: unexpected EOF while parsing\n");
}

TEST(Concise, AppendsTheLabelToTheMessage) {
  Files files;
  files.add("a.py", "x\n").add(kF811, "x", "Redefinition").label = "here";
  EXPECT_EQ(files.as(Format::concise), "a.py:1:1: F811 Redefinition: here\n");
}

TEST(Concise, NamesRulesInPreview) {
  Files files;
  files.options.label = RuleLabel::name;
  add_unused_import(files.add("a.py", "import os\n"));
  EXPECT_EQ(files.as(Format::concise), "a.py:1:8: unused-import: [*] `os` imported but unused\n");
}

TEST(Concise, CountsColumnsInCodePoints) {
  Files files;
  files.add("a.py", "é = '日本😀' + x\n").add(kF401, "x", "m");
  EXPECT_EQ(files.as(Format::concise), "a.py:1:13: F401 m\n");
}

TEST(Concise, NamesTheCellOfANotebook) {
  Files files;
  Files::File& file = files.add("n.ipynb", "x = 1\ny = 2\nimport os\n");
  file.cells = {{1, 0}, {3, 1}};
  add_unused_import(file);
  EXPECT_EQ(files.as(Format::concise), "n.ipynb:cell 3:2:8: F401 [*] `os` imported but unused\n");
}

TEST(Concise, MarksNothingAsFixableAfterFixing) {
  Files files;
  files.options.fix_mode = FixMode::apply;
  add_unused_import(files.add("a.py", "import os\n"));
  EXPECT_EQ(files.as(Format::concise), "a.py:1:8: F401 `os` imported but unused\n");
}

TEST(Concise, ColoursPathPositionAndCode) {
  Files files;
  files.options.colour = true;
  add_unused_import(files.add("a.py", "import os\n"));
  EXPECT_EQ(files.as(Format::concise),
            "\x1b[1ma.py\x1b[0m\x1b[36m:\x1b[0m1\x1b[36m:\x1b[0m8\x1b[36m:\x1b[0m \x1b[1m\x1b[31mF401\x1b[0m "
            "[\x1b[36m*\x1b[0m] "
            "`os` imported but unused\n");
}

TEST(Grouped, AlignsPositionsBelowTheFile) {
  Files files;
  Files::File& file = files.add("a.py", "import os\n\n\n\n\n\n\n\n\n          y\n");
  add_unused_import(file);
  file.add(kF811, "y", "m");
  files.add("clean.py", "");
  EXPECT_EQ(files.as(Format::grouped), "a.py:\n   1:8  F401 [*] `os` imported but unused\n  10:11 F811 m\n\n");
}

TEST(Pylint, HasNoColumns) {
  Files files;
  add_unused_import(files.add("a.py", "import os\n"));
  EXPECT_EQ(files.as(Format::pylint), "a.py:1: [F401] `os` imported but unused\n");
}

TEST(Github, PutsNotesAndAdviceOnLinesOfTheirOwn) {
  Files files;
  Diagnostic& finding = add_unused_import(files.add("a.py", "import os\n"));
  finding.notes.push_back({{0, 6}, "imported here"});
  EXPECT_EQ(files.as(Format::github),
            "::error title=whip (F401),file=/project/a.py,line=1,col=8,endLine=1,endColumn=10::a.py:1:8: F401 `os` "
            "imported but unused"
            "%0A  a.py:1:1: imported here%0A  help: Remove unused import: `os`\n");
}

TEST(Github, LeavesColumnsOutOfRangesOverLines) {
  Files files;
  files.add("a.py", "(\n)\n").add(kF401, "(\n)", "m");
  EXPECT_EQ(files.as(Format::github),
            "::error title=whip (F401),file=/project/a.py,line=1,endLine=2::a.py:1:1: F401 m\n");
}

TEST(Github, EscapesWhatTheRunnerWouldTakeForItsOwn) {
  Files files;
  files.add("a:b,c%25.py", "x\n").add(kF401, "x", "100 % of\n%0A: a, b");
  EXPECT_EQ(files.as(Format::github),
            "::error title=whip "
            "(F401),file=/project/a%3Ab%2Cc%2525.py,line=1,col=1,endLine=1,endColumn=2::a:b,c%2525.py:1:1: "
            "F401 100 % of%0A%250A: a, b\n");
}

TEST(Azure, EscapesTheEndOfAProperty) {
  Files files;
  files.add("a;b].py", "x\n").add(kF401, "x", "m]\nn");
  EXPECT_EQ(
      files.as(Format::azure),
      "##vso[task.logissue type=error;sourcepath=/project/a%3Bb%5D.py;linenumber=1;columnnumber=1;code=F401;]m]%0An\n");
}

TEST(Summary, CountsWhatIsLeftAndWhatCouldBeFixed) {
  Files files;
  EXPECT_EQ(files.summary(), "All checks passed!\n");
  Files::File& file = files.add("a.py", "import os\n");
  file.add(kF811, "os", "m");
  EXPECT_EQ(files.summary(), "Found 1 error.\n");
  add_unused_import(file);
  EXPECT_EQ(files.summary(), "Found 2 errors.\n[*] 1 fixable with `--fix`.\n");
  add_unused_import(file, Safety::unsafe);
  EXPECT_EQ(files.summary(),
            "Found 3 errors.\n[*] 1 fixable with `--fix` (1 unsafe fix available with `--fix --unsafe-fixes`).\n");
  add_unused_import(file, Safety::unsafe);
  add_unused_import(file, Safety::display_only);
  EXPECT_EQ(files.summary(),
            "Found 5 errors.\n[*] 1 fixable with `--fix` (2 unsafe fixes available with `--fix --unsafe-fixes`).\n");
  files.options.unsafe_fixes = UnsafeFixes::enabled;
  EXPECT_EQ(files.summary(), "Found 5 errors.\n[*] 3 fixable with `--fix`.\n");
  files.options.unsafe_fixes = UnsafeFixes::disabled;
  EXPECT_EQ(files.summary(), "Found 5 errors.\n[*] 1 fixable with `--fix`.\n");
}

TEST(Summary, SaysWhereOnlyUnsafeFixesAreLeft) {
  Files files;
  add_unused_import(files.add("a.py", "import os\n"), Safety::unsafe);
  files.options.fix_mode = FixMode::apply;
  files.fixed = {{"a.py", {{kF401, 2}}}};
  EXPECT_EQ(files.summary(),
            "Found 3 errors (2 fixed, 1 remaining).\n1 unsafe fix available with `--fix --unsafe-fixes`.\n");
}

TEST(Summary, OfFixOnlySpeaksOfFixesAlone) {
  Files files;
  files.options.fix_only = true;
  files.options.fix_mode = FixMode::apply;
  EXPECT_EQ(files.summary(), "");
  add_unused_import(files.add("a.py", "import os\n"), Safety::unsafe);
  EXPECT_EQ(files.summary(), "No errors fixed (1 fix available with `--unsafe-fixes`).\n");
  files.fixed = {{"a.py", {{kF401, 1}}}};
  EXPECT_EQ(files.summary(), "Fixed 1 error (1 additional fix available with `--unsafe-fixes`).\n");
  files.options.fix_mode = FixMode::diff;
  EXPECT_EQ(files.summary(), "Would fix 1 error (1 additional fix available with `--unsafe-fixes`).\n");
  files.options.unsafe_fixes = UnsafeFixes::enabled;
  files.fixed = {{"a.py", {{kF401, 3}}}};
  EXPECT_EQ(files.summary(), "Would fix 3 errors.\n");
}

TEST(Fixed, ListsRulesByFileTheMostFrequentFirst) {
  Files files;
  files.options.show_fixes = true;
  files.fixed = {{"a.py", {{kF401, 1}, {kF811, 12}}}, {"b.py", {{kF811, 2}, {kF401, 2}}}};
  std::string out;
  write_fixed(files.run(), out);
  EXPECT_EQ(out,
            "\nFixed 17 errors:\n"
            "- a.py:\n"
            "    12 × F811 (redefined-while-unused)\n"
            "     1 × F401 (unused-import)\n"
            "- b.py:\n"
            "     2 × F401 (unused-import)\n"
            "     2 × F811 (redefined-while-unused)\n"
            "\n");
}

TEST(WholeRun, HasSummariesForPeopleOnly) {
  Files files;
  add_unused_import(files.add("a.py", "import os\n"));
  EXPECT_TRUE(files.whole(Format::concise).ends_with("Found 1 error.\n[*] 1 fixable with `--fix`.\n"));
  EXPECT_TRUE(files.whole(Format::pylint).ends_with("imported but unused\n"));
  files.options.quiet = true;
  EXPECT_TRUE(files.whole(Format::concise).ends_with("imported but unused\n"));
}

TEST(Statistics, CountRulesTheMostBrokenFirst) {
  Files files;
  Files::File& file = files.add("a.py", "import os\n");
  file.add(RuleId::invalid_syntax, Span{0, 0}, "m");
  for (int i = 0; i < 10; ++i) file.add(kF811, "os", "m");
  add_unused_import(file);
  add_unused_import(file, Safety::unsafe);
  std::string out;
  ASSERT_TRUE(write_statistics(files.run(), Format::full, out));
  EXPECT_EQ(out,
            "10\tF811\t[ ] redefined-while-unused\n"
            " 2\tF401\t[-] unused-import\n"
            " 1\t    \t[ ] invalid-syntax\n"
            "Found 13 errors.\n[*] 1 fixable with `--fix` (1 unsafe fix available with `--fix --unsafe-fixes`).\n");
}

TEST(Statistics, HaveNoBracketsWhereNothingIsFixable) {
  Files files;
  files.add("a.py", "x\n").add(kF811, "x", "m");
  std::string out;
  ASSERT_TRUE(write_statistics(files.run(), Format::concise, out));
  EXPECT_EQ(out, "1\tF811\tredefined-while-unused\nFound 1 error.\n");
}

TEST(Statistics, AreJsonOnRequestAndRefusedOtherwise) {
  Files files;
  add_unused_import(files.add("a.py", "import os\n"));
  std::string out;
  ASSERT_TRUE(write_statistics(files.run(), Format::json, out));
  EXPECT_EQ(
      out,
      "[\n  {\n    \"code\": \"F401\",\n    \"name\": \"unused-import\",\n    \"count\": 1,\n    \"fixable\": true,\n"
      "    \"fixable_count\": 1\n  }\n]\n");
  EXPECT_FALSE(write_statistics(files.run(), Format::grouped, out));
}

TEST(Formats, AreFoundByTheirNames) {
  for (const std::string_view name : format_names()) {
    const std::optional<Format> format = parse_format(name);
    ASSERT_TRUE(format.has_value()) << name;
    EXPECT_EQ(format_name(*format), name);
  }
  EXPECT_EQ(format_names().size(), 13U);
  EXPECT_EQ(parse_format("json-lines"), Format::json_lines);
  EXPECT_EQ(parse_format("text"), std::nullopt);
}

}  // namespace
}  // namespace whip::render
