#include "cli/lsp/framing.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace whip::lsp {
namespace {

std::vector<Frame> read_all(FrameReader& reader, std::string_view bytes) {
  reader.feed(bytes);
  std::vector<Frame> out;
  while (std::optional<Frame> frame = reader.next()) out.push_back(std::move(*frame));
  return out;
}

TEST(Framing, ReadsMessagesWhateverThePiecesTheyComeIn) {
  const std::vector<std::string> bodies = {"{}", R"({"a":"\r\n\r\n"})", std::string(5000, 'x'), "", "{\"b\":1}"};
  std::string stream;
  for (const std::string& body : bodies) stream += framed(body);
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    FrameReader reader;
    std::vector<std::string> read;
    for (std::size_t at = 0; at < stream.size();) {
      const std::size_t size = std::min<std::size_t>(1 + random() % 300, stream.size() - at);
      for (Frame& frame : read_all(reader, std::string_view(stream).substr(at, size))) {
        ASSERT_EQ(frame.kind, Frame::Kind::message);
        read.push_back(std::move(frame.body));
      }
      at += size;
    }
    ASSERT_EQ(read, bodies);
  }
}

TEST(Framing, KnowsHeadersInAnyCaseAndOrder) {
  FrameReader reader;
  const auto frames =
      read_all(reader, "content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:2\r\n\r\n{}");
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_EQ(frames[0].body, "{}");
}

TEST(Framing, TellsOfAHeaderWithoutLengthOnceAndGoesOn) {
  FrameReader reader;
  const auto frames = read_all(reader, "garbage\r\n\r\nmore garbage\n\nstill\r\n\r\n" + framed("{}"));
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[0].kind, Frame::Kind::malformed);
  EXPECT_EQ(frames[1].body, "{}");
}

TEST(Framing, FindsTheNextMessageBehindALostBody) {
  FrameReader reader;
  const auto frames = read_all(reader, "Content-Length: many\r\n\r\n{\"id\":1}" + framed("[]"));
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[0].kind, Frame::Kind::malformed);
  EXPECT_EQ(frames[1].body, "[]");
}

TEST(Framing, PassesOverABodyBeyondTheLimit) {
  FrameReader reader(10);
  const auto frames = read_all(reader, framed(std::string(11, 'x')) + framed("{}"));
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[0].kind, Frame::Kind::oversized);
  EXPECT_EQ(frames[1].body, "{}");
}

TEST(Framing, GivesUpOnAHeaderThatNeverEnds) {
  FrameReader reader;
  const auto frames = read_all(reader, std::string(FrameReader::kLargestHeader * 3, 'a'));
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_EQ(frames[0].kind, Frame::Kind::malformed);
  EXPECT_EQ(read_all(reader, "\r\n\r\n" + framed("{}")).back().body, "{}");
}

TEST(Framing, SurvivesRandomBytesBetweenMessages) {
  std::mt19937 random(11);
  for (int round = 0; round < 300; ++round) {
    std::string noise(random() % 400, ' ');
    for (char& c : noise) c = static_cast<char>(random());
    FrameReader reader;
    read_all(reader, noise + "\r\n\r\n");
    // What was lost may have eaten one message's begin, never two.
    const auto frames = read_all(reader, framed("{}") + framed("{}"));
    ASSERT_FALSE(frames.empty());
    EXPECT_EQ(frames.back().body, "{}") << round;
  }
}

}  // namespace
}  // namespace whip::lsp
