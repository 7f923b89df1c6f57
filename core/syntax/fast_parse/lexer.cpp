// Tokens by the grammar's own automaton, over any characters.
#include "core/syntax/fast_parse/lexer.h"

#include "core/syntax/fast_parse/take_token.h"

namespace whip::fast {
namespace {

// The character at `p` as a column of the lexer's rows.
std::uint32_t wide_column(const std::uint8_t* p, std::uint32_t* length) {
  const std::uint32_t lead = *p;
  *length = 1;
  const std::uint32_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : 0;
  if (more == 0 || lead > 0xF4) return 128;  // not UTF-8
  std::uint32_t value = lead & (0x3Fu >> more);
  for (std::uint32_t i = 1; i <= more; ++i) {
    if ((p[i] & 0xC0) != 0x80) return 128;
    value = value << 6 | (p[i] & 0x3Fu);
  }
  if ((more == 2 && (value < 0x800 || (value >= 0xD800 && value < 0xE000))) ||
      (more == 3 && (value < 0x10000 || value > 0x10FFFF))) {
    return 128;
  }
  *length = more + 1;
  std::uint32_t low = 0;
  for (std::uint32_t high = kWideClassCount; high - low > 1;) {
    const std::uint32_t middle = (low + high) / 2;
    (kWideClasses[middle].first <= value ? low : high) = middle;
  }
  return kWideClasses[low].column;
}

}  // namespace

// Runs the automaton over any characters, white space first.
Token any_token(const Lexer& lexer, State about, Row row, std::uint32_t at) {
  const std::uint8_t* p = lexer.text + at;
  const std::uint8_t* begin = p;
  const std::uint8_t* end = p;
  std::uint32_t terminal = kNoToken;
  for (std::uint32_t step = about.lexer;;) {
    if (kLexerAccepts[step] != kNothing) {
      terminal = kLexerAccepts[step];
      end = p;
    }
    std::uint32_t length = 1;
    const std::uint32_t column = *p < 128 ? *p : wide_column(p, &length);
    const std::uint32_t next = kLexer[step * kLexerColumns + column];
    if (*p == 0) {
      if (p != lexer.text + lexer.size) return {};  // a NUL inside the text
      if (next != kStop) {
        if (kLexerAccepts[next & ~std::uint32_t{kSkip}] != kEnd) return {};
        terminal = kEnd;
        end = p;
      }
      break;
    }
    if (next == kStop) break;
    p += length;
    if (next & kSkip) begin = p;
    step = next & ~std::uint32_t{kSkip};
  }
  if (terminal == kNoToken) return {};
  const auto first = static_cast<std::uint32_t>(begin - lexer.text),
             last = static_cast<std::uint32_t>(end - lexer.text);
  if (terminal == kIdentifier) return name_token(about, row, first, last, begin);
  return {first, last, terminal, terminal};
}

Token next_token(Lexer& lexer, Row row, std::uint32_t at) { return take_token(lexer, row, at); }

}  // namespace whip::fast
