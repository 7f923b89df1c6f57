#include "core/syntax/validate.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/unit/core/syntax/validated.h"

namespace whip {
namespace {

// Blocks divided by "====": code, then a line "-> ..." for each error. Lines "## ..." are prose.
struct Case {
  std::string code;
  std::vector<std::string> expected;
};

std::vector<Case> read_cases(const std::filesystem::path& path) {
  std::vector<Case> cases(1);
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line == "====") {
      cases.emplace_back();
    } else if (line.starts_with("-> ")) {
      cases.back().expected.push_back(line.substr(3));
    } else if (!line.starts_with("## ")) {
      cases.back().code += line + "\n";
    }
  }
  return cases;
}

std::filesystem::path folder() { return std::filesystem::path(WHIP_SOURCE_DIR) / "tests/unit/core/syntax/cases"; }

std::string joined(std::vector<std::string> lines) {
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

class ValidateCases : public testing::TestWithParam<std::string> {};

TEST_P(ValidateCases, AreToldAsWritten) {
  const std::vector<Case> cases = read_cases(folder() / (GetParam() + ".txt"));
  ASSERT_GT(cases.size(), 5U);
  for (const Case& one : cases) {
    const Validated found(one.code);
    EXPECT_FALSE(found.has_errors) << one.code;
    EXPECT_EQ(joined(found.lines()), joined(one.expected)) << one.code;
  }
}

INSTANTIATE_TEST_SUITE_P(Validate, ValidateCases,
                         testing::Values("arguments", "targets", "expressions", "statements", "match", "types",
                                         "strings", "scopes", "debug", "imports"),
                         [](const auto& test) { return test.param; });

// "3.7..3.9 1:1-1:6 invalid-syntax ... on Python * ...": expected of these targets only.
std::vector<std::string> expected_of(const Case& one, PythonVersion target) {
  std::vector<std::string> expected;
  for (const std::string& line : one.expected) {
    unsigned from = 0;
    unsigned to = 0;
    int used = 0;
    if (std::sscanf(line.c_str(), "3.%u..3.%u %n", &from, &to, &used) != 2) ADD_FAILURE() << line;
    if (minor(target) < from || minor(target) > to) continue;
    std::string message = line.substr(static_cast<std::size_t>(used));
    if (const std::size_t star = message.find("on Python * "); star != std::string::npos) {
      message.replace(star + 10, 1, dotted_name(target));
    }
    expected.push_back(message);
  }
  return expected;
}

TEST(Validate, KnowsWhatEachVersionOfPythonBrought) {
  const std::vector<Case> cases = read_cases(folder() / "versions.txt");
  ASSERT_GT(cases.size(), 90U);
  for (unsigned number = minor(kOldestPython); number <= minor(kNewestPython); ++number) {
    const auto target = static_cast<PythonVersion>(number);
    for (const Case& one : cases) {
      EXPECT_EQ(joined(Validated(one.code, target).lines()), joined(expected_of(one, target)))
          << dotted_name(target) << "\n"
          << one.code;
    }
  }
}

TEST(Validate, SpeaksInOrderOfPosition) {
  const Validated found("break\nf(a=1, a=2)\nreturn\n");
  ASSERT_EQ(found.errors.size(), 3U);
  EXPECT_LT(found.errors[0].span, found.errors[1].span);
  EXPECT_LT(found.errors[1].span, found.errors[2].span);
}

TEST(Validate, SaysNothingElseWhereAParserWouldStop) {
  EXPECT_EQ(Validated("f(a=1, b)\nbreak\n").lines(),
            std::vector<std::string>{"1:8-1:9 invalid-syntax Positional argument cannot follow keyword argument"});
}

TEST(Validate, LetsNotebooksAwaitAtTheTop) {
  const std::string_view code = "await x\nasync with a: pass\n[x async for x in y]\n";
  EXPECT_EQ(Validated(code).errors.size(), 4U);
  EXPECT_TRUE(Validated(code, PythonVersion::py313, {.notebook = true}).errors.empty());
  EXPECT_EQ(Validated("class A: await x\n", PythonVersion::py313, {.notebook = true}).errors.size(), 2U);
}

TEST(Validate, TakesAnnotationsOfStubsForUnevaluated) {
  const std::string_view code = "def f(x: (a := 1)): ...\n";
  EXPECT_TRUE(Validated(code).errors.empty());
  EXPECT_EQ(
      Validated(code, PythonVersion::py313, {.stub = true}).lines(),
      std::vector<std::string>{"1:11-1:17 invalid-syntax named expression cannot be used within a type annotation"});
}

std::string repeat(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

TEST(Validate, CountsTargetsBeforeAStar) {
  EXPECT_TRUE(Validated(repeat("a, ", 255) + "*b = c\n").errors.empty());
  const Validated found(repeat("a, ", 256) + "*b = c\n");
  ASSERT_EQ(found.errors.size(), 1U);
  EXPECT_EQ(found.errors[0].kind, SyntaxErrorKind::expressions_in_star_assignment);
}

TEST(Validate, FindsADuplicateAmongManyParameters) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "p" + std::to_string(i) + ", ";
  EXPECT_TRUE(Validated("def f(" + many + "): pass\n").errors.empty());
  const Validated found("def f(" + many + "p7, p9): pass\n");
  ASSERT_EQ(found.errors.size(), 2U);
  EXPECT_EQ(found.errors[0].message, "Duplicate parameter \"p7\"");
  EXPECT_EQ(found.errors[1].message, "Duplicate parameter \"p9\"");
}

TEST(Validate, KeepsArgumentListsWithinArgumentListsApart) {
  EXPECT_TRUE(Validated("f(a=g(a=1, b=2), b=g(a=1), **h(c=1))\n").errors.empty());
  EXPECT_EQ(Validated("f(a=g(b=1, b=2), c=1, a=2)\n").errors.size(), 2U);
}

TEST(Validate, AllowsTwentyNestedBlocks) {
  const auto nested = [](int depth) {
    std::string code;
    for (int i = 0; i < depth; ++i) code += std::string(static_cast<std::size_t>(i), ' ') + "while x:\n";
    return code + std::string(static_cast<std::size_t>(depth), ' ') + "pass\n";
  };
  EXPECT_TRUE(Validated(nested(20)).errors.empty());
  const Validated found(nested(21));
  ASSERT_EQ(found.errors.size(), 1U);
  EXPECT_EQ(found.errors[0].message, "too many statically nested blocks");
}

}  // namespace
}  // namespace whip
