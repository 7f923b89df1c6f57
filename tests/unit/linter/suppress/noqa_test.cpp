#include "linter/suppress/noqa.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace whip {
namespace {

// "line 3..17 F401 E501" for each directive, then "! bad_suffix" for each warning.
std::string read(std::string_view comment) {
  NoqaComments found;
  found.read(comment, {0, static_cast<std::uint32_t>(comment.size())});
  std::string out;
  for (const NoqaDirective& directive : found.directives) {
    out.append(directive.scope == NoqaScope::line ? "line " : "file ");
    out.append(std::to_string(directive.span.begin)).append("..").append(std::to_string(directive.span.end));
    if (directive.all) out.append(" all");
    for (const NoqaCode& code : found.codes_of(directive)) {
      EXPECT_EQ(comment.substr(code.span.begin, code.span.size()), code.text);
      out.append(" ").append(code.text);
    }
    out.append("; ");
  }
  for (const NoqaWarning& warning : found.warnings) out.append("! ").append(to_string(warning.trouble)).append("; ");
  if (!out.empty()) out.resize(out.size() - 2);
  return out;
}

TEST(NoqaComments, NameEverythingWithoutCodes) {
  EXPECT_EQ(read("# noqa"), "line 0..6 all");
  EXPECT_EQ(read("#NOQA"), "line 0..5 all");
  EXPECT_EQ(read("# noqa because"), "line 0..6 all");
  EXPECT_EQ(read("# noqa# because"), "line 0..6 all");
  EXPECT_EQ(read("# noqa F401"), "line 0..6 all");
  EXPECT_EQ(read("# why # noqa"), "line 6..12 all");
}

TEST(NoqaComments, NameCodesBehindAColon) {
  EXPECT_EQ(read("# noqa: F401"), "line 0..12 F401");
  EXPECT_EQ(read("# noqa:F401,E501"), "line 0..16 F401 E501");
  EXPECT_EQ(read("# NoQA : F401 E501"), "line 0..18 F401 E501");
  EXPECT_EQ(read("# noqa: F401, because E501"), "line 0..12 F401");
  EXPECT_EQ(read("# noqa: F401 # noqa: E501"), "line 0..12 F401");
  EXPECT_EQ(read("# noqa:F401#E501"), "line 0..11 F401");
  EXPECT_EQ(read("# noqa: F401\u3000E501"), "line 0..19 F401 E501");
}

TEST(NoqaComments, AreVoidWithoutAGoodFirstCode) {
  EXPECT_EQ(read("# noqa:"), "! expected a comma-separated list of codes (e.g., `# noqa: F401, F841`).");
  EXPECT_EQ(read("# noqa: f401"), "! expected a comma-separated list of codes (e.g., `# noqa: F401, F841`).");
  EXPECT_EQ(read("# noqa: [F401]"), "! expected a comma-separated list of codes (e.g., `# noqa: F401, F841`).");
  EXPECT_EQ(read("# noqa; F401"),
            "! expected `:` followed by a comma-separated list of codes (e.g., `# noqa: F401, F841`).");
  EXPECT_EQ(read("# noqaF401"),
            "! expected `:` followed by a comma-separated list of codes (e.g., `# noqa: F401, F841`).");
  EXPECT_EQ(read("# noqa: F401abc"),
            "! expected code to consist of uppercase letters followed by digits only (e.g. `F401`)");
  EXPECT_EQ(read("# noqa: F401-E501"),
            "! expected code to consist of uppercase letters followed by digits only (e.g. `F401`)");
  EXPECT_EQ(read("# noqa: F401Fabc"),
            "! expected code to consist of uppercase letters followed by digits only (e.g. `F401`)");
}

TEST(NoqaComments, AreUnderstoodWithSlips) {
  EXPECT_EQ(read("# noqa: F401,,E501"), "line 0..18 F401 E501; ! expected rule code between commas");
  EXPECT_EQ(read("# noqa: , F401"), "line 0..14 F401; ! expected rule code between commas");
  EXPECT_EQ(read("# noqa: F401E501"), "line 0..16 F401 E501; ! expected comma or space delimiter between codes");
}

TEST(NoqaComments, SpeakForTheFileUnderTheNameOfATool) {
  EXPECT_EQ(read("# ruff: noqa"), "file 0..12 all");
  EXPECT_EQ(read("#flake8:NOQA: F401"), "file 0..18 F401");
  EXPECT_EQ(read("# whip : noqa:E501 # why"), "file 0..18 E501");
  EXPECT_EQ(read("# pylint: noqa"), "");
}

TEST(NoqaComments, AreNotFoundInOtherWords) {
  EXPECT_EQ(read("# nothing # to see"), "");
  EXPECT_EQ(read("# (noqa)"), "");
  EXPECT_EQ(read("#"), "");
  EXPECT_EQ(read("# no"), "");
}

}  // namespace
}  // namespace whip
