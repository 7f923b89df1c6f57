#include "cli/pipeline/notebook.h"

#include <gtest/gtest.h>

#include <string>

namespace whip {
namespace {

std::string cell(const std::string& source, const std::string& kind = "code") {
  return R"({"cell_type": ")" + kind + R"(", "metadata": {}, )" + (kind == "code" ? R"("outputs": [], )" : "") +
         R"("source": )" + source + "}";
}

std::string notebook(const std::string& cells, const std::string& metadata = "{}") {
  return R"({"cells": [)" + cells + R"(], "metadata": )" + metadata + R"(, "nbformat": 4, "nbformat_minor": 4})";
}

Notebook read(const std::string& json) {
  Result<std::optional<Notebook>> result = read_notebook(Source(json));
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  EXPECT_TRUE(result && *result);
  return result && *result ? std::move(**result) : Notebook{};
}

std::string message(const std::string& json) {
  const Result<std::optional<Notebook>> result = read_notebook(Source(json));
  return result ? "no error" : result.error().message;
}

// What the parser sees of one code cell.
std::string seen(const std::string& source) {
  std::string text = source;
  std::vector<Magic> magics;
  blank_magics(text, 0, magics);
  EXPECT_EQ(text.size(), source.size());
  EXPECT_EQ(restore_magics(text, magics), source);
  return text;
}

TEST(Notebook, CodeCellsAreJoinedAndNumberedAmongAllCells) {
  const Notebook read_back = read(notebook(cell(R"(["import os\n", "x = 1"])") + "," + cell(R"("# text")", "markdown") +
                                           "," + cell(R"("y = 2\n")") + "," + cell("[]")));
  EXPECT_EQ(read_back.text, "import os\nx = 1\ny = 2\n\n\n");
  ASSERT_EQ(read_back.cells.size(), 3U);
  EXPECT_EQ(read_back.cells[0].number, 1U);
  EXPECT_EQ(read_back.cells[1].number, 3U);
  EXPECT_EQ(read_back.cells[1].span, (Span{16, 23}));
  EXPECT_EQ(read_back.cells[2].span, (Span{23, 24}));
}

TEST(Notebook, CellsThatAreNotPythonAreLeftOut) {
  EXPECT_EQ(read(notebook(cell(R"("%%bash\nls")"))).text, "");
  EXPECT_EQ(read(notebook(cell(R"("pip install x")"))).text, "");
  EXPECT_EQ(read(notebook(cell(R"("time = 3")"))).text, "time = 3\n");
  EXPECT_EQ(read(notebook(cell(R"("%%time\nx = 1")"))).text, "pass##\nx = 1\n");
}

TEST(Notebook, NotebooksOfOtherLanguagesAreLeftOut) {
  const auto result = read_notebook(Source(notebook(cell(R"("x <- 1")"), R"({"language_info": {"name": "R"}})")));
  ASSERT_TRUE(result);
  EXPECT_FALSE(result->has_value());
}

TEST(Notebook, MagicsGiveWayToTextOfTheSameLength) {
  EXPECT_EQ(seen("%matplotlib inline\nx = 1"), "pass##############\nx = 1");
  EXPECT_EQ(seen("!ls"), "000");
  EXPECT_EQ(seen("x = !ls -l\ny = %time f()"), "x = 000000\ny = 000000000");
  EXPECT_EQ(seen("if a:\n    !ls -l\nb"), "if a:\n    pass##\nb");
  EXPECT_EQ(seen("os.path?\n?os\nos??"), "pass####\n000\npass");
  EXPECT_EQ(seen("!ls -l  \nx"), "pass##  \nx");
  EXPECT_EQ(seen("!ls \\\n  more\nx"), "pass#\n######\nx");
}

TEST(Notebook, WhatOnlyLooksLikeMagicStays) {
  for (const std::string source :
       {"x = 5 % 3", "x %= 3", "x = (5\n% 3)", "s = '''\n%time\n!ls\n'''", "# what?\nx", "x = a != b", "f(a,\n   b)",
        "s = 'why?'", "x = 1 \\\n  % 2", "assert x == 1, 'y?'"}) {
    EXPECT_EQ(seen(source), source);
  }
}

TEST(Notebook, HelpIsAskedForNamesTheirPartsAndItemsOnly) {
  EXPECT_EQ(seen("a.b[0]??\nx = 1"), "pass####\nx = 1");
  EXPECT_EQ(seen("name ? ?  # why"), "pass###########");
  EXPECT_EQ(seen("x; name?"), "x; pass#");
  EXPECT_EQ(seen("if x: name?"), "if x: pass#");
  EXPECT_EQ(seen("name?; x"), "00000; x");
  EXPECT_EQ(seen("a.\\\nb?"), "000\n##");
  for (const std::string source : {"f()?", "a[b]?", "a[-1]?", "1?", "'a'?", "(a)?", "True?", "import?", "a???", "a?.b",
                                   "a? b", "x = a?", "if a?", "*a?", "a.*b?", "f(a?)"}) {
    EXPECT_EQ(seen(source), source);
  }
}

TEST(Notebook, OnlyAPlainAssignmentTakesACommand) {
  EXPECT_EQ(seen("x = y = !ls"), "x = y = 000");
  EXPECT_EQ(seen("x: int = %ls"), "x: int = 000");
  for (const std::string source : {"x += !ls", "x == %ls", "x := !ls", "f(x = !ls)", "x = (!ls)"}) {
    EXPECT_EQ(seen(source), source);
  }
}

TEST(Notebook, WhatIsNoNotebookIsAnErrorForPeople) {
  EXPECT_TRUE(message("{").starts_with("Expected a Jupyter Notebook, which must be internally stored as JSON"));
  EXPECT_TRUE(message("").starts_with("Expected a Jupyter Notebook, which must be internally stored as JSON"));
  EXPECT_EQ(message("{}"), "This file does not match the schema expected of Jupyter Notebooks: missing field `cells`");
  EXPECT_EQ(message(R"({"cells": [], "metadata": {}, "nbformat": 3, "nbformat_minor": 0})"),
            "Expected Jupyter Notebook format 4, found: 3");
  EXPECT_EQ(
      message(notebook(cell("3"))),
      "This file does not match the schema expected of Jupyter Notebooks: data did not match any variant of untagged "
      "enum SourceValue");
}

// The file with the text of the i-th code cell replaced.
std::string rewritten(const std::string& json, std::size_t i, const std::string& source) {
  const Notebook old = read(json);
  std::string text = restore_magics(old.text, old.magics);
  const Span span = old.cells[i].span;
  text.replace(span.begin, span.size(), source + "\n");
  std::vector<Cell> cells = old.cells;
  const auto shift = static_cast<std::uint32_t>(source.size() + 1) - span.size();
  cells[i].span.end += shift;
  for (std::size_t k = i + 1; k < cells.size(); ++k)
    cells[k].span = {cells[k].span.begin + shift, cells[k].span.end + shift};
  return write_notebook(json, old, text, cells);
}

TEST(Notebook, OnlyTheChangedSourceChangesInTheFile) {
  const std::string before =
      "{\n \"cells\": [\n  {\n   \"cell_type\": \"code\",\n   \"metadata\": {\"b\": 1,   \"a\": 1e10},\n"
      "   \"outputs\": [],\n   \"source\": [\n    \"import os\\n\",\n    \"x = 1\"\n   ]\n  },\n  " +
      cell(R"(["y"])") + "\n ],\n \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 4\n}\n";
  std::string after = before;
  const std::string gone = "    \"import os\\n\",\n";
  after.erase(after.find(gone), gone.size());
  EXPECT_EQ(rewritten(before, 0, "x = 1"), after);
}

TEST(Notebook, TheWayASourceIsWrittenIsKept) {
  EXPECT_EQ(rewritten(notebook(cell(R"("a\nb")")), 0, "b\n\"c\""), notebook(cell(R"("b\n\"c\"")")));
  EXPECT_EQ(rewritten(notebook(cell(R"(["a\n", "b"])")), 0, "b\nc"), notebook(cell(R"(["b\n", "c"])")));
  EXPECT_EQ(rewritten(notebook(cell(R"(["a"])")), 0, ""), notebook(cell("[]")));
  EXPECT_EQ(rewritten(notebook(cell("\"\\u00e9 = \\ud83d\\ude00\"")), 0, "x = \"\xC3\xA9\xF0\x9F\x98\x80\""),
            notebook(cell("\"x = \\\"\\u00e9\\ud83d\\ude00\\\"\"")));
  EXPECT_EQ(rewritten(notebook(cell("\"\xC3\xA9\"")), 0, "\xC3\xA8"), notebook(cell("\"\xC3\xA8\"")));
}

}  // namespace
}  // namespace whip
