// Numbers: small letters, but capitals for hexadecimal digits and a small x; a digit on both sides of the point.
//
//   0XABCDEF -> 0xABCDEF    1E5 -> 1e5    1_0J -> 1_0j    .5 -> 0.5    5. -> 5.0    0O17 -> 0o17

#include <string>

#include "formatter/literal/literal.h"
#include "formatter/literal/number.h"

namespace whip::fmt {
namespace {

constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_small(char c) { return c >= 'a' && c <= 'z'; }
constexpr char swap_case(char c) { return static_cast<char>(c ^ 0x20); }
constexpr char lower_case(char c) { return is_capital(c) ? swap_case(c) : c; }

bool is_plain_integer(std::string_view number) {
  bool plain = true;
  for (const char c : number) plain &= (c >= '0' && c <= '9') || c == '_';
  return plain;
}

void normalize_integer_with_base(std::string_view number, std::string& out) {
  const bool hexadecimal = number[1] == 'x' || number[1] == 'X';
  out.push_back('0');
  out.push_back(is_capital(number[1]) ? swap_case(number[1]) : number[1]);
  for (const char c : number.substr(2)) out.push_back(hexadecimal && is_small(c) ? swap_case(c) : c);
}

// A part of a float: digits with at most one point.
void append_with_point(std::string_view digits, std::string& out) {
  if (digits.starts_with('.')) out.push_back('0');
  out.append(digits);
  if (digits.ends_with('.')) out.push_back('0');
}

}  // namespace

void normalize_number(std::string_view number, std::string& out) {
  if (number.size() > 1 && number[0] == '0' && (is_capital(number[1]) || is_small(number[1])) &&
      std::string_view("xXoObB").find(number[1]) != std::string_view::npos) {
    normalize_integer_with_base(number, out);
    return;
  }
  const bool imaginary = number.ends_with('j') || number.ends_with('J');
  if (imaginary) number.remove_suffix(1);
  const std::size_t exponent = number.find_first_of("eE");
  append_with_point(number.substr(0, exponent), out);
  if (exponent != std::string_view::npos) {
    out.push_back('e');
    std::string_view power = number.substr(exponent + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    out.append(power);
  }
  if (imaginary) out.push_back('j');
}

void write_number(Context& context, AstNode number) {
  const std::string_view text = number.text();
  if (is_plain_integer(text)) {
    context.writer.source(number.span());
    return;
  }
  std::string normal;
  normalize_number(text, normal);
  if (normal == text) {
    context.writer.source(number.span());
  } else {
    context.writer.text(normal);
  }
}

bool same_number(std::string_view a, std::string_view b) {
  if (a.size() == b.size()) {
    std::size_t i = 0;
    while (i < a.size() && lower_case(a[i]) == lower_case(b[i])) ++i;
    if (i == a.size()) return true;
  }
  // `1.` and `1.0`, `.5` and `0.5`, `1e+5` and `1e5`.
  const auto plain = [](std::string_view number) {
    std::string out;
    const std::size_t dot = number.find('.');
    if (dot == 0) out += '0';
    for (std::size_t i = 0; i < number.size(); ++i) {
      if (number[i] == '+') continue;
      out += lower_case(number[i]);
      const bool digit = i + 1 < number.size() && number[i + 1] >= '0' && number[i + 1] <= '9';
      if (i == dot && !digit) out += '0';
    }
    return out;
  };
  return plain(a) == plain(b);
}

}  // namespace whip::fmt
