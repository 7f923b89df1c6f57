#include "core/syntax/string_literal.h"

#include <gtest/gtest.h>

#include "core/syntax/parse.h"
#include "core/text/source.h"

namespace whip {
namespace {

// A file of one expression statement.
struct Literal {
  explicit Literal(std::string_view code) : source(code) { Parser().parse(source.text(), tree); }
  Node node() const { return Node(tree, source.text(), NodeId{2}); }
  std::string value() const {
    std::string buffer;
    return std::string(string_value(node(), buffer));
  }
  StringLiteral literal() const { return string_literal(node()); }
  Source source;
  Tree tree;
};

TEST(StringLiteral, KnowsPrefixQuotesAndContent) {
  const StringLiteral plain = Literal("'ab'").literal();
  EXPECT_TRUE(plain.plain());
  EXPECT_EQ(plain.quote, '\'');
  EXPECT_FALSE(plain.triple);
  EXPECT_EQ(plain.content, (Span{1, 3}));

  const StringLiteral bytes = Literal("Rb\"\"\"x\ny\"\"\"").literal();
  EXPECT_TRUE(bytes.bytes && bytes.raw && bytes.triple);
  EXPECT_FALSE(bytes.plain());
  EXPECT_EQ(bytes.prefix(), (Span{0, 2}));
  EXPECT_EQ(bytes.opening(), (Span{0, 5}));
  EXPECT_EQ(bytes.content, (Span{5, 8}));
  EXPECT_EQ(bytes.closing(), (Span{8, 11}));

  const StringLiteral format = Literal("rF'{x}'").literal();
  EXPECT_TRUE(format.format && format.raw && format.interpolated());
  EXPECT_TRUE(Literal("t'{x}'").literal().template_);
  EXPECT_TRUE(Literal("u''").literal().unicode);
}

TEST(StringLiteral, TellsAnEmptyStringFromTripleQuotes) {
  EXPECT_FALSE(Literal("''").literal().triple);
  EXPECT_EQ(Literal("''").literal().content, (Span{1, 1}));
  EXPECT_TRUE(Literal("''''''").literal().triple);
}

TEST(StringLiteral, IsEmptyForOtherNodes) {
  EXPECT_FALSE(Literal("name").literal());
  EXPECT_FALSE(string_literal(Node{}));
  EXPECT_FALSE(string_literal("name", {0, 4}));
  EXPECT_FALSE(string_literal("'", {0, 1}));
}

TEST(StringValue, IsTheSourceItselfWithoutEscapes) {
  const Literal literal("'plain'");
  std::string buffer;
  EXPECT_EQ(string_value(literal.node(), buffer).data(), literal.source.text().data() + 1);
  EXPECT_TRUE(buffer.empty());
}

TEST(StringValue, DecodesEscapesAsPythonDoes) {
  const std::pair<const char*, std::string> cases[] = {
      {R"('\a\b\f\n\r\t\v\\\'\"')", "\a\b\f\n\r\t\v\\'\""},
      {R"('\x41\101\7\u00e9\U0001F600')", "AA\aé😀"},
      {R"('\400')", "Ā"},
      {R"('\q\8')", "\\q\\8"},
      {R"(r'\n\'')", "\\n\\'"},
      {R"(b'\x80\u0041')", "\x80\\u0041"},
      {R"(b'\377')", "\xFF"},
      {R"('\N{BULLET}!')", "\xEF\xBF\xBD!"},
      {R"('\ud800')", "\xED\xA0\x80"},
      {"'a\\\nb'", "ab"},
      {"'''a\\\r\nb\r\nc\rd'''", "ab\nc\nd"},
      {"r'''a\r\nb'''", "a\nb"},
  };
  for (const auto& [code, value] : cases) EXPECT_EQ(Literal(code).value(), value) << code;
}

TEST(StringValue, JoinsTheParts) {
  const Literal literal("('a'  # comment\n 'b' r'\\n' 'c')");
  const Node joined = Node(literal.tree, literal.source.text(), NodeId{4});
  ASSERT_EQ(joined.kind(), Kind::concatenated_string);
  std::string buffer;
  EXPECT_EQ(string_value(joined, buffer), "ab\\nc");
}

TEST(StringParts, GoesThroughOneOrManyOrNone) {
  const auto count = [](const Literal& literal) {
    int n = 0;
    for (const Node part : string_parts(literal.node())) n += part.is(Kind::string) ? 1 : 100;
    return n;
  };
  EXPECT_EQ(count(Literal("'a'")), 1);
  EXPECT_EQ(count(Literal("'a' 'b' \\\n f'c'")), 3);
  EXPECT_EQ(count(Literal("name")), 0);
}

TEST(TextConstant, IsTextInAllItsParts) {
  EXPECT_TRUE(is_text_constant(Literal("'a' r'b' u'c'").node()));
  EXPECT_FALSE(is_text_constant(Literal("'a' f'b'").node()));
  EXPECT_FALSE(is_text_constant(Literal("b'a'").node()));
  EXPECT_FALSE(is_text_constant(Literal("name").node()));
  EXPECT_TRUE(is_bytes_constant(Literal("b'a' Rb'b'").node()));
  EXPECT_FALSE(is_bytes_constant(Literal("'a'").node()));
}

}  // namespace
}  // namespace whip
