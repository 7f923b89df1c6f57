// Quotes and prefixes.
//
//   'a'  -> "a"        'a "b"' stays: "a \"b\"" needs two backslashes
//   R'a' -> R"a"       r'"' stays: nothing can be escaped in it
//   U'a' -> "a"        '''a"''' stays: four quotes in a row would end it early

#include "formatter/literal/quotes.h"

namespace whip::fmt {
namespace {

// In raw literals a backslash keeps the next character from ending them, whatever it is.
bool raw_holds(std::string_view text, char quote, bool triple) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (!triple || i + 1 == text.size()) return true;
      if (text[i + 1] != quote) continue;
      ++i;
      if (i + 1 == text.size() || text[i + 1] == quote) return true;
    }
  }
  return false;
}

// Three in a row, or one at the end, where the closing quotes would follow.
bool triple_holds(std::string_view text, char quote) {
  if (text.find(quote) == std::string_view::npos) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      // Only `\"` and `\\` are skipped: as Ruff has it, which counts the quote in `\'` where ' is preferred.
      if (i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\')) ++i;
    } else if (text[i] == quote) {
      if (i + 1 == text.size()) return true;
      if (text[i + 1] != quote) continue;
      ++i;
      if (i + 1 == text.size() || text[i + 1] == quote) return true;
    }
  }
  return false;
}

}  // namespace

void QuoteUse::add(std::string_view text) {
  if (raw_) {
    has_preferred_ = has_preferred_ || raw_holds(text, preferred_, triple_);
  } else if (triple_) {
    has_preferred_ = has_preferred_ || triple_holds(text, preferred_);
  } else {
    for (const char c : text) {
      single_ += c == '\'';
      double_ += c == '"';
    }
  }
}

char QuoteUse::choose() const {
  if (raw_ || triple_) return has_preferred_ ? source_ : preferred_;
  if (single_ == double_) return preferred_;
  return single_ < double_ ? '\'' : '"';
}

bool has_opposite_quote(std::string_view text, const StringLiteral& literal) {
  const char quote = opposite_quote(literal.quote);
  if (literal.triple) return text.find(quotes_of(quote, true)) != std::string_view::npos;
  std::size_t backslashes = 0;
  for (const char c : text) {
    if (c == quote && (literal.raw || backslashes % 2 == 0)) return true;
    backslashes = c == '\\' ? backslashes + 1 : 0;
  }
  return false;
}

std::string_view normal_prefix(const StringLiteral& literal, std::string_view text) {
  if (!literal.raw) return literal.bytes ? "b" : literal.format ? "f" : literal.template_ ? "t" : "";
  const std::string_view prefix = text.substr(literal.span.begin, literal.prefix_size);
  const bool capital = prefix.find('R') != std::string_view::npos;
  if (literal.bytes) return capital ? "Rb" : "rb";
  if (literal.format) return capital ? "Rf" : "rf";
  if (literal.template_) return capital ? "Rt" : "rt";
  return capital ? "R" : "r";
}

std::string_view quotes_of(char quote, bool triple) {
  if (quote == '"') return triple ? "\"\"\"" : "\"";
  return triple ? "'''" : "'";
}

}  // namespace whip::fmt
