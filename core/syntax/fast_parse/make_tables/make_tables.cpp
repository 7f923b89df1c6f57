// make_tables OUT: writes fast_tables.cpp, the data declared in tables.h.
#include "make_tables.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>

#include "core/syntax/kind.h"

namespace whip::fast {
namespace {

// Ours in the order of their numbers: first those of enum Terminal, then others by how often real code has them.
constexpr const char* kFirstTerminals[] = {"end",
                                           "identifier",
                                           "comment",
                                           "line_continuation",
                                           "_newline",
                                           "_indent",
                                           "_dedent",
                                           "string_start",
                                           "_string_content",
                                           "string_end",
                                           "escape_interpolation",
                                           ".",
                                           "(",
                                           ")",
                                           ",",
                                           ":",
                                           "=",
                                           "[",
                                           "]",
                                           "{",
                                           "}",
                                           "integer",
                                           "none",
                                           "true",
                                           "false",
                                           "if",
                                           "in",
                                           "def",
                                           "return",
                                           "not",
                                           "for",
                                           "==",
                                           "+"};

}  // namespace

void refuse(const std::string& what) {
  std::fprintf(stderr, "make_tables: %s\n", what.c_str());
  std::exit(1);
}

std::uint8_t Symbols::kind(std::uint16_t symbol) const {
  symbol = language->public_symbol_map[symbol];
  const TSSymbolMetadata& about = language->symbol_metadata[symbol];
  if (!about.visible) return 0;
  for (std::size_t i = 0; i < kKindCount; ++i) {
    if (kKindNamed[i] == about.named && kKindTexts[i] == language->symbol_names[symbol])
      return static_cast<std::uint8_t>(i);
  }
  refuse(std::string("kind.h does not know ") + language->symbol_names[symbol]);
}

Symbols number_symbols(const TSLanguage* language) {
  Symbols symbols{.language = language};
  constexpr std::uint16_t kUnknown = UINT16_MAX;
  const std::uint32_t terminals = language->token_count;
  if (kFirstTerminal + terminals > kTerminals) refuse("too many terminals");
  symbols.nonterminals = language->symbol_count - terminals;
  if (symbols.nonterminals > kUnitValue) refuse("too many nonterminals");
  symbols.ours.assign(language->symbol_count + language->alias_count, kUnknown);
  symbols.theirs.assign(kNonterminal, kUnknown);
  std::uint16_t next = kFirstTerminal;
  const auto place = [&](std::uint32_t symbol) {
    symbols.ours[symbol] = next;
    symbols.theirs[next++] = static_cast<std::uint16_t>(symbol);
  };
  for (const char* name : kFirstTerminals) {
    std::uint32_t symbol = 0;
    while (symbol < terminals &&
           (symbols.ours[symbol] != kUnknown || std::strcmp(language->symbol_names[symbol], name) != 0)) {
      ++symbol;
    }
    if (symbol == terminals) refuse(std::string("no terminal ") + name);
    place(symbol);
  }
  for (std::uint32_t symbol = 0; symbol < terminals; ++symbol) {
    if (symbols.ours[symbol] == kUnknown) place(symbol);
  }
  for (std::uint32_t i = 0; i < symbols.nonterminals; ++i) {
    symbols.ours[terminals + i] = static_cast<std::uint16_t>(kNonterminal + i);
    symbols.theirs.push_back(static_cast<std::uint16_t>(terminals + i));
  }
  return symbols;
}

}  // namespace whip::fast

int main(int argc, char** argv) {
  using namespace whip::fast;
  if (argc != 2) refuse("usage: make_tables OUT");
  const Symbols symbols = number_symbols(whip_table_source());
  Printer out(argv[1]);
  out.text(
      "// Written by make_tables; see core/syntax/fast_parse/tables.h.\n"
      "#include \"core/syntax/fast_parse/tables.h\"\n\nnamespace whip::fast {\n");
  const Automaton lexer = make_automaton(symbols);
  print_parse_tables(symbols, lexer, out);
  print_lexer_tables(symbols, lexer, out);
  out.text("}  // namespace whip::fast\n");
  if (!out.good()) refuse("cannot write the tables");
}
