#include "resolver/standards/version_reader.h"

#include <limits>

#include "core/base/characters.h"
#include "resolver/standards/text_error.h"

namespace whip::resolver {
namespace {

struct PreSpelling {
  std::string_view word;
  PreKind kind;
};

// Longer before shorter where one begins like the other.
constexpr PreSpelling kPreSpellings[] = {
    {"alpha", PreKind::alpha},       {"a", PreKind::alpha},       {"beta", PreKind::beta},   {"b", PreKind::beta},
    {"preview", PreKind::candidate}, {"pre", PreKind::candidate}, {"c", PreKind::candidate}, {"rc", PreKind::candidate},
};
constexpr std::string_view kPostSpellings[] = {"post", "rev", "r"};

bool is_separator(char c) { return c == '-' || c == '_' || c == '.'; }

class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  VersionRead version() {
    if (lowered(peek()) == 'v') ++at_;
    epoch_and_release();
    if (parts_.release.empty()) return result();
    pre();
    post();
    dev();
    local();
    return result();
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  bool word(std::string_view expected, std::size_t from) const {
    return equal_ignoring_case(text_.substr(std::min(from, text_.size()), expected.size()), expected);
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    while (is_digit(peek())) {
      const auto digit = static_cast<std::uint64_t>(peek() - '0');
      overflows_ |= value > (std::numeric_limits<std::uint64_t>::max() - digit) / 10;
      value = value * 10 + digit;
      ++at_;
    }
    return value;
  }

  // After a word: a separator and a number, both optional.
  std::uint64_t suffix_number() {
    if (is_separator(peek())) ++at_;
    return number();
  }

  void epoch_and_release() {
    if (!is_digit(peek())) return;
    std::uint64_t value = number();
    if (peek() == '!') {
      parts_.epoch = value;
      ++at_;
      if (!is_digit(peek())) return;
      value = number();
    }
    parts_.release.push_back(value);
    while (peek() == '.' && is_digit(peek(1))) {
      ++at_;
      parts_.release.push_back(number());
    }
  }

  void pre() {
    const std::size_t from = at_ + (is_separator(peek()) ? 1 : 0);
    for (const PreSpelling& spelling : kPreSpellings) {
      if (!word(spelling.word, from)) continue;
      at_ = from + spelling.word.size();
      parts_.pre = PreRelease{spelling.kind, suffix_number()};
      return;
    }
  }

  void post() {
    if (peek() == '-' && is_digit(peek(1))) {
      ++at_;
      parts_.post = number();
      return;
    }
    const std::size_t from = at_ + (is_separator(peek()) ? 1 : 0);
    for (const std::string_view spelling : kPostSpellings) {
      if (!word(spelling, from)) continue;
      at_ = from + spelling.size();
      parts_.post = suffix_number();
      return;
    }
  }

  void dev() {
    const std::size_t from = at_ + (is_separator(peek()) ? 1 : 0);
    if (!word("dev", from)) return;
    at_ = from + 3;
    parts_.dev = suffix_number();
  }

  void local() {
    char separator = '+';
    while ((separator == '+' ? peek() == '+' : is_separator(peek())) && is_alphanumeric(peek(1))) {
      separator = '.';
      ++at_;
      const std::size_t begin = at_;
      bool all_digits = true;
      for (; is_alphanumeric(peek()); ++at_) all_digits &= is_digit(peek());
      LocalSegment segment;
      if (all_digits) {
        at_ = begin;
        segment.number = number();
      } else {
        segment.word = lowered(text_.substr(begin, at_ - begin));
      }
      parts_.local.push_back(std::move(segment));
    }
  }

  VersionRead result() {
    return {.parts = std::move(parts_), .end = at_, .size = text_.size(), .overflows = overflows_};
  }

  std::string_view text_;
  std::size_t at_;
  VersionParts parts_;
  bool overflows_ = false;
};

}  // namespace

VersionRead read_version(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size() && is_space(text[begin])) ++begin;
  while (text.size() > begin && is_space(text.back())) text.remove_suffix(1);
  return Reader(text, begin).version();
}

VersionRead read_version_prefix(std::string_view text) { return Reader(text, 0).version(); }

Error version_error(std::string_view text, const VersionRead& read) {
  const std::string shown = "`" + std::string(stripped(text)) + "`";
  if (read.overflows)
    return text_error(ErrorCode::limit, text, read.end, "a number in " + shown + " is beyond 64 bits");
  if (read.parts.release.empty()) {
    return text_error(ErrorCode::syntax, text, read.end, shown + " is not a version: expected a number");
  }
  return text_error(ErrorCode::syntax, text, read.end,
                    shown + " is not a version: unexpected `" +
                        std::string(text.substr(read.end, read.size - read.end)) + "` after `" +
                        std::string(stripped(text.substr(0, read.end))) + "`");
}

}  // namespace whip::resolver
