#include "cli/lsp/json.h"

#include <gtest/gtest.h>

#include <string>

#include "cli/lsp/framing.h"
#include "cli/lsp/message.h"

namespace whip::lsp {
namespace {

Result<JsonText> parse(std::string text) {
  text.reserve(text.size() + FrameReader::kPadding);
  return JsonText::parse(std::move(text));
}

std::string written(const JsonText& json) {
  std::string out;
  JsonWriter writer(out);
  write_json(writer, json.root());
  return out;
}

Message message_of(std::string body) {
  body.reserve(body.size() + FrameReader::kPadding);
  return read_message(std::move(body));
}

TEST(JsonText, IsWrittenAgainAsItWasRead) {
  for (const std::string text :
       {R"({"a":[1,-2,"x",null,true,{"b":{}}],"c":[],"d":false})", R"("alone")", "[[[[]]]]", R"({"é":"\"\\\n"})"}) {
    const auto json = parse(text);
    ASSERT_TRUE(json) << text;
    EXPECT_EQ(written(*json), text);
  }
}

TEST(JsonText, AnswersQuestionsAboutWhatIsMissingWithNothing) {
  const auto json = parse(R"({"a":{"b":1}})");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->root()["a"]["b"].integer(), 1);
  EXPECT_FALSE(json->root()["x"]["y"]["z"].exists());
  EXPECT_EQ(json->root()["a"]["b"].text(), "");
  for (const Json item : json->root()["x"]) FAIL() << item.text();
}

TEST(JsonText, TakesHalfASurrogatePairForAReplacementCharacter) {
  const auto json = parse(R"({"a":"x\ud83d","b":"\ud83d\ude00","c":"\ude00\\ud83d"})");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->root()["a"].text(), "x\xEF\xBF\xBD");
  EXPECT_EQ(json->root()["b"].text(), "\xF0\x9F\x98\x80");
  EXPECT_EQ(json->root()["c"].text(), "\xEF\xBF\xBD\\ud83d");
}

TEST(JsonText, NestsDeeplyWithoutRecursion) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "[";
  for (int i = 0; i < 1000; ++i) text += "]";
  const auto json = parse(text);
  ASSERT_TRUE(json);
  EXPECT_EQ(written(*json), text);
  EXPECT_FALSE(parse(std::string(100000, '[')));
}

TEST(Messages, AreToldApartByTheirMembers) {
  EXPECT_EQ(message_of(R"({"id":1,"method":"a"})").kind, Message::Kind::request);
  EXPECT_EQ(message_of(R"({"method":"a","params":[]})").kind, Message::Kind::notification);
  EXPECT_EQ(message_of(R"({"id":"x","result":null})").kind, Message::Kind::response);
  EXPECT_EQ(message_of(R"({"id":"x","result":null})").id, "\"x\"");
}

TEST(Messages, ThatAreNoneSayWhatIsWrong) {
  EXPECT_EQ(message_of("{").failure, Failure::parse);
  EXPECT_EQ(message_of("[]").failure, Failure::invalid_request);
  EXPECT_EQ(message_of(R"({"id":1,"method":7})").failure, Failure::invalid_request);
  EXPECT_EQ(message_of(R"({"id":{},"method":"a"})").failure, Failure::invalid_request);
  EXPECT_EQ(message_of(R"({"id":7})").id, "7");
}

}  // namespace
}  // namespace whip::lsp
