#include "core/text/ascii.h"

#include <gtest/gtest.h>

#include <string>

namespace whip {
namespace {

TEST(PrintableAscii, IsEveryByteFromSpaceToTilde) {
  for (int byte = 0; byte < 256; ++byte) {
    // Within the words that are looked at as one, and in what is left behind them.
    for (const std::size_t at : {0u, 3u, 7u, 8u, 18u}) {
      std::string text(19, byte % 2 == 0 ? ' ' : '~');
      text[at] = static_cast<char>(byte);
      EXPECT_EQ(is_printable_ascii(text), byte >= 0x20 && byte < 0x7F) << byte << " at " << at;
    }
  }
}

TEST(PrintableAscii, HoldsForNoTextAtAll) { EXPECT_TRUE(is_printable_ascii("")); }

}  // namespace
}  // namespace whip
