// The lexer as a dense automaton: each of its states asked with each ASCII character and with one of each class of wide
// characters.
#include <cstring>
#include <map>

#include "make_tables.h"

namespace whip::fast {
namespace {

using LexFunction = bool (*)(StepLexer*, TSStateId);

// Asks one step of the generated function.
StepLexer step(bool (*function)(TSLexer*, TSStateId), std::uint32_t state, std::int32_t character, bool at_end) {
  StepLexer lexer{};
  lexer.lookahead = character;
  lexer.at_eof = at_end;
  lexer.eof = [](const StepLexer* self) { return self->at_eof; };
  reinterpret_cast<LexFunction>(function)(&lexer, static_cast<TSStateId>(state));
  return lexer;
}

struct Automaton {
  std::uint32_t states = 0;
  std::vector<std::uint16_t> rows;
  std::vector<std::uint8_t> accepts;
  std::vector<std::vector<std::int64_t>> wide;  // WideClass
};

Automaton build(const Symbols& symbols) {
  const TSLanguage& language = *symbols.language;
  Automaton out;
  // States are those reachable from where parse states begin.
  for (std::uint32_t i = 0; i < language.state_count; ++i) {
    if (language.lex_modes[i].lex_state != UINT16_MAX)
      out.states = std::max<std::uint32_t>(out.states, language.lex_modes[i].lex_state + 1u);
  }
  const auto next = [&](std::uint32_t state, std::int32_t character, bool at_end) -> std::uint16_t {
    const StepLexer result = step(language.lex_fn, state, character, at_end);
    if (result.next < 0) return kStop;
    return static_cast<std::uint16_t>(result.next | (result.skip ? kSkip : 0));
  };
  std::vector<std::vector<std::uint16_t>> columns;  // by column - 128; by state
  std::map<std::vector<std::uint16_t>, std::uint32_t> classes;
  for (std::uint32_t state = 0; state < out.states; ++state) {  // out.states grows
    for (std::int32_t c = 0; c < 128; ++c) {
      const std::uint16_t to = next(state, c, c == 0);
      if (to != kStop) out.states = std::max(out.states, (to & ~std::uint32_t{kSkip}) + 1);
    }
  }
  const auto column_of = [&](std::int32_t character) {
    std::vector<std::uint16_t> column;
    for (std::uint32_t state = 0; state < out.states; ++state) column.push_back(next(state, character, false));
    const auto [found, is_new] = classes.emplace(column, static_cast<std::uint32_t>(128 + columns.size()));
    if (is_new) columns.push_back(column);
    return found->second;
  };
  // What is not UTF-8 is -1 to the lexer; it has the first wide column.
  column_of(-1);
  std::uint32_t last = 0;
  for (std::uint32_t c = 128; c <= 0x10FFFF; ++c) {
    const std::uint32_t column = column_of(static_cast<std::int32_t>(c));
    if (column != last) out.wide.push_back({c, column});
    last = column;
  }
  if (128 + columns.size() > kLexerColumns) refuse("too many classes of wide characters");
  if (out.states > 255) refuse("too many states of the lexer");
  for (std::uint32_t state = 0; state < out.states; ++state) {
    for (std::uint32_t c = 0; c < kLexerColumns; ++c) {
      const bool wide = c >= 128;
      out.rows.push_back(wide ? (c - 128 < columns.size() ? columns[c - 128][state] : kStop)
                              : next(state, static_cast<std::int32_t>(c), c == 0));
      if (wide && out.rows.back() != kStop && (out.rows.back() & ~std::uint32_t{kSkip}) >= out.states)
        refuse("a hidden state of the lexer");
    }
    const std::int32_t accepted = step(language.lex_fn, state, 0, true).accept;
    out.accepts.push_back(accepted < 0 ? kNothing
                                       : static_cast<std::uint8_t>(symbols.ours[static_cast<std::size_t>(accepted)]));
  }
  return out;
}

void print_keywords(const Symbols& symbols, Printer& out) {
  const TSLanguage& language = *symbols.language;
  std::map<std::string, std::uint8_t> words;
  std::vector<std::uint8_t> is_keyword(kTerminals, 0);
  for (std::uint32_t terminal = 2; terminal < language.token_count; ++terminal) {
    std::string name = language.symbol_names[terminal];
    // Named tokens have their rule's name.
    if (name == "true" || name == "false" || name == "none") name[0] = static_cast<char>(name[0] - 'a' + 'A');
    std::uint32_t state = 0;
    std::size_t at = 0;
    StepLexer result{};
    for (;; ++at) {
      result = step(language.keyword_lex_fn, state, name[at], name[at] == 0);
      if (result.next < 0) break;
      state = static_cast<std::uint32_t>(result.next);
    }
    if (at != name.size() || result.accept < 0) continue;
    const auto ours = static_cast<std::uint8_t>(symbols.ours[static_cast<std::size_t>(result.accept)]);
    words[name] = ours;
    is_keyword[ours] = 1;
  }
  std::uint8_t future = kNothing;
  std::vector<std::uint64_t> bytes;
  std::vector<std::uint8_t> terminals;
  std::uint64_t factor = 0x9E3779B97F4A7C15;
  for (bool done = false; !done; factor = factor * 6364136223846793005 + 1442695040888963407) {
    done = true;
    bytes.assign(128, 0);
    terminals.assign(128, 0);
    for (const auto& [word, terminal] : words) {
      if (word.size() > 8) {
        if (word != "__future__") refuse("a keyword of more than 8 letters");
        future = terminal;
        continue;
      }
      std::uint64_t value = 0;
      for (std::size_t i = word.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(word[i]);
      const std::size_t slot = value * factor >> 57;
      done = done && bytes[slot] == 0;
      bytes[slot] = value;
      terminals[slot] = terminal;
    }
    if (done) out.number("uint64_t", "kKeywordFactor", factor);
  }
  out.array("uint64_t", "kKeywordBytes", bytes);
  out.array("uint8_t", "kKeywordTerminal", terminals);
  out.number("uint8_t", "kFutureTerminal", future);
  out.array("uint8_t", "kKeyword", is_keyword);
}

void print_bytes(Printer& out) {
  std::vector<std::uint8_t> classes;
  for (int byte = 0; byte < 256; ++byte) {
    const bool in_set = byte != 0 && byte < 128;
    std::uint8_t found = 0;
    if (byte == 0 || (in_set && std::strchr("\n\r\t\f\\#", byte) != nullptr)) found |= kSpecialByte;
    if (in_set && std::strchr("fFtTrRbBuU'\"", byte) != nullptr) found |= kStringByte;
    if (in_set && std::strchr(" \t\f\r\n", byte) != nullptr) found |= kSpaceByte;
    classes.push_back(found);
  }
  out.array("uint8_t", "kByteClass", classes);
}

}  // namespace

void print_lexer_tables(const Symbols& symbols, Printer& out) {
  const Automaton lexer = build(symbols);
  const auto row = [&](std::uint32_t state, std::uint32_t column) {
    return lexer.rows[state * kLexerColumns + column];
  };

  std::vector<std::uint8_t> skips_space;
  std::vector<std::uint32_t> first;
  const std::uint32_t identifier_state = row(0, 'q');
  std::vector<bool> begins(lexer.states, false);  // where tokens begin, error recovery's own state 0 not counted
  const TSLanguage& language = *symbols.language;
  for (std::uint32_t i = 1; i < language.state_count; ++i) {
    if (language.lex_modes[i].lex_state != UINT16_MAX) begins[language.lex_modes[i].lex_state] = true;
  }
  for (std::uint32_t state = 0; state < lexer.states; ++state) {
    // All of Python's white space is skipped, or none of it.
    const std::uint16_t space = row(state, ' ');
    const bool skips = begins[state] && space != kStop && (space & kSkip) != 0;
    for (const int c : {'\t', '\f', '\r', '\n'}) {
      if (skips && row(state, static_cast<std::uint32_t>(c)) != space) refuse("white space of two sorts");
    }
    skips_space.push_back(skips);
    if (lexer.accepts[state] == kIdentifier && state != identifier_state) refuse("identifiers have two states");
    for (std::uint32_t c = 0; c < 128; ++c) {
      const std::uint16_t to = row(state, c);
      // A character that is read differently after white space has no short cut.
      const bool moved = skips && row(space & ~std::uint32_t{kSkip}, c) != to;
      if (c == 0 || to == kStop || (to & kSkip) != 0 || moved) {
        first.push_back(0);
        continue;
      }
      const std::uint8_t accepted = lexer.accepts[to];
      bool final = accepted != kNothing;
      for (std::uint32_t d = 0; d < kLexerColumns; ++d) final = final && row(to, d) == kStop;
      first.push_back(to | (final ? kFirstFinal : 0) | (accepted != kNothing ? std::uint32_t{accepted} << 16 : 0));
    }
  }
  out.array("uint16_t", "kLexer", lexer.rows);
  out.array("uint8_t", "kLexerAccepts", lexer.accepts);
  out.array("uint8_t", "kLexerSkipsSpace", skips_space);
  out.array("uint32_t", "kLexerFirst", first);
  out.number("uint32_t", "kIdentifierState", identifier_state);
  out.rows("WideClass", "kWideClasses", lexer.wide);
  out.number("uint32_t", "kWideClassCount", lexer.wide.size());
  print_keywords(symbols, out);
  print_bytes(out);
}

}  // namespace whip::fast
