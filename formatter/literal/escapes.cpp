// Quotes and escapes within a literal.

#include "formatter/literal/escapes.h"

#include <array>

namespace whip::fmt {
namespace {

constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_small(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whether something may have to change: most literals have nothing of the kind.
bool may_change(std::string_view content, LiteralStyle style, Braces braces) {
  const auto holds = [&](char c) { return content.find(c) != std::string_view::npos; };
  if (!style.raw && (holds('\\') || (!style.triple && holds(style.quote)))) return true;
  return holds('\r') || (braces == Braces::double_ && (holds('{') || holds('}')));
}

// How many bytes the hexadecimal digits or the name behind `\x`, `\u`, `\U`, `\N` take; 0 if it is no such escape, or
// one that Python would reject.
std::size_t escape_size(std::string_view text, char letter, bool bytes) {
  std::size_t digits = 0;
  if (letter == 'x') {
    digits = 2;
  } else if (bytes) {
    return 0;
  } else if (letter == 'u') {
    digits = 4;
  } else if (letter == 'U') {
    digits = 8;
  }
  if (digits > 0) {
    if (text.size() < digits) return 0;
    for (const char c : text.substr(0, digits)) {
      if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) return 0;
    }
    return digits;
  }
  if (letter != 'N' || text.empty() || text[0] != '{') return 0;
  std::size_t i = 1;
  while (i < text.size() &&
         (is_digit(text[i]) || is_capital(text[i]) || is_small(text[i]) || text[i] == ' ' || text[i] == '-')) {
    ++i;
  }
  // No name has less than two letters.
  return i < text.size() && text[i] == '}' && i >= 3 ? i + 1 : 0;
}

class Normalizer {
 public:
  Normalizer(std::string_view content, LiteralStyle style, Braces braces, std::string& out)
      : content_(content), style_(style), braces_(braces), out_(out) {}

  bool run() {
    out_.clear();
    while (at_ < content_.size()) step();
    if (written_ == 0) return false;
    out_.append(content_.substr(written_));
    return true;
  }

 private:
  void step() {
    const char c = content_[at_];
    if (braces_ == Braces::double_ && (c == '{' || c == '}')) {
      replace(at_ + 1, {&c, 1}, at_ + 1);
    } else if (c == '\r') {
      const bool pair = at_ + 1 < content_.size() && content_[at_ + 1] == '\n';
      replace(at_, pair ? "" : "\n", at_ + 1);
    } else if (style_.raw) {
      ++at_;
    } else if (c == '\\') {
      backslash();
    } else if (c == style_.quote && !style_.triple) {
      const std::array<char, 2> escaped = {'\\', c};
      replace(at_, {escaped.data(), 2}, at_ + 1);
    } else {
      ++at_;
    }
  }

  void backslash() {
    if (at_ + 1 == content_.size()) {
      ++at_;
      return;
    }
    const char next = content_[at_ + 1];
    if (next == '\\') {
      at_ += 2;
    } else if (!style_.triple && next == opposite_quote(style_.quote)) {
      replace(at_, "", at_ + 1);
      ++at_;
    } else if (!style_.triple && next == style_.quote) {
      at_ += 2;
    } else if (const std::size_t size = escape_size(content_.substr(at_ + 2), next, style_.bytes); size > 0) {
      change_case(at_ + 2, size, next == 'N');
    } else {
      ++at_;
    }
  }

  // Hexadecimal digits are written small, names of characters in capitals.
  void change_case(std::size_t begin, std::size_t size, bool to_capitals) {
    at_ = begin + size;
    bool changes = false;
    for (const char c : content_.substr(begin, size)) changes = changes || (to_capitals ? is_small(c) : is_capital(c));
    if (!changes) return;
    out_.append(content_.substr(written_, begin - written_));
    for (const char c : content_.substr(begin, size)) {
      const bool other = to_capitals ? is_small(c) : is_capital(c);
      out_.push_back(other ? static_cast<char>(c ^ 0x20) : c);
    }
    written_ = at_;
  }

  // Text up to `upto` is kept, then comes `text`, then what is from `next` on.
  void replace(std::size_t upto, std::string_view text, std::size_t next) {
    out_.append(content_.substr(written_, upto - written_));
    out_.append(text);
    written_ = at_ = next;
  }

  std::string_view content_;
  LiteralStyle style_;
  Braces braces_;
  std::string& out_;
  std::size_t at_ = 0;
  std::size_t written_ = 0;  // of content_, is in out_ as it shall be; 0: nothing has changed yet
};

}  // namespace

bool normalize_content(std::string_view content, LiteralStyle style, Braces braces, std::string& out) {
  if (!may_change(content, style, braces)) return false;
  return Normalizer(content, style, braces, out).run();
}

bool fits_within_quotes(std::string_view text, LiteralStyle style) {
  const std::string_view end = quotes_of(style.quote, style.triple);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at).starts_with(end)) return false;
    if (text[at] != '\\') continue;
    if (++at == text.size()) return false;
    const bool has_digits =
        text[at] == 'x' || (!style.bytes && (text[at] == 'u' || text[at] == 'U' || text[at] == 'N'));
    if (!style.raw && has_digits && escape_size(text.substr(at + 1), text[at], style.bytes) == 0) return false;
  }
  return true;
}

}  // namespace whip::fmt
