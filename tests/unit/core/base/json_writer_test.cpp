#include "core/base/json_writer.h"

#include <gtest/gtest.h>

namespace whip {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  append_json_escaped(out, text);
  return out;
}

TEST(JsonWriter, PutsCommasBetweenMembersAndItems) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("a", std::uint64_t{1}).key("b").begin_array().string("x").null().boolean(true);
  json.end_array().member("c", false).end_object();
  EXPECT_EQ(out, R"({"a":1,"b":["x",null,true],"c":false})");
}

TEST(JsonWriter, PrettyIndentsByTwoAndKeepsEmptyBracketsTogether) {
  std::string out;
  JsonWriter json(out, JsonWriter::Style::pretty);
  json.begin_array().begin_object().key("empty").begin_array().end_array().member("n", std::uint64_t{2}).end_object();
  json.begin_object().end_object().end_array();
  EXPECT_EQ(out, "[\n  {\n    \"empty\": [],\n    \"n\": 2\n  },\n  {}\n]");
}

TEST(JsonWriter, TopLevelEmptyArrayStaysOnOneLine) {
  std::string out;
  JsonWriter(out, JsonWriter::Style::pretty).begin_array().end_array();
  EXPECT_EQ(out, "[]");
}

TEST(JsonWriter, EscapesQuotesBackslashesAndControls) {
  EXPECT_EQ(escaped("a\"b\\c\n\r\t\b\f"), R"(a\"b\\c\n\r\t\b\f)");
  EXPECT_EQ(escaped(std::string_view("\0\x1b", 2)), "\\u0000\\u001b");
  EXPECT_EQ(escaped("\x7f"), "\x7f");
}

TEST(JsonWriter, LeavesUnicodeAsItIs) { EXPECT_EQ(escaped("é 日本 😀"), "é 日本 😀"); }

TEST(JsonWriter, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(escaped("a\xff"
                    "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(escaped("\xe2\x82"), "\xEF\xBF\xBD\xEF\xBF\xBD");                  // cut short
  EXPECT_EQ(escaped("\xed\xa0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate
  EXPECT_EQ(escaped("\xc0\xaf"), "\xEF\xBF\xBD\xEF\xBF\xBD");                  // overlong
}

TEST(JsonWriter, WritesTheLargestNumber) {
  std::string out;
  JsonWriter(out).number(UINT64_MAX);
  EXPECT_EQ(out, "18446744073709551615");
}

}  // namespace
}  // namespace whip
