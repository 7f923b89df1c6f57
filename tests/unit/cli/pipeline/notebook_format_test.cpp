// Formatting notebooks, cell by cell.

#include "cli/pipeline/notebook_format.h"

#include <gtest/gtest.h>

#include "core/base/json_writer.h"

namespace whip {
namespace {

// A notebook with these code cells; nothing if it could not be read.
std::optional<Notebook> notebook(std::initializer_list<std::string_view> cells) {
  std::string json;
  JsonWriter writer(json);
  writer.begin_object().key("cells").begin_array();
  for (const std::string_view source : cells) {
    writer.begin_object().member("cell_type", "code").member("source", source);
    writer.key("metadata").begin_object().end_object().key("outputs").begin_array().end_array();
    writer.end_object();
  }
  writer.end_array().key("metadata").begin_object().end_object();
  writer.member("nbformat", std::uint64_t{4}).member("nbformat_minor", std::uint64_t{4}).end_object();
  Result<std::optional<Notebook>> read = read_notebook(Source(json));
  return read ? std::move(*read) : std::nullopt;
}

std::string format(std::initializer_list<std::string_view> cells) {
  fmt::Formatter formatter;
  const auto read = notebook(cells);
  if (!read) return "no notebook";
  const auto formatted = format_notebook(*read, {.source_type = fmt::SourceType::notebook}, formatter);
  if (!formatted) return std::to_string(formatted.error().line) + " " + formatted.error().message;
  return formatted->after;
}

TEST(NotebookFormat, FormatsEachCellByItself) {
  EXPECT_EQ(format({"x=1", "import  os\ny=2", "def f():\n  pass"}), "x = 1\nimport os\n\ny = 2\ndef f():\n    pass\n");
}

TEST(NotebookFormat, LeavesWhatIPythonUnderstandsAsItIs) {
  EXPECT_EQ(format({"%matplotlib  inline\nx=1\n!ls  -l", "files=!ls  *.py\nfoo(files)", "%%time\nx=1"}),
            "%matplotlib  inline\nx = 1\n!ls  -l\nfiles = !ls  *.py\nfoo(files)\n%%time\nx = 1\n");
}

TEST(NotebookFormat, KeepsTheSemicolonThatHidesACellsValue) {
  EXPECT_EQ(format({"x=1;\nplot( x );"}), "x = 1\nplot(x);\n");
}

TEST(NotebookFormat, CountsTheLinesOfAnErrorOverAllCells) {
  EXPECT_EQ(format({"x=1\ny=2", "z = ("}).substr(0, 2), "4 ");
}

}  // namespace
}  // namespace whip
