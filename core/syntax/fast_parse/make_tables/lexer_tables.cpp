// The tables of the lexer: the automaton, first bytes, keywords, classes of bytes.
#include <cstring>
#include <map>

#include "make_tables.h"

namespace whip::fast {
namespace {

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
    const auto c = static_cast<std::uint32_t>(byte);
    if (is_name_start(c)) found |= kNameByte;
    if (is_joining(c)) found |= kJoiningByte;
    if (in_set && std::strchr(kSignBytes, byte) != nullptr && std::strchr("()[]{},;", byte) == nullptr)
      found |= kJoinableByte;
    classes.push_back(found);
  }
  out.array("uint8_t", "kByteClass", classes);
}

}  // namespace

void print_lexer_tables(const Symbols& symbols, const Automaton& lexer, Printer& out) {
  std::vector<std::uint8_t> skips_space;
  std::vector<std::uint32_t> first;
  const std::uint32_t identifier_state = lexer.at(0, 'q');
  for (std::uint32_t state = 0; state < lexer.states; ++state) {
    const bool skips = lexer.skips_space[state];
    const std::uint16_t space = lexer.at(state, ' ');
    skips_space.push_back(skips);
    if (lexer.accepts[state] == kIdentifier && state != identifier_state) refuse("identifiers have two states");
    for (std::uint32_t c = 0; c < 128; ++c) {
      const std::uint16_t to = lexer.at(state, c);
      // A character that is read differently after white space has no short cut.
      const bool moved = skips && lexer.at(space & ~std::uint32_t{kSkip}, c) != to;
      if (c == 0 || to == kStop || (to & kSkip) != 0 || moved) {
        first.push_back(0);
        continue;
      }
      const std::uint8_t accepted = lexer.accepts[to];
      bool final = accepted != kNothing;
      for (std::uint32_t d = 0; d < kLexerColumns; ++d) final = final && lexer.at(to, d) == kStop;
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
  out.array("uint8_t", "kSigns", lexer.signs);
  print_keywords(symbols, out);
  print_bytes(out);
}

}  // namespace whip::fast
