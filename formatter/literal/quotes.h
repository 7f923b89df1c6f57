// Which quotes a literal gets: the preferred ones, unless that means more backslashes, or another program.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/syntax/string_literal.h"

namespace whip::fmt {

constexpr char opposite_quote(char quote) { return quote == '"' ? '\'' : '"'; }

// How a literal is written, as far as its text depends on it.
struct LiteralStyle {
  char quote = '"';
  bool triple = false;
  bool raw = false;
  bool bytes = false;
};
constexpr LiteralStyle style_of(const StringLiteral& literal, char quote) {
  return {quote, literal.triple, literal.raw, literal.bytes};
}

// What quotes the text of a literal holds. Gathered piece by piece: an f-string's fields are not looked into.
class QuoteUse {
 public:
  // `preferred`: the quote one would like to write.
  QuoteUse(const StringLiteral& literal, char preferred)
      : raw_(literal.raw), triple_(literal.triple), source_(literal.quote), preferred_(preferred) {}

  void add(std::string_view text);
  // The quote that fits best.
  char choose() const;

 private:
  bool raw_;
  bool triple_;
  char source_;
  char preferred_;
  bool has_preferred_ = false;  // raw, triple: so that the preferred quote cannot be written
  std::uint32_t single_ = 0;    // plain ones: how many there are of each
  std::uint32_t double_ = 0;
};

// Whether `text`, verbatim within a literal in `quote`s, could end one in the opposite quotes.
bool has_opposite_quote(std::string_view text, const StringLiteral& literal);

// The prefix as it is written: lower case, but for a capital R, which some editors read as "no regular expression"; no
// u.
std::string_view normal_prefix(const StringLiteral& literal, std::string_view text);
// `"`, `'`, `"""` or `'''`.
std::string_view quotes_of(char quote, bool triple);

}  // namespace whip::fmt
