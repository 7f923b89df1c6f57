// Statements over several lines that are written without a document: that they are. What they become is compared with
// what the document gives over real code (tests/property/one_line_test.cpp).
#include <gtest/gtest.h>

#include "core/syntax/parse.h"
#include "formatter/one_line/one_line.h"

namespace whip::fmt {
namespace {

struct Attempt {
  Written written;
  std::string text;
};

// Of the first statement of a program, at 20 columns.
Attempt attempt(std::string_view program, MagicTrailingComma comma = MagicTrailingComma::respect) {
  const Source source(program);
  Parser parser;
  Tree tree;
  parser.parse(source.text(), tree);
  Options options;
  options.line_width = 20;
  options.magic_trailing_comma = comma;
  OneLine one_line(source.text(), tree, options);
  const Node statement = Node(tree, source.text(), NodeId{0}).first_child();
  Attempt result{Written::no, {}};
  result.written = statement.is(Kind::function_definition) ? one_line.write_header(statement, 0, result.text)
                                                           : one_line.write_statement(statement, 0, result.text);
  return result;
}

std::string lines_of(std::string_view program) {
  const Attempt result = attempt(program);
  return result.written == Written::lines ? result.text : "not written so";
}

TEST(Broken, ArgumentsGoToOneLineWhereTheyFitThere) {
  EXPECT_EQ(lines_of("call(first, second, x)\n"), "call(\n    first, second, x\n)");
  EXPECT_EQ(lines_of("call(first, second, third)\n"), "call(\n    first,\n    second,\n    third,\n)");
  EXPECT_EQ(attempt("call(first, second)\n").written, Written::one_line);
}

TEST(Broken, ACommaBehindTheLastElementBreaksItsListAndThoseAroundIt) {
  EXPECT_EQ(lines_of("x = [a, (b, c,)]\n"), "x = [\n    a,\n    (\n        b,\n        c,\n    ),\n]");
  EXPECT_EQ(attempt("x = [a, b,]\n", MagicTrailingComma::ignore).written, Written::no);
}

TEST(Broken, ElementsBreakBeforeTheirOperators) {
  EXPECT_EQ(lines_of("call(first + second + third)\n"), "call(\n    first\n    + second\n    + third\n)");
  EXPECT_EQ(lines_of("call(first and second or c)\n"), "call(\n    first\n    and second\n    or c\n)");
}

TEST(Broken, StringsInPiecesStayInPiecesWhereTheyWouldNotFitJoined) {
  EXPECT_EQ(lines_of("call('first piece' ', second')\n"), "call(\n    \"first piece\"\n    \", second\"\n)");
  EXPECT_EQ(attempt("call('a' 'b', second, third, x)\n").written, Written::no);
}

TEST(Broken, ComprehensionsBreakBeforeTheirClauses) {
  EXPECT_EQ(lines_of("x = [a for a in first if second]\n"), "x = [\n    a\n    for a in first\n    if second\n]");
}

TEST(Broken, HeadersBreakAtTheirParametersUnlessWhatIsReturnedMayBreakFirst) {
  EXPECT_EQ(lines_of("def f(first, second) -> int:\n    pass\n"), "def f(\n    first, second\n) -> int:");
  EXPECT_EQ(attempt("def f(first, second) -> call(x):\n    pass\n").written, Written::no);
}

TEST(Broken, WhatHasOtherPlacesToBreakIsLeftToTheDocument) {
  EXPECT_EQ(attempt("x = first(a).second(b, c)\n").written, Written::no);
  EXPECT_EQ(attempt("x = first + call(second, c)\n").written, Written::no);
  EXPECT_EQ(attempt("call(first,  # comment\n     second)\n").written, Written::no);
}

}  // namespace
}  // namespace whip::fmt
