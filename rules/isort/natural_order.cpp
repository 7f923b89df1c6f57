#include "rules/isort/natural_order.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/text/width.h"
#include "rules/shared/letter_case.h"

namespace whip::rules::isort {
namespace {

constexpr bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
constexpr bool is_space(char32_t c) {
  return (c >= 0x9 && c <= 0xD) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Text as a run of characters; 0 behind its end (no name holds a NUL).
class AsciiReader {
 public:
  AsciiReader(std::string_view text, Case letter_case) : text_(text), folded_(letter_case == Case::folded) {}
  char32_t operator[](std::size_t at) const {
    if (at >= text_.size()) return 0;
    const auto c = static_cast<unsigned char>(text_[at]);
    return folded_ && c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }

 private:
  std::string_view text_;
  bool folded_;
};

class UnicodeReader {
 public:
  UnicodeReader(std::string_view text, Case letter_case) {
    while (!text.empty()) {
      const auto [value, size] = first_character(text);
      text.remove_prefix(size);
      if (letter_case == Case::folded && value == 0x130) {  // the one letter whose small form has two characters
        text_ += {U'i', 0x307};
      } else {
        text_ += letter_case == Case::folded ? to_lower(value) : value;
      }
    }
  }
  char32_t operator[](std::size_t at) const { return at < text_.size() ? text_[at] : 0; }

 private:
  std::u32string text_;
};

constexpr int sign(char32_t a, char32_t b) { return a < b ? -1 : a > b ? 1 : 0; }

// Two runs of digits that begin at i and j; leaves both behind them.
template <class Reader>
int compare_digits(const Reader& a, std::size_t& i, const Reader& b, std::size_t& j) {
  const bool by_place = a[i] == '0' || b[j] == '0';
  int first_difference = 0;
  for (; is_digit(a[i]) && is_digit(b[j]); ++i, ++j) {
    if (first_difference == 0) first_difference = sign(a[i], b[j]);
    if (by_place && first_difference != 0) return first_difference;
  }
  if (is_digit(a[i])) return 1;
  if (is_digit(b[j])) return -1;
  return first_difference;
}

template <class Reader>
int compare(const Reader& a, const Reader& b) {
  for (std::size_t i = 0, j = 0;;) {
    while (is_space(a[i])) ++i;
    while (is_space(b[j])) ++j;
    if (is_digit(a[i]) && is_digit(b[j])) {
      if (const int order = compare_digits(a, i, b, j); order != 0) return order;
      continue;
    }
    if (a[i] != b[j]) return sign(a[i], b[j]);  // the end, 0, comes before everything
    if (a[i] == 0) return 0;
    ++i, ++j;
  }
}

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

// Letters and the signs of names; what is left of ASCII are digits, blanks and control characters.
constexpr bool is_plain(unsigned char c) { return c < 0x80 && c > ' ' && !is_digit(c); }

// The order of two names that differ before anything but letters and signs comes; else nothing is known.
std::optional<int> compare_plain(std::string_view a, std::string_view b, Case letter_case) {
  const std::size_t size = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < size; ++i) {
    auto x = static_cast<unsigned char>(a[i]);
    auto y = static_cast<unsigned char>(b[i]);
    if (!is_plain(x) || !is_plain(y)) return std::nullopt;
    if (x == y) continue;
    if (letter_case == Case::folded) {
      if (x >= 'A' && x <= 'Z') x |= 0x20;
      if (y >= 'A' && y <= 'Z') y |= 0x20;
    }
    if (x != y) return x < y ? -1 : 1;
  }
  if (a.size() == b.size()) return 0;
  return a.size() < b.size() ? -1 : 1;
}

}  // namespace

int compare_natural(std::string_view a, std::string_view b, Case letter_case) {
  if (const std::optional<int> order = compare_plain(a, b, letter_case)) return *order;
  if (is_ascii(a) && is_ascii(b)) return compare(AsciiReader(a, letter_case), AsciiReader(b, letter_case));
  return compare(UnicodeReader(a, letter_case), UnicodeReader(b, letter_case));
}

}  // namespace whip::rules::isort
