// The fast parser gives the tree that tree-sitter's runtime gives, on every instruction set; what it declines is
// declined for a reason.
#include "core/syntax/fast_parse/fast_parse.h"

#include <gtest/gtest.h>

#include "core/syntax/stock_parse.h"
#include "core/text/source.h"
#include "tests/support/trees.h"

namespace whip {
namespace {

using fast::FastParser;

// Empty if the fast parser accepts the text and agrees with the stock parser.
std::string disagreement(std::string_view code) {
  const Source source(code);
  Tree expected, found;
  StockParser().parse(source.text(), expected);
  if (!FastParser().parse(source.text(), found)) return "declined";
  return test::difference(expected, found);
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

TEST(FastParse, DecidesConflictsAsTheStockParserDoes) {
  for (const std::string_view code : {
           "[*a.b]\n",
           "[*a] = b\n",
           "[*a, *b[0]]\n",
           "(*a, b) = c\n",
           "(a, *b.c), d = e\n",
           "for *a, (b, c) in d: pass\n",
           "with (a as b, c): pass\n",
           "with (a, b): pass\n",
           "with (a), (b) as c: pass\n",
           "with (yield a): pass\n",
           "with (a): pass\n",
           "with a if b else c as d, lambda: e as f: pass\n",
           "with (a if b else c as d, lambda: e as f): pass\n",
           "with (a := b, c): pass\n",
           "with (a, b := await c) as d: pass\n",
           "match x:\n  case _: pass\n",
           "match (x)\n",
           "match (x):\n  case 1: pass\n",
           "match = 1\n",
           "match[x]: int = 1\n",
           "match -x:\n  case 1: pass\n",
           "match *a, b:\n  case 1: pass\n",
           "type X = 1\n",
           "type (X)\n",
           "type = 1\n",
           "type[x] = 1\n",
           "lazy import a\n",
           "lazy = lazy\n",
           "[a, b] = [c, d] = e\n",
           "(a, (b, [c, d])) = e\n",
           "{**a, 'b': [c]}\n",
           "x, = y\n",
           "print(*a.b, *[c])\n",
           "[x.y for x.y in z]\n",
           "[x for x, *y in z]\n",
           "[\n# a\n*b.c,  # d\n] = e\n",
           "del (a), [b]\n",
           "x = *a\n",
           "x = *a = b\n",
           "x = *a.b, c = *d\n",
           "x += *a\n",
           "x: int = *a[0]\n",
           "return *a\n",
           "x = yield *a\n",
           "for x in *a: pass\n",
           "f'{*a}{*a=}{*a!r:>{*b}}'\n",
       }) {
    EXPECT_EQ(disagreement(code), "") << code;
  }
}

TEST(FastParse, PutsCommentsWhereTheStockParserPutsThem) {
  for (const std::string_view code : {
           "# a",
           "# a\n\n# b\n",
           "x  # a\n# b\n",
           "if a:  # b\n    # c\n    d  # e\n  # f\n# g\n",
           "def f():\n    pass\n    # a\n\n    # b\n# c\nx\n",
           "x = [  # a\n    1,  # b\n    # c\n]  # d\n",
           "f(\n    # a\n)\n",
           "a \\\n  + b  # c\n",
           "class A:\n  # a\n\n  x = 1\n # b\ny\n",
           "if a:\n    b\n# c\nelse:\n    d\n",
           "try:\n    a\n    # b\nexcept:  # c\n    d\n",
           "x = (a  # b\n     # c\n     .d)\n",
           "\\\n\\\nx\n",
           "@a  # b\n# c\ndef d(): pass\n",
           "# a\r\n  # b\rx = 1  # c\r\n",
       }) {
    EXPECT_EQ(disagreement(code), "") << code;
  }
}

TEST(FastParse, ReadsStringsAsTheStockParserDoes) {
  for (const std::string_view code : {
           "''\n",
           "''''''\n",
           "'''a''b'c'''\n",
           "\"a'b\" 'c\"d'\n",
           "r'\\\\'\n",
           "r'\\''\n",
           "rb\"\\\\\\\"\"\n",
           "b'\\x00\\u\\N'\n",
           "'\\N{DASH}\\\n\\z'\n",
           "f'{a}{b!r:>{w}}{{}}'\n",
           "f'{a[\"b\"]}' f\"{c['d']}\"\n",
           "f'''{\na\n:{b}}'''\n",
           "f'{f'{f\"{a}\"}'}'\n",
           "rf'\\{a}\\n'\n",
           "f'\\{a}'\n",
           "t'{a}' tr'{b}' Rt'{c}'\n",
           "f'{a=}{b = !s:^{c}.{d}}'\n",
           "f'{lambda: 1}'\n",
           "f'{x:=10}'\n",
           "f'{a # b\n}'\n",
           "'a' \\\n  'b'  # c\n",
           "('a'\n # b\n 'c')\n",
           "f'{x:%H:%M}'\n",
           "f\"{'\\n'.join(a)}\"\n",
           "'\\\r\n\\\r'\n",
           "'0123456789012345678901234567890123456789' \"0123456789012345678901234567890\\n\"\n",
       }) {
    EXPECT_EQ(disagreement(code), "") << code;
  }
}

TEST(FastParse, ReadsNamesOfEveryLengthAndScript) {
  for (std::size_t length = 1; length < 80; ++length) {
    const std::string name = repeated("n", length);
    EXPECT_EQ(disagreement(name + " = _" + name + "\n"), "") << length;
    EXPECT_EQ(disagreement(name + "\xC3\xBC" + name + ".x\n"), "") << length;
  }
  EXPECT_EQ(disagreement("\xCE\xB1 = \xE4\xBD\xA0\xE5\xA5\xBD + \xF0\x9D\x94\x98\n"), "");
  EXPECT_EQ(disagreement("iff = form = ins = notx = __future__x = __future__ = if_\n"), "");
}

TEST(FastParse, ReadsTokensAtTheVeryEnd) {
  for (const std::string_view code : {"", "x", "x#", "1", "1.", "x=1;", "'a'", "f()", "if a:\n  b", "if a:\n  b\n  ",
                                      "x\\\n", "pass  ", "\n\n  \n", "a\f"}) {
    EXPECT_EQ(disagreement(code), "") << code;
  }
}

TEST(FastParse, GoesDeep) {
  EXPECT_EQ(disagreement(repeated("(", 3000) + "a" + repeated(")", 3000) + "\n"), "");
  EXPECT_EQ(disagreement("x = a" + repeated(" + a", 5000) + "\n"), "");
  EXPECT_EQ(disagreement("x = " + repeated("a ** ", 5000) + "a\n"), "");
  EXPECT_EQ(disagreement("x = " + repeated("-", 5000) + "a\n"), "");
  EXPECT_EQ(disagreement("x = [" + repeated("1, ", 20000) + "]\n"), "");
  std::string blocks;
  for (std::size_t depth = 0; depth < 90; ++depth) blocks += repeated(" ", depth) + "if a:\n";
  EXPECT_EQ(disagreement(blocks + repeated(" ", 90) + "b\n"), "");
}

TEST(FastParse, DeclinesErrorsAndWhatIsTooDeepForIt) {
  Tree tree;
  for (const std::string& code :
       {std::string("x = (\n"), std::string("a b\n"), std::string("'a\n"), std::string("x\0y\n", 4),
        repeated("(", 20000) + repeated(")", 20000), "x = a" + repeated("+a", 70000)}) {
    const Source source(code);
    tree.own_size = 7;
    EXPECT_FALSE(FastParser().parse(source.text(), tree)) << code.substr(0, 20);
    EXPECT_EQ(tree.own_size, 7u) << "a declined parse must leave the tree";
  }
}

TEST(FastParse, ForgetsTheLastFile) {
  FastParser parser;
  Tree expected, found;
  for (const std::string_view code :
       {"if a:\n    b = '''\n", "x = f'{\n", "class A:\n    x = [\n", "y = 1\n", "if a:\n        b\n", "z\n"}) {
    const Source source(code);
    StockParser().parse(source.text(), expected);
    const bool accepted = parser.parse(source.text(), found);
    EXPECT_EQ(accepted, !expected.has_errors) << code;
    if (accepted) {
      EXPECT_EQ(test::difference(expected, found), "") << code;
    }
  }
}

}  // namespace
}  // namespace whip
