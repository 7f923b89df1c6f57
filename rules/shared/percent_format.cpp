#include "rules/shared/percent_format.h"

#include <algorithm>

namespace whip::rules {
namespace {

constexpr std::string_view kFlags = "#0- +";
constexpr std::string_view kLengths = "hlL";
constexpr std::string_view kConversions = "diouxXeEfFgGcrsa";
constexpr std::uint64_t kLargestNumber = INT32_MAX;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  explicit Reader(std::string_view value) : rest_(value) {}

  PercentFormat read() {
    for (;;) {
      const std::size_t percent = rest_.find('%');
      if (percent == std::string_view::npos) return std::move(format_);
      rest_.remove_prefix(percent + 1);
      if (rest_.starts_with('%')) {
        rest_.remove_prefix(1);
      } else if (!read_conversion()) {
        return std::move(format_);
      }
    }
  }

 private:
  bool fail(PercentFormat::Error error) {
    format_.error = error;
    return false;
  }

  bool read_conversion() {
    bool has_key = false;
    if (rest_.starts_with('(')) {
      if (!read_key()) return fail(PercentFormat::Error::incomplete_key);
      has_key = true;
    }
    while (!rest_.empty() && kFlags.find(rest_.front()) != std::string_view::npos) rest_.remove_prefix(1);
    if (!read_quantity()) return fail(PercentFormat::Error::number_too_big);
    if (rest_.starts_with('.')) {
      rest_.remove_prefix(1);
      if (!read_quantity()) return fail(PercentFormat::Error::number_too_big);
    }
    if (!rest_.empty() && kLengths.find(rest_.front()) != std::string_view::npos) rest_.remove_prefix(1);
    if (rest_.empty()) return fail(PercentFormat::Error::incomplete_format);
    if (kConversions.find(rest_.front()) == std::string_view::npos) {
      std::size_t size = 1;
      while (size < rest_.size() && (static_cast<unsigned char>(rest_[size]) & 0xC0) == 0x80) ++size;
      format_.unsupported = rest_.substr(0, size);
      return fail(PercentFormat::Error::unsupported_character);
    }
    rest_.remove_prefix(1);
    if (!has_key) ++format_.positional;
    return true;
  }

  // Parentheses inside a key nest.
  bool read_key() {
    std::size_t depth = 0;
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      if (rest_[i] == '(') ++depth;
      if (rest_[i] != ')' || --depth != 0) continue;
      std::string key(rest_.substr(1, i - 1));
      rest_.remove_prefix(i + 1);
      if (std::ranges::find(format_.keys, key) == format_.keys.end()) format_.keys.push_back(std::move(key));
      return true;
    }
    return false;
  }

  // A width or precision: digits, or `*`.
  bool read_quantity() {
    if (rest_.starts_with('*')) {
      rest_.remove_prefix(1);
      ++format_.positional;
      format_.has_star = true;
      return true;
    }
    std::uint64_t number = 0;
    for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1)) {
      number = number * 10 + static_cast<std::uint64_t>(rest_.front() - '0');
      if (number > kLargestNumber) return false;
    }
    return true;
  }

  std::string_view rest_;
  PercentFormat format_;
};

}  // namespace

std::string_view PercentFormat::message() const {
  switch (error) {
    case Error::incomplete_key:
      return "incomplete format key";
    case Error::incomplete_format:
      return "incomplete format";
    case Error::number_too_big:
      return "width/precision too big";
    case Error::unsupported_character:
    case Error::none:
      break;
  }
  return "";
}

PercentFormat parse_percent_format(std::string_view value) { return Reader(value).read(); }

}  // namespace whip::rules
