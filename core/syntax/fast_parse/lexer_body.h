// Tokens that the grammar's own lexer finds: names, keywords, numbers, operators, comments. Included like block.h.

// The character at `p` as a column of the lexer's rows.
WHIP_NOINLINE std::uint32_t wide_column(const std::uint8_t* p, std::uint32_t* length) {
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

// Runs the automaton over any characters, white space first.
WHIP_NOINLINE Token any_token(const Lexer& lexer, State about, Row row, std::uint32_t at) {
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

// A token that begins at `p`, white space from `at` on being skipped.
WHIP_INLINE Token plain_token(const Lexer& lexer, State about, Row row, std::uint32_t at, const std::uint8_t* p) {
  const std::uint8_t c = *p;
  if (WHIP_UNLIKELY(c >= 128)) return any_token(lexer, about, row, at);
  const std::uint32_t first = kLexerFirst[about.lexer * 128u + c];
  std::uint32_t step = first & kFirstState;
  const auto begin = static_cast<std::uint32_t>(p - lexer.text);
  if (WHIP_UNLIKELY(first == 0)) return any_token(lexer, about, row, at);
  if (step == kIdentifierState) {
    const std::uint8_t* end = p + 1;
    for (;;) {
      const std::uint32_t run = first_set(not_identifier(load(end)));
      end += run;
      if (WHIP_LIKELY(run != kWidth)) break;
    }
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
