#include "core/toml/guard.h"

#include <algorithm>
#include <array>

namespace whip {
namespace {

constexpr std::size_t kMostDots = 2000;  // in a key: no file that people write comes near

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

std::size_t width_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  return std::min(width, text.size() - at);
}

std::string escaped(std::string_view character) {
  std::uint32_t value = static_cast<unsigned char>(character[0]) & (0x7FU >> character.size());
  for (const char c : character.substr(1)) value = value << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  std::string text = "\\U00000000";
  for (std::size_t digit = text.size() - 1; value != 0; --digit, value >>= 4)
    text[digit] = "0123456789ABCDEF"[value & 15];
  return text;
}

class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  TomlGuard run() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    std::size_t dots = 0;
    while (at_ < text_.size() && guard_.problem.empty()) {
      const char c = text_[at_];
      if (is_in_word(c)) {
        ++at_;
      } else if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        value_ = false;
        string(c);
      } else if (!is_ascii(c)) {
        fail("`" + std::string(text_.substr(at_, width_at(text_, at_))) + "` outside of quotes");
      } else {
        dots = c == '.' ? dots + 1 : c == '\n' || c == '=' || c == ',' ? 0 : dots;
        if (dots > kMostDots) fail("a key of more than 2000 parts");
        structure(c);
        ++at_;
      }
    }
    if (copied_ > 0) guard_.text = out_ + std::string(text_.substr(copied_));
    return std::move(guard_);
  }

 private:
  // A bare value goes on to a blank, a comma or a closing bracket: toml++ takes quotes inside it for a part of it.
  bool is_in_word(char c) {
    word_ = word_ && std::string_view(" \t\r\n,]}#").find(c) == std::string_view::npos;
    return word_ && is_ascii(c);
  }

  // Follows keys, values and brackets.
  void structure(char c) {
    if (c == ' ' || c == '\t' || c == '\r') return;
    if (c == '\n') {
      value_ = value_ && !open_.empty();
    } else if (c == ',') {
      value_ = open_.ends_with('[');
    } else if (c == ']' || c == '}') {
      if (!open_.empty()) open_.pop_back();
      value_ = false;
    } else if (!value_) {
      value_ = c == '=';
    } else if (c == '[' || c == '{') {
      open_ += c;
      value_ = c == '[';
    } else {
      value_ = false;
      word_ = true;
    }
  }

  void string(char quote) {
    const std::string_view rest = text_.substr(at_);
    const bool triple = rest.size() >= 3 && rest[1] == quote && rest[2] == quote;
    at_ += triple ? 3 : 1;
    while (at_ < text_.size() && guard_.problem.empty()) {
      const char c = text_[at_];
      if (c == '\\' && quote == '"') {
        escape(triple);
      } else if (c == quote && !triple) {
        ++at_;
        return;
      } else if (c == '\n' && !triple) {
        return;  // toml++ will say that it is not closed
      } else if (triple && text_.substr(at_).starts_with(std::string(3, quote))) {
        at_ += 3;
        // Up to two quotes may stand in front of the closing three.
        for (int more = 0; more < 2 && at_ < text_.size() && text_[at_] == quote; ++more) ++at_;
        return;
      } else {
        ++at_;
      }
    }
  }

  void escape(bool triple) {
    ++at_;
    if (at_ >= text_.size()) return;
    if (!is_ascii(text_[at_])) return fail("an escape that TOML does not have");
    if (!triple || std::string_view(" \t\r\n").find(text_[at_]) == std::string_view::npos) {
      ++at_;
      return;
    }
    at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    if (at_ < text_.size() && !is_ascii(text_[at_])) replace_character();
  }

  void replace_character() {
    const std::string_view character = text_.substr(at_, width_at(text_, at_));
    if (std::any_of(character.begin(), character.end(), is_ascii) || character.size() == 1)
      return fail("bytes that are not UTF-8");
    out_.append(text_.substr(copied_, at_ - copied_)).append(escaped(character));
    at_ += character.size();
    copied_ = at_;
  }

  void fail(std::string problem) {
    guard_.problem = std::move(problem);
    const std::string_view before = text_.substr(0, at_);
    guard_.place.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const std::string_view line = before.substr(before.rfind('\n') + 1);
    guard_.place.column = static_cast<std::uint32_t>(
        std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }) +
        1);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string open_;    // brackets around the place, those of table headers left out
  bool value_ = false;  // a value is due
  bool word_ = false;   // inside a bare value
  std::string out_;
  std::size_t copied_ = 0;  // how much of the text `out_` stands for
  TomlGuard guard_;
};

}  // namespace

TomlGuard guard_toml(std::string_view text) { return Scan(text).run(); }

}  // namespace whip
