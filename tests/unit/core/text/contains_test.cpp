#include "core/text/contains.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace whip {
namespace {

TEST(Contains, FindsAWordAtEachPlaceOfATextOfEachLength) {
  for (std::size_t size = 3; size < 70; ++size) {
    for (std::size_t at = 0; at + 3 <= size; ++at) {
      std::string text(size, 'G');
      EXPECT_FALSE(contains(text, "GIL"));
      text.replace(at, 3, "GIL");
      EXPECT_TRUE(contains(text, "GIL")) << size << " " << at;
    }
  }
}

TEST(Contains, SaysWhatFindSays) {
  std::mt19937 random(5);
  for (int round = 0; round < 20000; ++round) {
    std::string text, word;
    for (auto n = random() % 80; n > 0; --n) text += static_cast<char>('a' + random() % 3);
    for (auto n = 2 + random() % 6; n > 0; --n) word += static_cast<char>('a' + random() % 3);
    ASSERT_EQ(contains(text, word), text.find(word) != std::string::npos) << text << " " << word;
  }
}

}  // namespace
}  // namespace whip
