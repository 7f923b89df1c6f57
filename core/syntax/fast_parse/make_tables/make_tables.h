// The host tool that prints fast_tables.cpp: what its parts hand to each other. It runs once per build, so it may be
// plain and slow.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "core/syntax/fast_parse/tables.h"

extern "C" {
#include "step_lexer.h"
const TSLanguage* whip_table_source(void);
}

namespace whip::fast {

[[noreturn]] void refuse(const std::string& what);

// The renumbering of symbols.
struct Symbols {
  const TSLanguage* language;
  std::vector<std::uint16_t> ours;    // grammar's symbol -> terminal, or kNonterminal + nonterminal
  std::vector<std::uint16_t> theirs;  // and back, by ours; UINT16_MAX for a number that is not used
  std::uint32_t nonterminals = 0;

  std::uint8_t kind(std::uint16_t grammar_symbol) const;  // Kind, 0 if hidden
};
Symbols number_symbols(const TSLanguage* language);

// Writes arrays of numbers as C++.
class Printer {
 public:
  explicit Printer(const char* path) : out_(path) {}

  template <class T>
  void array(const char* type, const char* name, const std::vector<T>& values) {
    out_ << "const std::" << type << " " << name << "[] = {";
    for (std::size_t i = 0; i < values.size(); ++i)
      out_ << (i % 64 == 0 ? "\n" : "") << std::uint64_t{values[i]} << ",";
    out_ << "};\n";
  }
  // Rows of braces.
  void rows(const char* type, const char* name, const std::vector<std::vector<std::int64_t>>& rows) {
    out_ << "const " << type << " " << name << "[] = {";
    for (std::size_t i = 0; i < rows.size(); ++i) {
      out_ << (i % 16 == 0 ? "\n{" : "{");
      for (const std::int64_t value : rows[i]) out_ << value << ",";
      out_ << "},";
    }
    out_ << "};\n";
  }
  void number(const char* type, const char* name, std::uint64_t value) {
    out_ << "const std::" << type << " " << name << " = " << value << "u;\n";
  }
  void text(const char* text) { out_ << text; }
  bool good() { return out_.flush().good(); }

 private:
  std::ofstream out_;
};

// The lexer as a dense automaton: each of its states asked with each ASCII character and with one of each class of wide
// characters.
struct Automaton {
  std::uint32_t states = 0;
  std::vector<std::uint16_t> rows;  // [state * kLexerColumns + column]
  std::vector<std::uint8_t> accepts;
  std::vector<std::vector<std::int64_t>> wide;  // WideClass
  std::vector<bool> begins;         // [state]: a token can begin here (error recovery's own state not counted)
  std::vector<bool> skips_space;    // [state]
  std::vector<bool> plain;          // [state]: kPlain
  std::vector<std::uint8_t> signs;  // kSigns

  std::uint16_t at(std::uint32_t state, std::uint32_t column) const { return rows[state * kLexerColumns + column]; }
};
inline constexpr const char* kSignBytes = "()[]{},;.:=<>*/-&|+^%@";
bool is_name_start(std::uint32_t c);
bool is_joining(std::uint32_t c);  // goes on with a sign
// Asks one step of a generated function.
StepLexer step(bool (*function)(TSLexer*, TSStateId), std::uint32_t state, std::int32_t character, bool at_end);
Automaton make_automaton(const Symbols& symbols);

void print_parse_tables(const Symbols& symbols, const Automaton& lexer, Printer& out);
void print_lexer_tables(const Symbols& symbols, const Automaton& lexer, Printer& out);

}  // namespace whip::fast
