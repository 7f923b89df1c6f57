// Tabulating the lexer, and what is known of its states.
#include <cstring>
#include <map>

#include "make_tables.h"

namespace whip::fast {

StepLexer step(bool (*function)(TSLexer*, TSStateId), std::uint32_t state, std::int32_t character, bool at_end) {
  StepLexer lexer{};
  lexer.lookahead = character;
  lexer.at_eof = at_end;
  lexer.eof = [](const StepLexer* self) { return self->at_eof; };
  using LexFunction = bool (*)(StepLexer*, TSStateId);
  reinterpret_cast<LexFunction>(function)(&lexer, static_cast<TSStateId>(state));
  return lexer;
}

namespace {

// States and rows.
Automaton tabulate(const Symbols& symbols) {
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

// Letters lead into a name and white space is skipped, as nearly everywhere; and lone signs are those that `signs` has,
// which is filled from the first states.
bool is_plain(const Automaton& lexer, std::uint32_t state, std::uint32_t name_state, std::vector<std::uint8_t>& signs) {
  if (!lexer.skips_space[state]) return false;
  const std::uint32_t moved = lexer.at(state, ' ') & ~std::uint32_t{kSkip};
  for (std::uint32_t c = 1; c < 128; ++c) {
    const std::uint32_t to = lexer.at(state, c);
    if (is_name_start(c) && to != kStop && to != name_state) return false;
    if (std::strchr(kSignBytes, static_cast<int>(c)) == nullptr || to == kStop) continue;
    // The sign alone is the same token in all states (or an error), however the white space before it was read.
    const std::uint8_t terminal = (to & kSkip) != 0 ? kNothing : lexer.accepts[to];
    if (signs[c] == 0 && terminal != kNothing) signs[c] = terminal;
    bool alone = (to & kSkip) == 0 && (terminal == kNothing || terminal == signs[c]) && lexer.at(moved, c) == to;
    for (std::uint32_t d = 0; d < kLexerColumns && alone; ++d) alone = is_joining(d) || lexer.at(to, d) == kStop;
    if (!alone) signs[c] = kNothing;
  }
  return true;
}

}  // namespace

bool is_name_start(std::uint32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_joining(std::uint32_t c) {
  return c != 0 && c < 128 && std::strchr("=.0123456789<>*/-&|+^%@!~", static_cast<int>(c)) != nullptr;
}

Automaton make_automaton(const Symbols& symbols) {
  const TSLanguage& language = *symbols.language;
  Automaton lexer = tabulate(symbols);
  lexer.begins.assign(lexer.states, false);
  for (std::uint32_t i = 1; i < language.state_count; ++i) {
    if (language.lex_modes[i].lex_state >= lexer.states) refuse("a state without a lexer");
    lexer.begins[language.lex_modes[i].lex_state] = true;
  }
  lexer.signs.assign(256, 0);
  for (std::uint32_t state = 0; state < lexer.states; ++state) {
    // All of Python's white space is skipped, or none of it.
    const std::uint16_t space = lexer.at(state, ' ');
    const bool skips = lexer.begins[state] && space != kStop && (space & kSkip) != 0;
    for (const int c : {'\t', '\f', '\r', '\n'}) {
      if (skips && lexer.at(state, static_cast<std::uint32_t>(c)) != space) refuse("white space of two sorts");
    }
    lexer.skips_space.push_back(skips);
    lexer.plain.push_back(is_plain(lexer, state, lexer.at(0, 'q'), lexer.signs));
  }
  for (std::uint8_t& sign : lexer.signs) {
    if (sign == kNothing) sign = 0;
  }
  return lexer;
}

}  // namespace whip::fast
