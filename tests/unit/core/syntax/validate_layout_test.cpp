#include <gtest/gtest.h>

#include "tests/unit/core/syntax/validated.h"

namespace whip {
namespace {

std::string first(std::string_view code) { return Validated(code).first(); }

TEST(Layout, WantsStatementsInTheColumnOfTheirBlock) {
  EXPECT_EQ(first("  x = 1\n"), "1:1-1:3 invalid-syntax Unexpected indentation");
  EXPECT_EQ(first("x = 1\n  y = 2\n"), "2:1-2:3 invalid-syntax Unexpected indentation");
  EXPECT_EQ(first("if x:\n    y = 1\n      z = 2\n"), "3:1-3:7 invalid-syntax Unexpected indentation");
  EXPECT_EQ(first("if x:\n    y = 1\n  z = 2\n"),
            "3:1-3:3 invalid-syntax unindent does not match any outer indentation level");
  EXPECT_EQ(first("if x:\n    y = 1\n  else:\n    z = 2\n"),
            "3:1-3:3 invalid-syntax unindent does not match any outer indentation level");
  EXPECT_EQ(first("x = 1;\n  y = 2\n"), "2:1-2:3 invalid-syntax Unexpected indentation");
  EXPECT_EQ(first("@a\n  def f(): pass\n"), "2:1-2:3 invalid-syntax Unexpected indentation");
}

TEST(Layout, AcceptsEveryColumnThatIsConsistent) {
  for (const char* code : {
           "if x:\n y\n if z:\n  a\n else:\n     b\nelse: c\n",
           "if x:\n\ty\n\tif z:\n\t\ta\n",
           "if x:\n        y\nif x:\n\ty\n",
           "if x: y; z\nx; y;\n",
           "\n\n# c\n  # d\nx\n  # e\ny\n",
           "if x:\n  y\n# c\n  z\n",
           "class A:\n\f  x = 1\n\f  y = 2\n",
           "\xEF\xBB\xBFx = 1\ny = 2\n",
           "if x:\n    y\n    \n\t\n    z\n",
           "def f():\n    (a +\nb)\n    c\n",
           "if x: \\\n  y\nz\n",
           "x = 1 \\\n\ny\n",
           "if x:\n\\\n    y\n    z\na\n",
           "if x:\n  \\\n    y\n  z\na\n",
           "if x:\n    if y:\n        a\n\\\n    b\nc\n",
           "if x:\n    if y:\n        a\n    \\\n  b\n    c\n",
           "if x:\n    y\n    \\\n\nz\n",
           "if x:\n       \ta\n       \tif y:\n\t\t         b\n",
       }) {
    EXPECT_EQ(first(code), "") << code;
  }
}

TEST(Layout, EndsAStatementBehindItsLastComma) {
  for (const char* code : {"a,\nb = c\n", "*a,\nb += c\n", "a, b,\nc, d = e\n", "[a],\nb = c\n", "x = a,\nb = c\n",
                           "if x: a,\nb = c\n", "(a, b), c[0],\nd: e = f\n", "a,; b = c\n"}) {
    EXPECT_EQ(first(code), "") << code;
  }
}

TEST(Layout, KnowsTabsFromSpaces) {
  EXPECT_NE(first("if x:\n        y\n\tz\n"), "");
  EXPECT_NE(first("if x:\n    if y:\n\tz\n"), "");
  EXPECT_EQ(first("if x:\n \ty\n \tz\n"), "");
}

TEST(Layout, WantsABlockAfterAColon) {
  EXPECT_EQ(first("if x:\ny\n"), "2:1-2:2 invalid-syntax Expected an indented block after `if` statement");
  EXPECT_EQ(first("def f():\n# c\n"), "1:9-2:1 invalid-syntax Expected an indented block after function definition");
  EXPECT_EQ(first("class A:\n\n"), "1:9-2:1 invalid-syntax Expected an indented block after `class` definition");
  EXPECT_EQ(first("try:\n  x\nfinally:\n"), "3:9-4:1 invalid-syntax Expected an indented block after `finally` clause");
}

TEST(Layout, EndsAStatementWithItsLine) {
  EXPECT_EQ(first("x =\n1\n"), "1:4-2:1 invalid-syntax Expected an expression");
  EXPECT_EQ(first("def f\n(): pass\n"), "1:6-2:1 invalid-syntax Expected `(`, found newline");
  EXPECT_EQ(first("if x\n: pass\n"), "1:5-2:1 invalid-syntax Expected `:`, found newline");
  EXPECT_EQ(first("a.\nb\n"), "1:3-2:1 invalid-syntax Expected an identifier");
  EXPECT_EQ(first("x = # c \\\n1\n"), "1:10-2:1 invalid-syntax Expected an expression");
}

TEST(Layout, JoinsLinesInBracketsStringsAndBehindBackslashes) {
  for (const char* code : {
           "x = (\n1\n)\n",
           "x = [\n# c\n1,\n\n2]\n",
           "f(a)(\nb)[\nc]\n",
           "x = '''\na\n''' + f'''{\nb\n}'''\n",
           "x = f'{\na\n}'\n",
           "x = 1 + \\\n  2\n",
           "from a import (\n  b,\n  c\n)\n",
           "with (\n  a as b,\n  c\n): pass\n",
           "def f(\n  a,\n): pass\n",
           "def f[\n  T\n](): pass\n",
           "if (x and\n    y): pass\n",
           "match x:\n  case A(\n    b\n  ): pass\n",
           "x: (\n  int\n) = 1\n",
       }) {
    EXPECT_EQ(first(code), "") << code;
  }
}

TEST(Layout, CountsEveryKindOfLineEnd) {
  EXPECT_EQ(first("if x:\r\n    y\r\n    z\r\nw\r\n"), "");
  EXPECT_EQ(first("if x:\r    y\r    z\rw\r"), "");
  EXPECT_EQ(first("x = (\r1,\r\n2)\ry\n"), "");
  EXPECT_EQ(first("x = 1 + \\\r\n  2\r\n"), "");
  EXPECT_EQ(first("x =\r1\r"), "1:4-2:1 invalid-syntax Expected an expression");
  EXPECT_EQ(first("x = 1\r\n  y = 2\r\n"), "2:1-2:3 invalid-syntax Unexpected indentation");
  EXPECT_EQ(first("if x:\r  y\r   z\r"), "3:1-3:4 invalid-syntax Unexpected indentation");
}

TEST(Layout, WantsSomethingBehindTheLastBackslash) {
  EXPECT_EQ(first("pass \\\n"), "1:5-2:1 invalid-syntax unexpected EOF while parsing");
  EXPECT_EQ(first("pass\n# c \\\n"), "");
}

TEST(Layout, StopsAtAHundredLevels) {
  const auto nested = [](std::size_t depth) {
    std::string code;
    for (std::size_t i = 0; i < depth; ++i) code += std::string(i, ' ') + "if x:\n";
    return code + std::string(depth, ' ') + "pass\n";
  };
  EXPECT_EQ(first(nested(99)), "");
  EXPECT_NE(first(nested(101)).find("too many levels of indentation"), std::string::npos);
}

}  // namespace
}  // namespace whip
