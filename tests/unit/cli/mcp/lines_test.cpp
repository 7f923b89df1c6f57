#include "cli/mcp/lines.h"

#include <gtest/gtest.h>

#include <vector>

namespace whip::mcp {
namespace {

// What comes of a stream that arrives in pieces of a size; "!" for a line that is too long.
std::vector<std::string> read(std::string_view stream, std::size_t piece, std::size_t longest) {
  LineReader reader(longest);
  std::vector<std::string> out;
  const auto take = [&] {
    while (const std::optional<Line> line = reader.next()) out.push_back(line->is_too_long ? "!" : line->text);
  };
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    reader.feed(stream.substr(at, piece));
    take();
  }
  reader.close();
  take();
  return out;
}

TEST(Lines, AreTheSameHoweverTheyArrive) {
  const std::string stream = "one\n\ntwo\r\n" + std::string(20, 'x') + "\nthree\n" + std::string(9, 'y') + "\nlast";
  const std::vector<std::string> expected = {"one", "two", "!", "three", "yyyyyyyyy", "last"};
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) EXPECT_EQ(read(stream, piece, 10), expected) << piece;
}

TEST(Lines, ThatNeverEndAreToldOnce) {
  EXPECT_EQ(read(std::string(1000, 'x'), 7, 10), std::vector<std::string>{"!"});
  EXPECT_EQ(read(std::string(1000, 'x') + "\nalive\n", 7, 10), (std::vector<std::string>{"!", "alive"}));
}

}  // namespace
}  // namespace whip::mcp
