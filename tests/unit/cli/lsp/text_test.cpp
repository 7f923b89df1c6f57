#include "cli/lsp/text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "core/text/source.h"

namespace whip::lsp {
namespace {

constexpr Encoding kEncodings[] = {Encoding::utf8, Encoding::utf16, Encoding::utf32};

// Characters of one to four bytes, and all endings of lines.
std::string random_text(std::mt19937& random, std::size_t pieces) {
  constexpr std::string_view kPieces[] = {"a", "\n", "\r", "\r\n", "é", "€", "😀", " ", "xyz"};
  std::string out;
  for (std::size_t i = 0; i < pieces; ++i) out += kPieces[random() % std::size(kPieces)];
  return out;
}

// The last offset up to `at` that is no place inside of a character.
std::uint32_t place_before(std::string_view text, std::uint32_t at) {
  at = std::min(at, static_cast<std::uint32_t>(text.size()));
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return at;
}

std::uint32_t random_place(std::mt19937& random, std::string_view text) {
  return place_before(text, static_cast<std::uint32_t>(random() % (text.size() + 1)));
}

void expect_same_lines(const DocumentText& edited, const DocumentText& fresh, int step) {
  ASSERT_EQ(edited.line_count(), fresh.line_count()) << step;
  for (std::uint32_t line = 0; line < fresh.line_count(); ++line)
    ASSERT_EQ(edited.line(line), fresh.line(line)) << step;
}

TEST(DocumentText, IsAfterAnyEditsWhatAFreshOneWouldBe) {
  std::mt19937 random(3);
  std::string plain = random_text(random, 60);
  DocumentText document(plain);
  for (int step = 0; step < 10000; ++step) {
    const std::uint32_t begin = random_place(random, plain);
    const std::uint32_t end = place_before(plain, begin + static_cast<std::uint32_t>(random() % 20));
    const std::string with = random_text(random, random() % 5);
    plain.replace(begin, end - begin, with);
    document.replace(Span{begin, end}, with);
    ASSERT_EQ(document.text(), plain) << step;
    ASSERT_EQ(std::string_view(document.text().data() + document.size(), Source::kPadding),
              std::string(Source::kPadding, '\0'));
    expect_same_lines(document, DocumentText(plain), step);
    if (plain.size() > 400) {
      plain = random_text(random, 40);
      document.assign(plain);
    }
  }
}

TEST(DocumentText, FindsEveryPlaceAgainInEveryEncoding) {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    const std::string plain = random_text(random, 50);
    const DocumentText document(plain);
    for (const Encoding encoding : kEncodings) {
      const std::uint32_t at = random_place(random, plain);
      // Between \r and \n there is no place: the line ends before both.
      if (at > 0 && at < plain.size() && plain[at - 1] == '\r' && plain[at] == '\n') continue;
      EXPECT_EQ(document.offset(document.position(at, encoding), encoding), at);
    }
  }
}

TEST(DocumentText, CountsColumnsInTheUnitsOfTheEncoding) {
  const DocumentText document("x = '😀é' + y");
  const auto at = static_cast<std::uint32_t>(document.text().find('y'));
  EXPECT_EQ(document.position(at, Encoding::utf8).character, 15U);
  EXPECT_EQ(document.position(at, Encoding::utf16).character, 12U);
  EXPECT_EQ(document.position(at, Encoding::utf32).character, 11U);
}

TEST(DocumentText, TakesPlacesBeyondTheEndForTheEnd) {
  const DocumentText document("ab\r\ncd");
  EXPECT_EQ(document.offset({0, 99}, Encoding::utf16), 2U);
  EXPECT_EQ(document.offset({1, 99}, Encoding::utf16), 6U);
  EXPECT_EQ(document.offset({9, 0}, Encoding::utf16), 6U);
}

TEST(DocumentText, ReplacesRangesAsTheProtocolSays) {
  DocumentText document("a😀b\nc");
  document.replace(Range{{0, 1}, {0, 3}}, "é", Encoding::utf16);
  EXPECT_EQ(document.text(), "aéb\nc");
  document.replace(Range{{0, 3}, {1, 0}}, "", Encoding::utf16);
  EXPECT_EQ(document.text(), "aébc");
  EXPECT_EQ(document.line_count(), 1U);
}

}  // namespace
}  // namespace whip::lsp
