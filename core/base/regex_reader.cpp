#include "core/base/regex_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace whip {

void RegexReader::fail(std::string what) {
  if (problem.empty()) problem = std::move(what);
}

bool RegexReader::take(std::string_view text) {
  if (!pattern.substr(at).starts_with(text)) return false;
  at += text.size();
  return true;
}

std::optional<std::uint32_t> RegexReader::read_number() {
  constexpr std::uint32_t kEnough = 100000;
  std::optional<std::uint32_t> number;
  for (; at < pattern.size() && peek() >= '0' && peek() <= '9'; ++at) {
    number = std::min(number.value_or(0) * 10 + static_cast<std::uint32_t>(peek() - '0'), kEnough);
  }
  return number;
}

std::uint32_t RegexReader::read_code_point() {
  const auto lead = static_cast<unsigned char>(pattern[at]);
  const std::size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  const std::size_t size = std::min(wanted, pattern.size() - at);
  std::uint32_t value = size == 1 ? lead : lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) value = (value << 6) | (static_cast<unsigned char>(pattern[at + i]) & 0x3FU);
  at += size;
  return value;
}

bool RegexReader::read_escape(CodePointRanges& ranges, bool& single) {
  ++at;
  if (at >= pattern.size()) return fail("a backslash at the end"), false;
  const char c = peek();
  if (auto known = class_escape(c)) {
    ++at;
    single = false;
    ranges = std::move(*known);
    return true;
  }
  if (c == 'p' || c == 'P') {
    single = false;
    return read_property(c == 'P', ranges);
  }
  single = true;
  if (c == 'x' || c == 'u') return read_hexadecimal(c == 'u', ranges);
  constexpr std::array<std::pair<char, char>, 5> kControls = {
      {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'f', '\f'}, {'v', '\v'}}};
  for (const auto& [letter, control] : kControls) {
    if (c != letter) continue;
    ++at;
    ranges = {{static_cast<std::uint32_t>(control), static_cast<std::uint32_t>(control)}};
    return true;
  }
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
    return fail(std::string("the escape `\\") + c + "`, which is not understood"), false;
  }
  const std::uint32_t literal = read_code_point();
  ranges = {{literal, literal}};
  return true;
}

// `\x41`, `\u0041` and `\x{41}`.
bool RegexReader::read_hexadecimal(bool wide, CodePointRanges& ranges) {
  ++at;
  const bool braces = take("{");
  std::uint32_t value = 0;
  const std::size_t digits = braces ? 8 : wide ? 4 : 2;
  std::size_t count = 0;
  for (; count < digits && at < pattern.size(); ++count, ++at) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(static_cast<char>(peek() | 0x20));
    if (digit == std::string_view::npos) break;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  if (count == 0 || (braces && !take("}"))) return fail("a bad hexadecimal escape"), false;
  ranges = {{value, value}};
  return true;
}

bool RegexReader::read_property(bool negated, CodePointRanges& ranges) {
  ++at;
  std::string_view name = pattern.substr(at, 1);
  if (take("{")) {
    const std::size_t end = pattern.find('}', at);
    if (end == std::string_view::npos) return fail("`\\p{` without a `}` after it"), false;
    name = pattern.substr(at, end - at);
    at = end + 1;
  } else {
    at += name.size();
  }
  auto known = named_class(name);
  if (!known) return fail("the class `\\p{" + std::string(name) + "}`, which is not understood"), false;
  ranges = negated ? complement(std::move(*known)) : std::move(*known);
  return true;
}

bool RegexReader::read_class(CodePointRanges& ranges) {
  ++at;
  const bool negated = take("^");
  CodePointRanges members;
  CodePointRanges minuend;  // what stood before `--`
  bool subtracting = false;
  for (bool first = true;; first = false) {
    if (at >= pattern.size()) return fail("`[` without a `]` after it"), false;
    if (peek() == ']' && !first) break;
    if (!first && take("--")) {
      minuend = subtracting ? difference(minuend, members) : std::move(members);
      subtracting = true;
      members.clear();
      continue;
    }
    if (peek() == '[') return fail("a class inside a class, which is not understood"), false;
    if (!read_member(members)) return false;
  }
  ++at;
  if (subtracting) members = difference(minuend, members);
  ranges = negated ? complement(std::move(members)) : std::move(members);
  return true;
}

// One character, or an escape.
bool RegexReader::read_single(CodePointRanges& ranges, bool& single) {
  if (peek() == '\\') return read_escape(ranges, single);
  const std::uint32_t c = read_code_point();
  ranges = {{c, c}};
  single = true;
  return true;
}

// A character, an escape or a range, inside a class.
bool RegexReader::read_member(CodePointRanges& ranges) {
  CodePointRanges low;
  bool single = false;
  if (!read_single(low, single)) return false;
  const std::string_view rest = pattern.substr(at);
  if (single && rest.size() > 1 && rest[0] == '-' && rest[1] != ']' && rest[1] != '-') {
    ++at;
    CodePointRanges high;
    bool high_single = false;
    if (!read_single(high, high_single)) return false;
    if (!high_single || high.front().first < low.front().first) return fail("a range that runs backwards"), false;
    low.front().second = high.front().first;
  }
  ranges.insert(ranges.end(), low.begin(), low.end());
  return true;
}

}  // namespace whip
