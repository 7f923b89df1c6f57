// What depends on more than the text of a file: cells of notebooks, modules in the folders of `src`, a byte order mark.

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

#include "core/text/edit.h"
#include "tests/support/linting.h"

namespace whip::test {
namespace {

class Sources : public SourceModules {
 public:
  explicit Sources(std::set<std::string, std::less<>> modules) : modules_(std::move(modules)) {}
  bool contains(std::string_view module) const override { return modules_.contains(module); }

 private:
  std::set<std::string, std::less<>> modules_;
};

// The text after one round of I001's fixes.
std::string sorted(std::string_view text, const FileFacts& facts) {
  const LintedText linted("", settings_with("I001"));
  const Source source(text);
  Bench bench;
  const LintResult result =
      lint({.text = source.text(), .facts = facts, .target = {}}, linted.settings(), linted.listeners(), bench);
  std::vector<Edit> edits;
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (diagnostic.fix) edits.insert(edits.end(), diagnostic.fix->edits.begin(), diagnostic.fix->edits.end());
  }
  return apply_edits(text, edits);
}

TEST(ImportPlaces, ABlockEndsWithItsCell) {
  const std::string_view text = "import b\nimport d\nimport c\nimport a\n";
  const Cell cells[] = {{{0, 18}, 1}, {{18, 36}, 2}};
  EXPECT_EQ(sorted(text, {.path = "a.ipynb", .name = "a.ipynb", .kind = FileKind::notebook, .cells = cells}),
            "import b\nimport d\nimport a\nimport c\n");
}

TEST(ImportPlaces, NoBlankLineIsAskedForAtTheEndOfACell) {
  const std::string_view text = "import b\nx = 1\n";
  const Cell cells[] = {{{0, 9}, 1}, {{9, 15}, 2}};
  EXPECT_EQ(sorted(text, {.path = "a.ipynb", .name = "a.ipynb", .kind = FileKind::notebook, .cells = cells}), text);
  EXPECT_EQ(sorted(text, {.path = "a.py", .name = "a.py"}), "import b\n\nx = 1\n");
}

TEST(ImportPlaces, AModuleInASourceFolderIsFirstParty) {
  const std::string modules[] = {"here"};
  EXPECT_EQ(sorted("import here\nimport there\n", {.path = "a.py", .name = "a.py", .source_modules = modules}),
            "import there\n\nimport here\n");
}

TEST(ImportPlaces, OfADottedNameAllPartsMustExist) {
  const std::string modules[] = {"here"};
  const Sources sources({"here.sub"});
  EXPECT_EQ(sorted("import here.none\nimport here.sub\nfrom here import x\nfrom here.none import y\n",
                   {.path = "a.py", .name = "a.py", .source_modules = modules, .sources = &sources}),
            "import here.none\nfrom here.none import y\n\nimport here.sub\nfrom here import x\n");
}

TEST(ImportPlaces, TheByteOrderMarkStaysInFront) {
  EXPECT_EQ(sorted("\xEF\xBB\xBFimport b\nimport a\n", {.path = "a.py", .name = "a.py"}),
            "\xEF\xBB\xBFimport a\nimport b\n");
}

TEST(ImportPlaces, LinesThatEndAsOnWindowsStayWhatTheyAre) {
  EXPECT_EQ(sorted("import b\r\nimport a\r\nx = 1\r\n", {.path = "a.py", .name = "a.py"}),
            "import a\r\nimport b\r\n\r\nx = 1\r\n");
}

TEST(ImportPlaces, ARequiredImportEndsAsTheLinesOfTheFile) {
  Settings settings = settings_with("I002");
  settings.isort.required_imports = {"import a"};
  LintedText linted("# Comment.\r\nx = 1\r\n", settings);
  EXPECT_EQ(linted.fix(FixReach::safe).text, "# Comment.\r\nimport a\r\nx = 1\r\n");
}

TEST(ImportPlaces, ARequiredImportBehindTheLastLineBeginsANewOne) {
  Settings settings = settings_with("I002");
  settings.isort.required_imports = {"import a"};
  LintedText linted("from __future__ import annotations", settings);
  EXPECT_EQ(linted.fix(FixReach::safe).text, "from __future__ import annotations\nimport a");
}

TEST(ImportPlaces, LinesThatEndInALoneCarriageReturnStayWhatTheyAre) {
  EXPECT_EQ(sorted("import b\rimport a\rx = 1\r", {.path = "a.py", .name = "a.py"}), "import a\rimport b\r\rx = 1\r");
}

}  // namespace
}  // namespace whip::test
