// What the lexer knows between two tokens, and the tokens.
#pragma once

#include <cstdint>
#include <cstring>

#include "core/syntax/fast_parse/tables.h"

namespace whip::fast {

inline constexpr std::uint8_t kNoToken = 0xFF;

// Sixteen bytes, so that a function can give it back in two registers.
struct Token {
  constexpr Token() = default;
  constexpr Token(std::uint32_t begin, std::uint32_t end, std::uint32_t as, std::uint32_t spelled)
      : span(begin | std::uint64_t{end} << 32), terminal(as), word(spelled) {}
  std::uint32_t begin() const { return static_cast<std::uint32_t>(span); }
  std::uint32_t end() const { return static_cast<std::uint32_t>(span >> 32); }

  std::uint64_t span = 0;             // begin, then end: the first half of a Record and the second of an Entry
  std::uint32_t terminal = kNoToken;  // as the state wants it: a keyword may be a name
  std::uint32_t word = kNoToken;      // a keyword all the same
};

// A string that has begun and not ended.
enum Delimiter : std::uint8_t {
  kSingleQuote = 1,
  kDoubleQuote = 2,
  kRaw = 4,
  kFormat = 8,
  kTriple = 16,
  kBytes = 32,
};

// Blocks and strings that are open: what the hand-written scanner keeps. Deeper nesting is left to the stock parser.
struct Layout {
  static constexpr std::uint32_t kMaxIndents = 100;
  static constexpr std::uint32_t kMaxDelimiters = 60;

  std::uint8_t indents = 1;
  std::uint8_t delimiters = 0;
  bool in_format = false;  // the last string that began is a format string, and has not ended
  std::uint8_t delimiter[kMaxDelimiters];
  std::uint16_t indent[kMaxIndents] = {0};

  Layout() = default;
  Layout(const Layout& other) { assign(other); }
  Layout& operator=(const Layout& other) {
    if (this != &other) assign(other);
    return *this;
  }
  // Copies what is in use.
  void assign(const Layout& other) {
    indents = other.indents, delimiters = other.delimiters, in_format = other.in_format;
    std::memcpy(delimiter, other.delimiter, delimiters);
    std::memcpy(indent, other.indent, indents * sizeof indent[0]);
  }
  bool equals(const Layout& other) const {
    return indents == other.indents && delimiters == other.delimiters && in_format == other.in_format &&
           std::memcmp(delimiter, other.delimiter, delimiters) == 0 &&
           std::memcmp(indent, other.indent, indents * sizeof indent[0]) == 0;
  }
};

// White space from `from` up to `end`: remembered, because newline, dedent and statement start each ask for the same.
struct Blank {
  std::uint32_t from = UINT32_MAX;
  std::uint32_t end = 0;
  std::uint16_t indent = 0;
  std::int32_t comment_indent = -1;  // of the first comment, -1 without any
  bool skips_comments = false;       // how it was asked for
  bool usable = false;               // false: a comment before any line end, or a stray backslash
  bool ends_line = false;
  bool plain = false;  // nothing but white space in it
};

struct Lexer {
  const std::uint8_t* text = nullptr;
  std::uint32_t size = 0;
  Layout layout;
  Blank blank;
};

// The token that follows `at`, as the state of this row wants it; kNoToken if it finds none, or something that is left
// to the stock parser.
Token next_token(Lexer& lexer, Row row, std::uint32_t at);

}  // namespace whip::fast
