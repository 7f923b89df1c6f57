// New quotes, the same value: all short texts there are, and all pairs of shorter ones side by side.

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "core/syntax/string_literal.h"
#include "formatter/format.h"
#include "formatter/literal/escapes.h"
#include "formatter/literal/quotes.h"

namespace whip::fmt {
namespace {

struct Shape {
  std::string_view prefix;
  std::string_view quotes;
};

StringLiteral literal_in(std::string_view source) {
  return string_literal(source, {0, static_cast<std::uint32_t>(source.size())});
}

// The value of a whole literal; nothing if it ends before its end or has escapes that Python rejects.
std::optional<std::string> value_of(std::string_view source) {
  const StringLiteral literal = literal_in(source);
  if (!literal || literal.content.end + literal.quote_size() != source.size()) return std::nullopt;
  const std::string_view content = source.substr(literal.content.begin, literal.content.size());
  if (!fits_within_quotes(content, style_of(literal, literal.quote))) return std::nullopt;
  if (!literal.triple && content.find('\n') != std::string_view::npos) return std::nullopt;
  // The closing quotes must be the first that could be.
  const std::string_view quotes = quotes_of(literal.quote, literal.triple);
  const std::string closed = std::string(content) + std::string(quotes);
  for (std::size_t at = 0; at < content.size(); ++at) {
    if (closed[at] == '\\') {
      ++at;
    } else if (std::string_view(closed).substr(at).starts_with(quotes)) {
      return std::nullopt;
    }
  }
  std::string value;
  decode_escapes(content, escapes(literal), value);
  return value;
}

std::string requoted(std::string_view source, char preferred) {
  const StringLiteral literal = literal_in(source);
  const std::string_view content = source.substr(literal.content.begin, literal.content.size());
  QuoteUse use(literal, preferred);
  use.add(content);
  const char quote = use.choose();
  std::string text;
  if (!normalize_content(content, style_of(literal, quote), Braces::keep, text)) text = content;
  const std::string quotes(quotes_of(quote, literal.triple));
  return std::string(normal_prefix(literal, source)) + quotes + text + quotes;
}

std::vector<std::string> all_texts(std::string_view letters, std::size_t longest) {
  std::vector<std::string> texts = {""};
  for (std::size_t begin = 0, length = 0; length < longest; ++length) {
    const std::size_t end = texts.size();
    for (; begin < end; ++begin) {
      for (const char letter : letters) texts.push_back(texts[begin] + letter);
    }
  }
  return texts;
}

TEST(Requoting, KeepsTheValueOfEveryShortText) {
  const std::vector<Shape> shapes = {{"", "'"},   {"", "\""},   {"r", "'"},      {"b", "\""},
                                     {"", "'''"}, {"rb", "\""}, {"r", "\"\"\""}, {"B", "'"}};
  std::uint32_t checked = 0;
  for (const std::string& text : all_texts("'\"\\xF1\n", 5)) {
    for (const Shape& shape : shapes) {
      const std::string source =
          std::string(shape.prefix) + std::string(shape.quotes) + text + std::string(shape.quotes);
      const std::optional<std::string> value = value_of(source);
      if (!value) continue;
      for (const char preferred : {'"', '\''}) {
        const std::string result = requoted(source, preferred);
        EXPECT_EQ(value_of(result), value) << source << " -> " << result;
        EXPECT_EQ(requoted(result, preferred), result) << source;
      }
      ++checked;
    }
  }
  EXPECT_GT(checked, 50000u);
}

// The values of the literals that a line `x = "a" "b"` holds, one behind the other.
std::string joined_value(std::string_view line) {
  std::string all;
  for (std::size_t at = line.find_first_of("'\""); at < line.size();) {
    const char quote = line[at];
    std::size_t end = at + 1;
    while (line[end] != quote) end += line[end] == '\\' ? 2 : 1;
    all += value_of(line.substr(at, end + 1 - at)).value_or("not a literal");
    at = line.find_first_of("'\"", end + 1);
  }
  return all;
}

TEST(Joining, KeepsTheValueOfEveryPairOfShortTexts) {
  std::vector<std::string> pieces;
  for (const std::string& text : all_texts("'\"\\18", 3)) {
    for (const char quote : {'\'', '"'}) {
      const std::string source = quote + text + quote;
      // Triple quotes are no subject of this.
      if (value_of(source) && !literal_in(source).triple) pieces.push_back(source);
    }
  }
  std::string source;
  std::vector<std::string> values;
  for (const std::string& left : pieces) {
    for (const std::string& right : pieces) {
      source += "x = " + left + " " + right + "\n";
      values.push_back(*value_of(left) + *value_of(right));
    }
  }
  const Result<std::string> formatted = Formatter().format(Source(source), {});
  ASSERT_TRUE(formatted) << formatted.error().message;
  std::size_t line = 0;
  std::string_view rest = *formatted;
  for (; !rest.empty() && line < values.size(); ++line) {
    const std::size_t end = rest.find('\n');
    ASSERT_EQ(joined_value(rest.substr(0, end)), values[line]) << rest.substr(0, end);
    rest.remove_prefix(end + 1);
  }
  EXPECT_EQ(line, values.size());
  EXPECT_GT(line, 10000u);
}

}  // namespace
}  // namespace whip::fmt
