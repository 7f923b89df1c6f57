// The fast ways to the next token: names, keywords, operators, numbers, comments and beginnings of strings that stand
// on the line. The rest is asked of lexer.cpp (any character) and layout.cpp (ends of lines, insides of strings).
#pragma once

#include "core/syntax/fast_parse/block.h"
#include "core/syntax/fast_parse/lexer.h"

namespace whip::fast {

// Runs the automaton over any characters, white space first.
Token any_token(const Lexer& lexer, State about, Row row, std::uint32_t at);
// Where white space, a comment or the end of the text follows: what of the layout it means, else the token behind it.
Token after_blank(Lexer& lexer, State about, Row row, std::uint32_t at);
// Inside a string: its text up to an escape, a hole or its end; or one of these.
Token string_part(Lexer& lexer, State about, Row row, std::uint32_t at);

// Whether a name is a keyword here.
WHIP_INLINE Token name_token(State about, Row row, std::uint32_t begin, std::uint32_t end, const std::uint8_t* p) {
  const std::uint32_t size = end - begin;
  std::uint32_t word = 0;
  if (size <= 8) {
    std::uint64_t bytes;
    __builtin_memcpy(&bytes, p, 8);
    bytes &= ~std::uint64_t{0} >> (64 - 8 * size);
    const std::uint64_t slot = bytes * kKeywordFactor >> 57;
    if (kKeywordBytes[slot] == bytes) word = kKeywordTerminal[slot];
  } else if (size == 10 && __builtin_memcmp(p, "__future__", 10) == 0) {
    word = kFutureTerminal;
  }
  if (word == 0) return {begin, end, kIdentifier, kIdentifier};
  const bool wanted = row[word] != kNoAction || kReserved[about.reserved * kTerminals + word] != 0;
  return {begin, end, wanted ? word : std::uint32_t{kIdentifier}, word};
}

// The end of the ASCII name that begins before `p`.
WHIP_INLINE const std::uint8_t* name_end(const std::uint8_t* p) {
  for (;; p += kWidth) {
    const std::uint32_t run = first_set(not_identifier(load(p)));
    if (WHIP_LIKELY(run != kWidth)) return p + run;
  }
}

// A token that begins at `p`, white space from `at` on being skipped.
WHIP_INLINE Token plain_token(const Lexer& lexer, State about, Row row, std::uint32_t at, const std::uint8_t* p) {
  const std::uint8_t c = *p;
  if (WHIP_UNLIKELY(c >= 128)) return any_token(lexer, about, row, at);
  const std::uint32_t first = kLexerFirst[about.lexer * 128u + c];
  std::uint32_t step = first & kFirstState;
  const auto begin = static_cast<std::uint32_t>(p - lexer.text);
  if (WHIP_UNLIKELY(first == 0)) return any_token(lexer, about, row, at);
  if (step == kIdentifierState) {
    const std::uint8_t* end = name_end(p + 1);
    if (WHIP_UNLIKELY(*end >= 128)) return any_token(lexer, about, row, at);
    return name_token(about, row, begin, static_cast<std::uint32_t>(end - lexer.text), p);
  }
  if (first & kFirstFinal) return {begin, begin + 1, first >> 16, first >> 16};
  if (c == '#' && first >> 16 == kComment) {
    const std::uint8_t* end = p + 1;
    for (;;) {
      const Block block = load(end);
      const std::uint32_t run =
          first_set(equal(block, every('\n')) | equal(block, every('\r')) | equal(block, every(0)));
      end += run;
      if (run != kWidth) break;
    }
    if (*end == 0 && end != lexer.text + lexer.size) return {};
    return {begin, static_cast<std::uint32_t>(end - lexer.text), kComment, kComment};
  }
  // Operators and numbers: a few steps of the automaton.
  std::uint32_t terminal = kNoToken;
  const std::uint8_t* end = p;
  for (++p;; ++p) {
    if (kLexerAccepts[step] != kNothing) {
      terminal = kLexerAccepts[step];
      end = p;
    }
    if (WHIP_UNLIKELY(*p >= 128)) return any_token(lexer, about, row, at);
    const std::uint32_t next = kLexer[step * kLexerColumns + *p];
    if (next == kStop) break;
    if (*p == 0 || (next & kSkip)) return any_token(lexer, about, row, at);
    step = next;
  }
  if (terminal == kNoToken) return {};
  return {begin, static_cast<std::uint32_t>(end - lexer.text), terminal, terminal};
}

// A string that begins at `p`; no token if none does. Too deep nesting shows in `layout.delimiters`.
WHIP_INLINE Token begin_string(Lexer& lexer, const std::uint8_t* p) {
  std::uint8_t flags = 0;
  const std::uint8_t* s = p;
  for (;; ++s) {
    const std::uint8_t c = *s | 0x20;
    if (c == 'f' || c == 't') {
      flags |= kFormat;
    } else if (c == 'r') {
      flags |= kRaw;
    } else if (c == 'b') {
      flags |= kBytes;
    } else if (c != 'u') {
      break;
    }
  }
  const std::uint8_t quote = *s;
  if (quote != '"' && quote != '\'') return {};
  flags |= quote == '"' ? kDoubleQuote : kSingleQuote;
  ++s;
  if (s[0] == quote && s[1] == quote) {
    s += 2;
    flags |= kTriple;
  }
  if (lexer.layout.delimiters == Layout::kMaxDelimiters) return {0, 0, kNoToken, 0};
  lexer.layout.delimiter[lexer.layout.delimiters++] = flags;
  lexer.layout.in_format = (flags & kFormat) != 0;
  return {static_cast<std::uint32_t>(p - lexer.text), static_cast<std::uint32_t>(s - lexer.text), kStringStart,
          kStringStart};
}

// The token that follows `at`, as the state wants it; kNoToken if it finds none, or something that is left to the stock
// parser.
WHIP_INLINE Token take_token(Lexer& lexer, Row row, std::uint32_t at) {
  const State about = state_at(row);
  if (WHIP_UNLIKELY(about.external & kMayContent)) return string_part(lexer, about, row, at);
  const std::uint8_t* p = lexer.text + at;
  p += *p == ' ';
  if (WHIP_UNLIKELY(*p == ' ')) {
    do ++p;
    while (*p == ' ');
  }
  const std::uint8_t bytes = kByteClass[*p];
  if (WHIP_LIKELY(about.external & kPlain)) {
    // The short way, which hardly needs the state: it can go on while the last token's reductions are still being
    // worked out.
    const auto begin = static_cast<std::uint32_t>(p - lexer.text);
    if (bytes & kNameByte) {
      const std::uint8_t* const end = name_end(p + 1);
      if (WHIP_UNLIKELY(*end >= 128)) return any_token(lexer, about, row, at);
      if (WHIP_UNLIKELY(*end == '"' || *end == '\'') && (bytes & kStringByte) && (about.external & kMayString)) {
        const Token token = begin_string(lexer, p);
        if (token.terminal != kNoToken || token.word != kNoToken) return token;
      }
      return name_token(about, row, begin, static_cast<std::uint32_t>(end - lexer.text), p);
    }
    const std::uint8_t sign = kSigns[*p];
    if (sign != 0 && !((bytes & kJoinableByte) && (kByteClass[p[1]] & kJoiningByte)))
      return {begin, begin + 1, sign, sign};
  }
  if (bytes & kSpecialByte) return after_blank(lexer, about, row, at);
  if ((bytes & kStringByte) && (about.external & kMayString)) {
    const Token token = begin_string(lexer, p);
    if (token.terminal != kNoToken || token.word != kNoToken) return token;
  }
  if (WHIP_UNLIKELY(!kLexerSkipsSpace[about.lexer])) p = lexer.text + at;
  return plain_token(lexer, about, row, at, p);
}

}  // namespace whip::fast
