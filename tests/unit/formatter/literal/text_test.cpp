// What literals become as texts: quotes, escapes, numbers, docstrings' lines. Expected texts are what Ruff 0.17.5
// writes.

#include <gtest/gtest.h>

#include <string>

#include "formatter/literal/docstring.h"
#include "formatter/literal/docstring_examples.h"
#include "formatter/literal/docstring_indent.h"
#include "formatter/literal/escapes.h"
#include "formatter/literal/number.h"
#include "formatter/literal/quotes.h"

namespace whip::fmt {
namespace {

std::string requoted(std::string_view source, char preferred = '"') {
  const StringLiteral literal = string_literal(source, {0, static_cast<std::uint32_t>(source.size())});
  const std::string_view content = source.substr(literal.content.begin, literal.content.size());
  QuoteUse use(literal, preferred);
  use.add(content);
  const char quote = use.choose();
  std::string text;
  if (!normalize_content(content, style_of(literal, quote), Braces::keep, text)) text = content;
  const std::string quotes(quotes_of(quote, literal.triple));
  return std::string(normal_prefix(literal, source)) + quotes + text + quotes;
}

std::string number(std::string_view source) {
  std::string text;
  normalize_number(source, text);
  return text;
}

std::string docstring(std::string_view content, DocstringOptions options = {}) {
  std::string text;
  lay_out_docstring(content, options, text);
  return text;
}

TEST(Quotes, ArePreferredUnlessThatTakesMoreBackslashes) {
  EXPECT_EQ(requoted("'a'"), "\"a\"");
  EXPECT_EQ(requoted("\"a\"", '\''), "'a'");
  EXPECT_EQ(requoted("'a \"b\"'"), "'a \"b\"'");
  EXPECT_EQ(requoted("'a \"b\" \\'c\\''"), "\"a \\\"b\\\" 'c'\"");
  EXPECT_EQ(requoted("'\\'\"'"), "\"'\\\"\"");
}

TEST(Quotes, LoseBackslashesThatTheyDoNotNeed) {
  EXPECT_EQ(requoted("'\\\"'"), "'\"'");
  EXPECT_EQ(requoted("'\\\\\\''"), "\"\\\\'\"");
  EXPECT_EQ(requoted("\"\\'\""), "\"'\"");
}

TEST(Quotes, OfRawLiteralsStayWhereTheTextHoldsTheOthers) {
  EXPECT_EQ(requoted("r'a'"), "r\"a\"");
  EXPECT_EQ(requoted("r'\"'"), "r'\"'");
  EXPECT_EQ(requoted("r'\\\"'"), "r\"\\\"\"");
  EXPECT_EQ(requoted("r'''a\"'''"), "r'''a\"'''");
  EXPECT_EQ(requoted("r'''a\"b'''"), "r\"\"\"a\"b\"\"\"");
}

TEST(Quotes, InThreesStayWhereTheTextWouldEndThem) {
  EXPECT_EQ(requoted("'''a'''"), "\"\"\"a\"\"\"");
  EXPECT_EQ(requoted("'''a\"'''"), "'''a\"'''");
  EXPECT_EQ(requoted("'''a\"\"\"b'''"), "'''a\"\"\"b'''");
  EXPECT_EQ(requoted("'''a\\\"\\\"\\\"b'''"), "\"\"\"a\\\"\\\"\\\"b\"\"\"");
}

TEST(Prefixes, AreSmallButForTheRawOne) {
  EXPECT_EQ(requoted("U'a'"), "\"a\"");
  EXPECT_EQ(requoted("B'a'"), "b\"a\"");
  EXPECT_EQ(requoted("R'a'"), "R\"a\"");
  EXPECT_EQ(requoted("bR'a'"), "Rb\"a\"");
  EXPECT_EQ(requoted("Br'a'"), "rb\"a\"");
  EXPECT_EQ(requoted("FR'a'"), "Rf\"a\"");
}

TEST(Escapes, HaveSmallDigitsAndCapitalNames) {
  EXPECT_EQ(requoted("'\\xAB\\uABCD\\U0001F60E\\N{dash}'"), "\"\\xab\\uabcd\\U0001f60e\\N{DASH}\"");
  EXPECT_EQ(requoted("'\\\\xAB'"), "\"\\\\xAB\"");
  EXPECT_EQ(requoted("b'\\xAB\\uABCD\\N{dash}'"), "b\"\\xab\\uABCD\\N{dash}\"");
  EXPECT_EQ(requoted("r'\\xAB'"), "r\"\\xAB\"");
}

TEST(Escapes, EndLinesInOneWay) {
  EXPECT_EQ(requoted("'''a\r\nb\rc'''"), "\"\"\"a\nb\nc\"\"\"");
  EXPECT_EQ(requoted("r'''a\\\r\nb'''"), "r\"\"\"a\\\nb\"\"\"");
}

TEST(Escapes, DoubleBracesOfPlainTextInAnFString) {
  std::string text;
  EXPECT_TRUE(normalize_content("{a}\\N{dash}", {}, Braces::double_, text));
  EXPECT_EQ(text, "{{a}}\\N{DASH}");
}

TEST(Numbers, HaveSmallLettersAndCapitalHexadecimalDigits) {
  EXPECT_EQ(number("0XaBcD_e"), "0xABCD_E");
  EXPECT_EQ(number("0O17"), "0o17");
  EXPECT_EQ(number("0B1"), "0b1");
  EXPECT_EQ(number("1_0J"), "1_0j");
}

TEST(Numbers, HaveDigitsOnBothSidesOfThePoint) {
  EXPECT_EQ(number(".5"), "0.5");
  EXPECT_EQ(number("5."), "5.0");
  EXPECT_EQ(number("5.E+05"), "5.0e05");
  EXPECT_EQ(number(".5J"), "0.5j");
  EXPECT_EQ(number("1E-5"), "1e-5");
}

TEST(Docstrings, LoseBlanksAtBothEnds) {
  EXPECT_EQ(docstring("  a  "), "a");
  EXPECT_EQ(docstring(" \n "), " ");
  EXPECT_EQ(docstring(""), "");
  EXPECT_EQ(docstring(" a \n  \n"), "a");
}

TEST(Docstrings, KeepQuotesApart) {
  EXPECT_EQ(docstring("\"a\""), " \"a\" ");
  EXPECT_EQ(docstring("a\\\""), "a\\\"");
  EXPECT_EQ(docstring("a\\ "), "a\\ ");
  EXPECT_EQ(docstring("a\"", {.quote = '\''}), "a\"");
}

TEST(Docstrings, MoveLinesByTheirSharedIndentation) {
  EXPECT_EQ(docstring("a\n    b\n      c\n    "), "a\nb\n  c\n");
  EXPECT_EQ(docstring("a\n  b\n      c"), "a\nb\n    c");
  EXPECT_EQ(docstring("a\n\n\tb\n\t  c\n\n"), "a\n\nb\n  c\n\n");
}

TEST(Docstrings, KeepTabsWhereTabsIndent) {
  EXPECT_EQ(docstring("a\n\tb\n\t\tc\n\t  d", {.tabs = true}), "a\nb\n\tc\n  d");
  EXPECT_EQ(docstring("a\n\tb\n        \tc", {.tabs = true}), "a\nb\n        c");
}

TEST(Docstrings, SayWhereABackslashEndsALine) {
  EXPECT_TRUE(has_escaped_line_break("a\\\nb"));
  EXPECT_TRUE(has_escaped_line_break("a\\  \nb"));
  EXPECT_FALSE(has_escaped_line_break("a\\n\nb"));
}

TEST(DocstringIndents, CountTabsToTheNextMultipleOfEight) {
  EXPECT_EQ(DocstringIndent("  \tx").columns(), 8u);
  EXPECT_EQ(DocstringIndent("\t  x").columns(), 10u);
  EXPECT_EQ(DocstringIndent("\t\tx").columns(), 16u);
  EXPECT_EQ(DocstringIndent("   x").columns(), 3u);
}

TEST(DocstringIndents, StripWhatTheyCover) {
  EXPECT_EQ(DocstringIndent("    x").strip_from("      y"), "  y");
  EXPECT_EQ(DocstringIndent("    x").strip_from("  y"), "y");
  EXPECT_EQ(DocstringIndent("        x").strip_from("\ty"), "y");
}

TEST(DocstringExamples, BeginAtPromptsFollowedByASpace) {
  ASSERT_TRUE(doctest_start("  >>> f()"));
  EXPECT_EQ(doctest_start("  >>> f()")->indent, "  ");
  EXPECT_EQ(doctest_start("  >>> f()")->code, "f()");
  EXPECT_FALSE(doctest_start(">>>f()"));
  EXPECT_EQ(doctest_continuation("  ... g()", "  "), "g()");
  EXPECT_EQ(doctest_continuation("  ...", "  "), "");
  EXPECT_FALSE(doctest_continuation("  ...g()", "  "));
  EXPECT_FALSE(doctest_continuation("... g()", "  "));
}

TEST(DocstringExamples, BeginAtDirectivesForPythonAndAtDoubleColons) {
  EXPECT_EQ(rst_opening("  .. code-block:: python"), RstOpening::directive);
  EXPECT_EQ(rst_opening(".. Sourcecode::py3"), RstOpening::directive);
  EXPECT_EQ(rst_opening(".. code-block:: ruby"), RstOpening::none);
  EXPECT_EQ(rst_opening(".. code-block::"), RstOpening::none);
  EXPECT_EQ(rst_opening("Example:: "), RstOpening::literal);
  EXPECT_EQ(rst_opening("Example:"), RstOpening::none);
}

TEST(DocstringExamples, BeginAtFencesWithoutALanguageOrWithPython) {
  EXPECT_EQ(markdown_opening("  ```").length, 3u);
  EXPECT_EQ(markdown_opening("````python title=x").length, 4u);
  EXPECT_EQ(markdown_opening("~~~ Py").mark, '~');
  EXPECT_EQ(markdown_opening("```ruby").mark, 0);
  EXPECT_EQ(markdown_opening("```py `x`").mark, 0);
  EXPECT_TRUE(closes(markdown_opening("```"), "  ````  "));
  EXPECT_FALSE(closes(markdown_opening("````"), "```"));
  EXPECT_FALSE(closes(markdown_opening("```"), "``` x"));
}

TEST(Quotes, FitAroundTextThatDoesNotEndThem) {
  EXPECT_TRUE(fits_within_quotes("a \"\" b\\n", {.triple = true}));
  EXPECT_FALSE(fits_within_quotes("a \"\"\" b", {.triple = true}));
  EXPECT_TRUE(fits_within_quotes("a \\\"\"\" b", {.triple = true}));
  EXPECT_FALSE(fits_within_quotes("\\xZ", {.triple = true}));
}

}  // namespace
}  // namespace whip::fmt
