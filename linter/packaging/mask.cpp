#include "linter/packaging/mask.h"

#include <algorithm>

#include "core/base/characters.h"

namespace whip {
namespace {

constexpr char kNone = '\0';

class Painter {
 public:
  Painter(std::string_view text, HostLanguage language) : text_(text), language_(language) { out_.code.assign(text); }

  Masked run() {
    while (at_ < text_.size()) {
      if (!eat_comment() && !eat_string()) ++at_;
    }
    pair_brackets();
    return std::move(out_);
  }

 private:
  bool is(HostLanguage language) const { return language_ == language; }
  bool has_slash_comments() const { return is(HostLanguage::c) || is(HostLanguage::rust); }
  bool is_pythonic() const { return is(HostLanguage::python) || is(HostLanguage::cython) || is(HostLanguage::toml); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : kNone; }
  bool at(std::string_view words) const { return text_.substr(at_).starts_with(words); }
  char before() const { return at_ == 0 ? '\n' : text_[at_ - 1]; }

  std::size_t line_end(std::size_t from) const { return std::min(text_.find_first_of("\r\n", from), text_.size()); }

  // From `begin` on all is painted over up to `end`, but for line breaks.
  void paint(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (text_[i] != '\n' && text_[i] != '\r') out_.code[i] = ' ';
    }
  }

  // One of the wrong kind closes nothing.
  void pair_brackets() {
    std::vector<std::uint32_t> open;
    for (std::size_t i = 0; i < out_.code.size(); ++i) {
      const char c = out_.code[i];
      if (c == '(' || c == '[' || c == '{') {
        open.push_back(static_cast<std::uint32_t>(i));
      } else if ((c == ')' || c == ']' || c == '}') && !open.empty()) {
        const char opener = out_.code[open.back()];
        if (c != (opener == '(' ? ')' : opener == '[' ? ']' : '}')) continue;
        out_.brackets.push_back(span(open.back(), i + 1));
        open.pop_back();
      }
    }
    std::ranges::sort(out_.brackets);
  }

  static Span span(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void take_comment(std::size_t end) {
    paint(at_, end);
    out_.comments.push_back(span(at_, end));
    at_ = end;
  }

  // `open` and `close` signs stay, what is between them goes.
  void take_string(std::size_t content, std::size_t content_end, std::size_t end) {
    paint(content, content_end);
    out_.strings.push_back(span(at_, end));
    at_ = end;
  }

  bool begins_hash_comment() const {
    const bool is_first = before() == '\n' || before() == '\r' || before() == ' ' || before() == '\t';
    if (is(HostLanguage::ini)) return (peek() == '#' || peek() == ';') && is_first;
    if (peek() != '#' || has_slash_comments()) return false;
    return !is(HostLanguage::yaml) || is_first;
  }

  bool eat_comment() {
    if (begins_hash_comment()) {
      if (is(HostLanguage::cmake) && eat_cmake_bracket(1)) return true;
      take_comment(line_end(at_));
      return true;
    }
    if (!has_slash_comments() || peek() != '/') return false;
    if (peek(1) == '/') {
      take_comment(slash_comment_end());
      return true;
    }
    if (peek(1) != '*') return false;
    take_comment(is(HostLanguage::rust) ? nested_comment_end() : block_end(text_.find("*/", at_ + 2), 2));
    return true;
  }

  std::size_t block_end(std::size_t close, std::size_t size) const {
    return close == std::string_view::npos ? text_.size() : close + size;
  }

  // In C a backslash at its end makes the next line part of the comment.
  std::size_t slash_comment_end() const {
    std::size_t end = line_end(at_);
    while (is(HostLanguage::c) && end < text_.size() && text_[end - 1] == '\\') {
      const std::size_t next = end + (text_.substr(end).starts_with("\r\n") ? 2 : 1);
      end = line_end(next);
    }
    return end;
  }

  std::size_t nested_comment_end() const {
    std::size_t depth = 0;
    for (std::size_t i = at_; i + 1 < text_.size();) {
      if (text_[i] == '/' && text_[i + 1] == '*') {
        ++depth;
        i += 2;
      } else if (text_[i] == '*' && text_[i + 1] == '/') {
        i += 2;
        if (--depth == 0) return i;
      } else {
        ++i;
      }
    }
    return text_.size();
  }

  // CMake's `[==[ ... ]==]`, behind a `#` a comment.
  bool eat_cmake_bracket(std::size_t skip) {
    if (peek(skip) != '[') return false;
    std::size_t equals = 0;
    while (peek(skip + 1 + equals) == '=') ++equals;
    if (peek(skip + 1 + equals) != '[') return false;
    const std::string close = "]" + std::string(equals, '=') + "]";
    const std::size_t content = at_ + skip + equals + 2;
    const std::size_t found = text_.find(close, content);
    const std::size_t end = block_end(found, close.size());
    if (skip == 1) {
      take_comment(end);
    } else {
      take_string(content, std::min(found, text_.size()), end);
    }
    return true;
  }

  bool eat_string() {
    const char c = peek();
    if (is(HostLanguage::yaml) || is(HostLanguage::ini)) return false;
    if (is(HostLanguage::cmake) && c == '[') return eat_cmake_bracket(0);
    if (is(HostLanguage::rust) && c == '\'') return eat_rust_quote();
    if (c == 'R' && is(HostLanguage::c) && peek(1) == '"') return eat_raw_c();
    if (c == 'r' && is(HostLanguage::rust) && !is_word_byte(before()) && eat_raw_rust()) return true;
    if (c != '"' && (c != '\'' || is(HostLanguage::cmake))) return false;
    if ((is_pythonic() || is(HostLanguage::meson)) && peek(1) == c && peek(2) == c) return eat_triple(c);
    return eat_quoted(c);
  }

  bool eat_triple(char quote) {
    const bool has_escapes = !(is(HostLanguage::toml) && quote == '\'') && !is(HostLanguage::meson);
    std::size_t i = at_ + 3;
    for (; i < text_.size(); ++i) {
      if (text_[i] == '\\' && has_escapes) {
        ++i;
      } else if (text_[i] == quote && text_.substr(i, 3) == std::string(3, quote)) {
        // TOML: up to two quotes may stand right before the end.
        while (is(HostLanguage::toml) && i + 3 < text_.size() && text_[i + 3] == quote) ++i;
        take_string(at_ + 3, i, i + 3);
        return true;
      }
    }
    take_string(std::min(at_ + 3, text_.size()), text_.size(), text_.size());
    return true;
  }

  // A string that ends with its line at the latest, but for CMake's and Rust's.
  bool eat_quoted(char quote) {
    const bool has_escapes = !(is(HostLanguage::toml) && quote == '\'');
    const bool spans_lines = is(HostLanguage::cmake) || is(HostLanguage::rust);
    std::size_t i = at_ + 1;
    for (; i < text_.size() && text_[i] != quote; ++i) {
      if (text_[i] == '\\' && has_escapes) {
        ++i;
      } else if (!spans_lines && (text_[i] == '\n' || text_[i] == '\r')) {
        break;
      }
    }
    const std::size_t content_end = std::min(i, text_.size());
    const bool is_closed = i < text_.size() && text_[i] == quote;
    take_string(at_ + 1, content_end, content_end + (is_closed ? 1 : 0));
    return true;
  }

  // 'a' and '\n' are characters, 'a alone is a lifetime.
  bool eat_rust_quote() {
    if (peek(1) == '\\') return eat_quoted('\'');
    std::size_t end = at_ + 2;  // past the first byte of the character
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
    if (end >= text_.size() || text_[end] != '\'') return false;
    take_string(at_ + 1, end, end + 1);
    return true;
  }

  bool eat_raw_rust() {
    std::size_t hashes = 0;
    while (peek(1 + hashes) == '#') ++hashes;
    if (peek(1 + hashes) != '"') return false;
    const std::string close = "\"" + std::string(hashes, '#');
    const std::size_t content = at_ + hashes + 2;
    const std::size_t found = text_.find(close, content);
    take_string(content, std::min(found, text_.size()), block_end(found, close.size()));
    return true;
  }

  // R"delimiter( ... )delimiter", with a delimiter of 16 characters at most.
  bool eat_raw_c() {
    const std::size_t size = text_.substr(at_ + 2, 17).find('(');
    if (size == std::string_view::npos) {
      ++at_;
      return true;
    }
    const std::size_t open = at_ + 2 + size;
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    const std::size_t found = text_.find(close, open + 1);
    take_string(open + 1, std::min(found, text_.size()), block_end(found, close.size()));
    return true;
  }

  std::string_view text_;
  HostLanguage language_;
  std::size_t at_ = 0;
  Masked out_;
};

}  // namespace

std::size_t Masked::past_bracket(std::size_t open) const {
  const auto found = std::ranges::lower_bound(brackets, open, {}, &Span::begin);
  return found != brackets.end() && found->begin == open ? found->end : std::string_view::npos;
}

Masked mask(std::string_view text, HostLanguage language) { return Painter(text, language).run(); }

std::string as_hash_comment(std::string_view comment) {
  std::string out(comment);
  if (out.starts_with("//")) out.replace(0, 2, " #");
  if (out.starts_with("/*")) {
    out.replace(0, 2, " #");
    if (out.ends_with("*/")) out.replace(out.size() - 2, 2, "  ");
  }
  if (out.starts_with(";")) out[0] = '#';
  return out;
}

std::size_t find_word(std::string_view code, std::string_view word, std::size_t from) {
  for (std::size_t at = code.find(word, from); at != std::string_view::npos; at = code.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_word_byte(code[at - 1])) && (end == code.size() || !is_word_byte(code[end]))) return at;
  }
  return std::string_view::npos;
}

std::size_t skip_space(std::string_view code, std::size_t from) {
  const std::size_t at = code.find_first_not_of(" \t\r\n", from);
  return at == std::string_view::npos ? code.size() : at;
}

bool mentions(std::string_view text, std::string_view lower_case_words) {
  const auto same = [](char a, char b) { return lowered(a) == b; };
  return std::search(text.begin(), text.end(), lower_case_words.begin(), lower_case_words.end(), same) != text.end();
}

}  // namespace whip
