#include "formatter/ast/compare.h"

#include <gtest/gtest.h>

#include "tests/unit/formatter/ast/trees.h"

namespace whip::fmt {
namespace {

bool same(std::string_view before, std::string_view after) {
  const test::Lowered a(before);
  const test::Lowered b(after);
  return !compare_trees(a.ast, b.ast);
}

TEST(CompareTrees, WhatFormattingMayChangeIsTheSame) {
  EXPECT_TRUE(same("x = ((a))\n", "x = a\n"));
  EXPECT_TRUE(same("x = 'a'\n", "x = \"a\"\n"));
  EXPECT_TRUE(same("x = u'a' \"b\"\n", "x = 'ab'\n"));
  EXPECT_TRUE(same("x = '\\'\"'\n", "x = \"'\\\"\"\n"));
  EXPECT_TRUE(same("x = 'a{' f'{b}c'\n", "x = f'a{{{b}c'\n"));
  EXPECT_TRUE(same("del (a, (b))\n", "del a, b\n"));
  EXPECT_TRUE(same("class A(): pass\n", "class A: pass\n"));
  EXPECT_TRUE(same("x = 0XFF + 1.E+5J + .5\n", "x = 0xff + 1.0e5j + 0.5\n"));
  EXPECT_TRUE(same("import a . b\n", "import a.b\n"));
  EXPECT_TRUE(same("def f():\n  '''  a\n     b  \n  '''\n", "def f():\n    '''a\n    b\n    '''\n"));
}

TEST(CompareTrees, WhatIsAnotherProgramIsNot) {
  EXPECT_FALSE(same("a\n", "b\n"));
  EXPECT_FALSE(same("a\n", "a\nb\n"));
  EXPECT_FALSE(same("a\nb\n", "a\n"));
  EXPECT_FALSE(same("x = (a,)\n", "x = a\n"));
  EXPECT_FALSE(same("x = a - (b - c)\n", "x = a - b - c\n"));
  EXPECT_FALSE(same("x = a < b\n", "x = a <= b\n"));
  EXPECT_FALSE(same("x = 'a '\n", "x = 'a'\n"));
  EXPECT_FALSE(same("x = f'{a}b'\n", "x = f'{a} b'\n"));
  EXPECT_FALSE(same("x = f'{a!r}'\n", "x = f'{a!s}'\n"));
  EXPECT_FALSE(same("x = f'{ a = }'\n", "x = f'{a}'\n"));
  EXPECT_FALSE(same("x = f'{a:>3}'\n", "x = f'{a:>4}'\n"));
  EXPECT_FALSE(same("x = b'a'\n", "x = 'a'\n"));
  EXPECT_FALSE(same("async def f(): pass\n", "def f(): pass\n"));
  EXPECT_FALSE(same("def f(a, /): pass\n", "def f(a): pass\n"));
  EXPECT_FALSE(same("def f(*, a): pass\n", "def f(a): pass\n"));
  EXPECT_FALSE(same("from . import a\n", "from .. import a\n"));
  EXPECT_FALSE(same("(a): int = 1\n", "a: int = 1\n"));
  EXPECT_FALSE(same("x = 10\n", "x = 100\n"));
  EXPECT_FALSE(same("def f():\n    'a b'\n", "def f():\n    'a c'\n"));
  EXPECT_FALSE(same("try: a\nfinally: b\n", "try: a\nexcept: b\n"));
  EXPECT_FALSE(same("f(a=b)\n", "f(**b)\n"));
  EXPECT_FALSE(same("if a:\n    b\nc\n", "if a:\n    b\n    c\n"));
}

TEST(CompareTrees, TheFirstDifferenceIsTold) {
  const test::Lowered a("first\nsecond(a)\n");
  const test::Lowered b("first\n\nsecond(b)\n");
  const auto difference = compare_trees(a.ast, b.ast);
  ASSERT_TRUE(difference.has_value());
  EXPECT_EQ(difference->before, (Span{13, 14}));
  EXPECT_EQ(difference->after, (Span{14, 15}));
}

TEST(CompareTrees, DocstringsWhoseCodeIsFormattedMayChange) {
  const test::Lowered a("def f():\n    '''>>> a ( b )'''\n");
  const test::Lowered b("def f():\n    '''>>> a(b)'''\n");
  EXPECT_TRUE(compare_trees(a.ast, b.ast).has_value());
  EXPECT_FALSE(compare_trees(a.ast, b.ast, Docstrings::may_change).has_value());
}

}  // namespace
}  // namespace whip::fmt
