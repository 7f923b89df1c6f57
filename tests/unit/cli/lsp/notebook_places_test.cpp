#include "cli/lsp/notebook_places.h"

#include <gtest/gtest.h>

#include <string>

namespace whip::lsp {
namespace {

// The bytes of the file that stand for the first occurrence of `word` in the joined cells.
std::string shown(const std::string& sources, std::string_view word) {
  std::string json = R"({"metadata": {}, "nbformat": 4, "nbformat_minor": 5, "cells": [)";
  json += sources + "]}";
  const Source file(json);
  const auto notebook = read_notebook(file);
  EXPECT_TRUE(notebook.has_value() && notebook->has_value()) << json;
  const auto at = static_cast<std::uint32_t>((*notebook)->text.find(word));
  const Span place = place_in_file(json, **notebook, {at, at + static_cast<std::uint32_t>(word.size())});
  return json.substr(place.begin, place.size());
}

std::string cell(const std::string& source) {
  return R"({"cell_type": "code", "metadata": {}, "outputs": [], "source": )" + source + "}";
}

TEST(NotebookPlaces, AreFoundInTextsAndInListsOfTexts) {
  EXPECT_EQ(shown(cell(R"("import os")"), "os"), "os");
  EXPECT_EQ(shown(cell(R"(["x = 1\n", "import os"])"), "os"), "os");
  EXPECT_EQ(shown(cell(R"("x")") + "," + cell(R"([ "", "y" ])"), "y"), "y");
}

TEST(NotebookPlaces, CountWhatEscapesMean) {
  EXPECT_EQ(shown(cell(R"("\u00e9 = '\t\\'; os")"), "os"), "os");
  EXPECT_EQ(shown(cell(R"("'\ud83d\ude00'; os")"), "os"), "os");
  EXPECT_EQ(shown(cell(R"("a\u00e9b")"), "\xC3\xA9"), R"(\u00e9)");
}

TEST(NotebookPlaces, OfSeveralLinesGoFromTheFirstToTheLast) {
  EXPECT_EQ(shown(cell(R"(["f(\n", "1)\n"])"), "f(\n1)"), R"(f(\n", "1))");
}

TEST(NotebookPlaces, AreEmptyWhereNothingIsMeant) {
  EXPECT_EQ(shown(cell(R"("x = 1")"), ""), "");
  EXPECT_EQ(shown(cell("[]"), "\n"), "");
}

}  // namespace
}  // namespace whip::lsp
