// Terminal styles, named by what they mark. Without colour every style is empty text, so that writers need no branches.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace whip::render {

enum class Style : std::uint8_t {
  none,
  error,        // the label of a finding in `full`, its carets
  help,         // "help", the [*] of `full`
  warning,      // "note: This is an unsafe fix"
  line_number,  // numbers, arrows, bars; secondary marks
  emphasis,     // titles, paths, changed words
  separator,    // ":" between positions, the [*] of one-line formats
  code,         // the label in one-line formats
  insertion,
  deletion,
  insertion_sign,
  deletion_sign,
  underline,        // file names in `grouped`
  statistics_code,  // rules in --statistics and --show-fixes
  fixed,            // the heading of --show-fixes
};

// As Ruff writes them: weight and colour are two sequences, in summaries one.
constexpr std::string_view style_start(Style style) {
  switch (style) {
    case Style::none:
      return "";
    case Style::error:
      return "\x1b[1m\x1b[91m";
    case Style::help:
      return "\x1b[1m\x1b[96m";
    case Style::warning:
      return "\x1b[1m\x1b[33m";
    case Style::line_number:
      return "\x1b[1m\x1b[94m";
    case Style::emphasis:
      return "\x1b[1m";
    case Style::separator:
      return "\x1b[36m";
    case Style::code:
      return "\x1b[1m\x1b[31m";
    case Style::insertion:
      return "\x1b[32m";
    case Style::deletion:
      return "\x1b[31m";
    case Style::insertion_sign:
      return "\x1b[1m\x1b[32m";
    case Style::deletion_sign:
      return "\x1b[1m\x1b[31m";
    case Style::underline:
      return "\x1b[4m";
    case Style::statistics_code:
      return "\x1b[1;31m";
    case Style::fixed:
      return "\x1b[1;32m";
  }
  return "";
}
constexpr std::string_view kStyleEnd = "\x1b[0m";

// A string with styles. The text it appends to is the caller's.
class Styled {
 public:
  Styled(std::string& out, bool colour) : out_(&out), colour_(colour) {}
  Styled& text(std::string_view text) {
    *out_ += text;
    return *this;
  }
  Styled& text(std::string_view text, Style style) {
    if (!colour_ || style == Style::none) return this->text(text);
    out_->append(style_start(style)).append(text).append(kStyleEnd);
    return *this;
  }
  Styled& number(std::uint64_t value) {
    char digits[20];
    out_->append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    return *this;
  }
  Styled& blanks(std::size_t count) {
    out_->append(count, ' ');
    return *this;
  }

 private:
  std::string* out_;
  bool colour_;
};

constexpr std::size_t digits_of(std::uint64_t value) {
  std::size_t count = 1;
  for (; value >= 10; value /= 10) ++count;
  return count;
}

}  // namespace whip::render
