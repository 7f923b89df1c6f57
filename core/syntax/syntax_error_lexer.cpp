#include "core/syntax/syntax_error_lexer.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/text/source.h"

namespace whip::recovery {
namespace {

constexpr std::array<std::string_view, 25> kLongSigns = {
    "**=", "//=", ">>=", "<<=", "...", "==", "!=", "<=", ">=", "->", "+=", "-=", "*=",
    "/=",  "%=",  "&=",  "|=",  "^=",  "@=", "**", "//", "<<", ">>", ":=", "+"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }
bool is_line_end(char c) { return c == '\n' || c == '\r'; }

// A string with replacement fields that is open.
struct FieldString {
  char quote = 0;
  bool triple = false;
  bool raw = false;
  enum class Part : std::uint8_t { text, field, format } part = Part::text;
  std::uint32_t brackets = 0;  // open in the field
  bool template_ = false;
  std::uint32_t fields = 0;  // open, one in the format of the other
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text), at_(byte_order_mark(text)) {}

  std::vector<Token> run() {
    begin_line();
    while (tokens_.empty() || (tokens_.back().kind != Lex::end && tokens_.back().kind != Lex::invalid)) next();
    return std::move(tokens_);
  }

 private:
  char peek(std::uint32_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool at_end() const { return at_ >= text_.size(); }
  void push(Lex kind, std::uint32_t begin, std::uint32_t end) {
    end = std::min(end, static_cast<std::uint32_t>(text_.size()));
    tokens_.push_back({.kind = kind, .span = {begin, end}});
    at_ = std::max(at_, end);
  }
  void fail(Span span, std::string message) {
    tokens_.push_back({.kind = Lex::invalid, .span = span, .message = std::move(message)});
  }
  std::uint32_t line_end_size() const { return peek() == '\r' && peek(1) == '\n' ? 2 : 1; }
  bool in_field() const { return !strings_.empty() && strings_.back().part == FieldString::Part::field; }
  bool in_brackets() const { return brackets_ > 0 || !strings_.empty(); }

  void next() {
    if (!strings_.empty() && strings_.back().part != FieldString::Part::field) return field_string_part();
    while (peek() == ' ' || peek() == '\t' || peek() == '\f') ++at_;
    if (at_end()) return end();
    const char c = peek();
    if (c == '#') {
      while (!at_end() && !is_line_end(peek())) ++at_;
      return;
    }
    if (is_line_end(c)) return line_end();
    if (c == '\\') return continuation();
    if (is_name_start(c)) return word();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (c == '"' || c == '\'') return string(at_);
    sign();
  }

  void end() {
    const auto size = static_cast<std::uint32_t>(text_.size());
    if (!tokens_.empty() && !in_brackets() && tokens_.back().kind != Lex::newline &&
        tokens_.back().kind != Lex::dedent) {
      push(Lex::newline, size, size);
    }
    for (; columns_.size() > 1 && !in_brackets(); columns_.pop_back()) push(Lex::dedent, size, size);
    push(Lex::end, size, size);
  }

  void line_end() {
    const std::uint32_t begin = at_;
    at_ += line_end_size();
    if (in_brackets()) {
      return;
    }
    push(Lex::newline, begin, at_);
    begin_line();
  }

  void continuation() {
    const std::uint32_t begin = at_++;
    if (!is_line_end(peek())) {
      if (at_end()) return fail({begin, at_}, "unexpected EOF while parsing");
      return fail({begin, begin + 1}, "Expected a newline after line continuation character");
    }
    at_ += line_end_size();
  }

  struct Columns {
    std::uint32_t eight = 0;
    std::uint32_t one = 0;
  };

  // Skips lines without code; then what the indentation says. Of joined lines the first with white space counts.
  void begin_line() {
    Columns joined;
    for (std::uint32_t line = at_;;) {
      Columns found;
      for (; peek() == ' ' || peek() == '\t' || peek() == '\f'; ++at_) {
        if (peek() == '\f') {
          found = {};
        } else {
          found.eight = peek() == '\t' ? (found.eight / 8 + 1) * 8 : found.eight + 1;
          ++found.one;
        }
      }
      if (at_end()) return;
      if (joined.eight != 0) found = joined;
      if (peek() == '\\' && is_line_end(peek(1))) {
        joined = found;
        ++at_;
        at_ += line_end_size();
        continue;
      }
      if (peek() == '#') {
        while (!at_end() && !is_line_end(peek())) ++at_;
      }
      if (is_line_end(peek())) {
        at_ += line_end_size();
        line = at_;
        joined = {};
        continue;
      }
      if (at_end()) return;
      return indentation(line, found);
    }
  }

  void indentation(std::uint32_t line, Columns found) {
    const std::uint32_t begin = at_;
    if (found.eight > columns_.back().eight && found.one > columns_.back().one) {
      columns_.push_back(found);
      return push(Lex::indent, line, begin);
    }
    if (found.eight > columns_.back().eight ||
        (found.eight == columns_.back().eight && found.one != columns_.back().one)) {
      return push(Lex::indent, line, begin);
    }
    // Of blocks that end where none began, the outermost is at fault.
    std::uint32_t ended = 0;
    while (found.eight < columns_.back().eight) {
      columns_.pop_back();
      ++ended;
    }
    const bool wrong = found.eight != columns_.back().eight;
    for (std::uint32_t i = wrong ? 1 : 0; i < ended; ++i) push(Lex::dedent, begin, begin);
    if (wrong) {
      fail({ended > 1 ? begin : line, begin}, "unindent does not match any outer indentation level");
    }
  }

  void word() {
    const std::uint32_t begin = at_;
    std::uint32_t end = begin;
    while (end < text_.size() && is_name_part(text_[end])) {
      const auto byte = static_cast<unsigned char>(text_[end]);
      const std::uint32_t size = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
      if (byte >= 0x80 && is_foreign_sign(text_.substr(end, size))) break;
      end += size;
    }
    end = std::min(end, static_cast<std::uint32_t>(text_.size()));
    if (end == begin) return foreign_sign();
    const std::string_view word = text_.substr(begin, end - begin);
    if (end < text_.size() && (text_[end] == '"' || text_[end] == '\'') && is_prefix(word)) {
      at_ = end;
      return string(begin);
    }
    push(is_keyword(word) ? Lex::keyword : Lex::name, begin, end);
  }

  void foreign_sign() {
    const auto byte = static_cast<unsigned char>(peek());
    const std::uint32_t size = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    const Span span = {at_, std::min(at_ + size, static_cast<std::uint32_t>(text_.size()))};
    fail(span, "Got unexpected token " + std::string(text_.substr(span.begin, span.size())));
  }

  static bool is_prefix(std::string_view word) {
    if (word.size() > 2) return false;
    std::string lower(word);
    for (char& c : lower) c = static_cast<char>(c | 0x20);
    for (const std::string_view prefix : {"r", "u", "b", "f", "t", "br", "rb", "fr", "rf", "tr", "rt"}) {
      if (lower == prefix) return true;
    }
    return false;
  }

  std::uint32_t digits(std::uint32_t from, char base = 'd') const {
    const auto is_part = [&](std::uint32_t i) {
      if (i >= text_.size()) return false;
      const char c = text_[i];
      if (base == 'x') return std::isxdigit(static_cast<unsigned char>(c)) != 0;
      return c >= '0' && c <= (base == 'b' ? '1' : base == 'o' ? '7' : '9');
    };
    std::uint32_t at = from;
    while (is_part(at) || (at < text_.size() && text_[at] == '_' && is_part(at + 1))) ++at;
    return at;
  }

  void number() {
    const std::uint32_t begin = at_;
    const char letter = static_cast<char>(peek(1) | 0x20);
    if (peek() == '0' && (letter == 'x' || letter == 'o' || letter == 'b')) {
      const std::uint32_t end = digits(begin + 2, letter);
      if (end == begin + 2) return fail({begin, end}, "Invalid number literal");
      return push(Lex::integer, begin, end);
    }
    std::uint32_t end = digits(begin);
    bool is_float = false;
    if (end < text_.size() && text_[end] == '.') {
      is_float = true;
      end = digits(end + 1);
    }
    if (end < text_.size() && (text_[end] | 0x20) == 'e') {
      const bool sign = end + 1 < text_.size() && (text_[end + 1] == '+' || text_[end + 1] == '-');
      const std::uint32_t exponent = digits(end + (sign ? 2 : 1));
      if (exponent > end + (sign ? 2 : 1)) {
        is_float = true;
        end = exponent;
      }
    }
    const bool imaginary = end < text_.size() && (text_[end] | 0x20) == 'j';
    const std::string_view whole = text_.substr(begin, end - begin);
    if (!is_float && !imaginary && whole[0] == '0' && whole.find_first_not_of("0_") != std::string_view::npos) {
      return fail({begin, end}, "Invalid decimal integer literal");
    }
    push(imaginary ? Lex::imaginary : is_float ? Lex::float_ : Lex::integer, begin, imaginary ? end + 1 : end);
  }

  // `at_` is at the quotes, `begin` at the prefix.
  void string(std::uint32_t begin) {
    FieldString open;
    open.quote = peek();
    open.triple = peek(1) == open.quote && peek(2) == open.quote;
    for (const char c : text_.substr(begin, at_ - begin)) {
      open.raw = open.raw || (c | 0x20) == 'r';
      open.template_ = open.template_ || (c | 0x20) == 't';
      open.fields |= (c | 0x20) == 'f' || (c | 0x20) == 't' ? 1 : 0;
    }
    // In a replacement field, the quotes of the string around it end it if nothing else does.
    if (in_field() && open.quote == strings_.back().quote && begin == at_ && !closes(open)) {
      const std::uint32_t size = strings_.back().triple ? 3 : 1;
      brackets_ -= strings_.back().brackets;
      strings_.pop_back();
      return push(Lex::field_string_end, at_, at_ + size);
    }
    at_ += open.triple ? 3 : 1;
    if (open.fields != 0) {
      open.fields = 0;
      push(Lex::field_string_begin, begin, at_);
      strings_.push_back(open);
      return;
    }
    const std::uint32_t end = end_of_string(open, at_);
    if (end == 0)
      return fail({begin, open.triple ? static_cast<std::uint32_t>(text_.size()) : end_of_line(at_)},
                  "missing closing quote in string literal");
    push(Lex::string, begin, end);
  }

  bool closes(const FieldString& open) const { return end_of_string(open, at_ + (open.triple ? 3 : 1)) != 0; }

  std::uint32_t end_of_line(std::uint32_t from) const {
    while (from < text_.size() && !is_line_end(text_[from])) {
      const bool joined = text_[from] == '\\' && from + 1 < text_.size();
      from += joined ? 2 : 1;
    }
    return std::min(from, static_cast<std::uint32_t>(text_.size()));
  }

  // Past the closing quotes; 0 if there are none.
  std::uint32_t end_of_string(const FieldString& open, std::uint32_t from) const {
    for (std::uint32_t i = from; i < text_.size(); ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (!open.triple && is_line_end(text_[i])) {
        return 0;
      } else if (text_[i] == open.quote) {
        if (!open.triple) return i + 1;
        if (text_.substr(i, 3) == std::string(3, open.quote)) return i + 3;
      }
    }
    return 0;
  }

  // Text of an f-string, or of the format of a field: up to a brace or the closing quotes.
  void field_string_part() {
    FieldString& open = strings_.back();
    const bool format = open.part == FieldString::Part::format;
    const std::string name = open.template_ ? "t-string" : "f-string";
    const std::uint32_t begin = at_;
    const std::string quotes(open.triple ? 3 : 1, open.quote);
    while (!at_end()) {
      const char c = peek();
      if (c == '\\' && at_ + 1 < text_.size() && (open.raw || (peek(1) != '{' && peek(1) != '}'))) {
        at_ += 2;
        continue;
      }
      const bool doubled = !format && (c == '{' || c == '}') && peek(1) == c;
      if (doubled) {
        at_ += 2;
        continue;
      }
      const bool closing = text_.substr(at_, quotes.size()) == quotes;
      if (closing || c == '{' || c == '}' || (is_line_end(c) && !open.triple && !format)) {
        if (at_ > begin) push(Lex::field_string_text, begin, at_);
        break;
      }
      ++at_;
    }
    if (at_end()) {
      return fail({begin, at_}, name + (open.triple ? ": unterminated triple-quoted string" : ": unterminated string"));
    }
    const char c = peek();
    if (c == '{') {
      open.part = FieldString::Part::field;
      ++open.fields;
      return push(Lex::sign, at_, at_ + 1);
    }
    if (c == '}') {
      if (!format) return fail({at_, at_ + 1}, name + ": single `}` is not allowed");
      close_field();
      return push(Lex::sign, at_, at_ + 1);
    }
    if (is_line_end(c) && !format) return fail({begin, at_}, name + ": unterminated string");
    const auto size = static_cast<std::uint32_t>(quotes.size());
    strings_.pop_back();
    push(Lex::field_string_end, at_, at_ + size);
  }

  void close_field() {
    FieldString& open = strings_.back();
    --open.fields;
    open.part = open.fields == 0 ? FieldString::Part::text : FieldString::Part::format;
  }

  void sign() {
    const char c = peek();
    std::uint32_t size = 1;
    for (const std::string_view sign : kLongSigns) {
      if (text_.substr(at_, sign.size()) != sign) continue;
      size = static_cast<std::uint32_t>(sign.size());
      break;
    }
    if (in_field() && strings_.back().brackets == 0) {
      FieldString& open = strings_.back();
      if (c == '}') {
        push(Lex::sign, at_, at_ + 1);
        return close_field();
      }
      if (c == ':') {
        push(Lex::sign, at_, at_ + 1);
        open.part = FieldString::Part::format;
        return;
      }
    }
    if (std::string_view("()[]{}").find(c) != std::string_view::npos) {
      const bool opening = c == '(' || c == '[' || c == '{';
      if (opening) {
        ++brackets_;
        if (in_field()) ++strings_.back().brackets;
      } else {
        if (brackets_ > 0) --brackets_;
        if (in_field() && strings_.back().brackets > 0) --strings_.back().brackets;
      }
      return push(Lex::sign, at_, at_ + 1);
    }
    if (size == 1 && std::string_view("+-*/%@&|^~<>=.,:;!").find(c) == std::string_view::npos) return foreign_sign();
    push(Lex::sign, at_, at_ + size);
  }

  std::string_view text_;
  std::uint32_t at_;
  std::uint32_t brackets_ = 0;
  std::vector<Columns> columns_ = std::vector<Columns>(1);
  std::vector<FieldString> strings_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) { return Lexer(text).run(); }

}  // namespace whip::recovery
