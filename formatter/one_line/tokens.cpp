// Tokens one behind the other, with or without a space between: by what they are and where they stand.
#include <algorithm>

#include "formatter/literal/number.h"
#include "formatter/one_line/one_line.h"
#include "formatter/one_line/range.h"

namespace whip::fmt {
namespace {

// Bytes of an escape behind its backslash that stays as it is whatever the quotes; 0 for others: hexadecimal digits are
// written small, names in capitals.
std::size_t plain_escape(std::string_view text) {
  if (text.empty()) return 0;
  constexpr std::string_view kPlain = "nrtsdwabSDWABfv0123456789\\.()[]{}*+?|^$/-";
  if (kPlain.find(text[0]) != std::string_view::npos) return 1;
  const std::size_t digits = text[0] == 'x' ? 2 : text[0] == 'u' ? 4 : text[0] == 'U' ? 8 : 0;
  if (digits == 0 || text.size() <= digits) return 0;
  const auto is_small = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return std::ranges::all_of(text.substr(1, digits), is_small) ? digits + 1 : 0;
}

// Whether the quotes around a text may become the others: they may; they stay, for the text holds the others; they may
// not, but nothing has to change where they are the wanted ones; not to be told here.
enum class QuoteTurn : std::uint8_t { good, stays, bad, unknown };

QuoteTurn quote_turn(std::string_view content, char quote, char prefix) {
  const char other = quote == '"' ? '\'' : '"';
  QuoteTurn turn = QuoteTurn::good;
  for (std::size_t i = 0; i < content.size(); ++i) {
    const char c = content[i];
    if (c == quote) return QuoteTurn::unknown;  // three quotes, or one behind a backslash
    if (c == other) {
      if (prefix == 'f' || turn == QuoteTurn::bad) return QuoteTurn::unknown;
      turn = QuoteTurn::stays;
    }
    if (c != '\\') continue;
    if (prefix == 'f' || (prefix == 'r' && turn == QuoteTurn::stays)) return QuoteTurn::unknown;
    if (prefix == 'r') {
      turn = QuoteTurn::bad;
    } else if (const std::size_t size = plain_escape(content.substr(i + 1)); size > 0) {
      i += size;
    } else {
      return QuoteTurn::unknown;
    }
  }
  return turn;
}

// Values of replacement fields whose braces need no blanks.
bool is_plain_field_value(Kind kind) {
  switch (kind) {
    case Kind::identifier:
    case Kind::integer:
    case Kind::attribute:
    case Kind::call:
    case Kind::subscript:
    case Kind::binary_operator:
      return true;
    default:
      return false;
  }
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

// Nodes in document order: where a node is not the first of its parent, the node before it is the last leaf of what
// stands before it.
bool OneLine::write_tokens(Range nodes) {
  for (std::uint32_t n = nodes.first; n < nodes.end; ++n) {
    const Kind own = kind(n);
    const Accepted accepted = shape_of(own).accepted;
    if (accepted != Accepted::always && !accepts(n, accepted)) return false;
    if (n != nodes.first && tree_.parent[n] + 1 != n && gap_before(n) > 0 && !append(' ')) return false;
    if (own == Kind::string) {
      if (!write_string(n)) return false;
      n = tree_.after[n] - 1;
    } else if (tree_.after[n] == n + 1) {
      const bool number = own == Kind::integer || own == Kind::float_;
      if (!(number ? write_number(text_of(n)) : append(text_of(n)))) return false;
    }
  }
  return true;
}

// What depends on where the node stands.
bool OneLine::accepts(std::uint32_t n, Accepted accepted) const {
  const Kind parent = kind(tree_.parent[n]);
  switch (accepted) {
    case Accepted::always:
      return true;
    case Accepted::never:
      return false;
    case Accepted::opening:  // brackets of imports and `with` come and go, empty ones of a class go
      return parent != Kind::import_from_statement && parent != Kind::future_import_statement &&
             parent != Kind::with_clause &&
             (parent != Kind::argument_list || kind(n + 1) != Kind::rparen ||
              kind(tree_.parent[tree_.parent[n]]) != Kind::class_definition);
    case Accepted::closing:  // a comma before it may be magic, unless it makes a tuple of one
      return kind(n - 1) != Kind::comma || (parent == Kind::tuple && tree_.after[tree_.parent[n] + 2] == n - 1);
    case Accepted::comma:
      return n + 1 != tree_.after[tree_.parent[n]] && parent != Kind::except_clause;
    case Accepted::parenthesized:
      return keeps_parentheses(parent);
    case Accepted::tuple:
      return keeps_tuple(parent);
    case Accepted::bare_generator:
      return parent == Kind::call;
    case Accepted::attribute:  // `1 .real`
      return kind(n + 1) != Kind::integer && kind(n + 1) != Kind::float_;
    case Accepted::power: {  // `-a ** b` gets parentheses
      const std::uint32_t around = tree_.parent[tree_.parent[n]];
      return parent != Kind::binary_operator ||
             (kind(around) != Kind::unary_operator && kind(around) != Kind::not_operator);
    }
  }
  return false;
}

std::uint32_t OneLine::gap_before(std::uint32_t n) {
  const Kind own = kind(n);
  const Kind before = kind(n - 1);
  if (is_opening(before) || is_closing(own) || own == Kind::comma) return 0;
  if (before == Kind::comma) return 1;
  const Kind parent = kind(tree_.parent[n]);
  if (parent == Kind::slice) return gap_in_slice(n);
  if (own == Kind::colon) return 0;
  if (before == Kind::colon) return 1;
  switch (own) {
    case Kind::parameters:
      return 0;
    case Kind::argument_list:
      return parent == Kind::class_definition ? 0 : shape_of(parent).gap;
    case Kind::star:
      return parent == Kind::except_clause ? 0 : shape_of(parent).gap;
    case Kind::double_star:
      if (parent != Kind::binary_operator) return 0;
      tight_power_ = is_tight_power(n);
      return tight_power_ ? 0 : 1;
    default:
      return before == Kind::double_star && tight_power_ ? 0 : shape_of(parent).gap;
  }
}

// Around the colons of a slice, unless all bounds are names or literals; but not where no bound is: `a[x() :]`.
std::uint32_t OneLine::gap_in_slice(std::uint32_t n) const {
  const std::uint32_t slice = tree_.parent[n];
  if (has_simple_bounds(slice)) return 0;
  if (kind(n) != Kind::colon || kind(n - 1) != Kind::colon || tree_.parent[n - 1] != slice) return 1;
  return n + 1 == tree_.after[slice] ? 1 : 0;
}

// Where a tuple that is written with parentheses keeps them.
bool OneLine::keeps_tuple(Kind parent) const {
  switch (parent) {
    case Kind::argument_list:
    case Kind::keyword_argument:
    case Kind::default_parameter:
    case Kind::list:
    case Kind::tuple:
    case Kind::set:
    case Kind::pair:
    case Kind::comparison_operator:
    case Kind::binary_operator:
    case Kind::list_comprehension:
    case Kind::assignment:
    case Kind::return_statement:
    case Kind::as_pattern:
      return true;
    case Kind::except_clause:
      return !drops_handler_parentheses_;
    default:
      return false;
  }
}

bool OneLine::write_number(std::string_view number) {
  if (std::ranges::all_of(number, is_digit)) return append(number);
  std::string normal;
  normalize_number(number, normal);
  return append(normal);
}

// A literal whose quotes can be turned without touching what is between them.
bool OneLine::write_string(std::uint32_t n) {
  std::string_view string = text_of(n);
  char prefix = 0;
  if (string[0] == 'b' || string[0] == 'r' || string[0] == 'f') {
    prefix = string[0];
    string.remove_prefix(1);
  }
  const char quote = string[0];
  if (quote != '"' && quote != '\'') return false;
  const std::string_view content = string.substr(1, string.size() - 2);
  const QuoteTurn turn = quote_turn(content, quote, prefix);
  if (turn == QuoteTurn::unknown) return false;
  const char wanted = quote_style_ == QuoteStyle::double_ ? '"' : quote_style_ == QuoteStyle::single ? '\'' : quote;
  if (turn == QuoteTurn::bad && wanted != quote) return false;
  const char written = turn == QuoteTurn::good ? wanted : quote;
  if (prefix != 0 && !append(prefix)) return false;
  if (!append(written)) return false;
  const char* const begin = at_;
  if (prefix != 'f') return append(content) && append(written);
  // What the fields hold is written anew; only what comes out as it was is plain enough.
  return write_fields(n) && std::string_view(begin, at_) == content && append(written);
}

// Text and replacement fields; within the braces an expression, then what tells its format.
bool OneLine::write_fields(std::uint32_t string) {
  std::uint32_t text = tree_.span[string].begin + 2;
  for (std::uint32_t n = string + 1; n < tree_.after[string]; n = tree_.after[n]) {
    if (kind(n) != Kind::interpolation) continue;
    const std::uint32_t value = n + 2;
    const std::uint32_t behind = tree_.after[value];
    const Span expression = tree_.span[value];
    if (!is_plain_field_value(kind(value)) || text_[expression.begin] == '{') return false;
    if (!append(text_.substr(text, tree_.span[n].begin + 1 - text)) || !write_tokens({value, behind})) return false;
    std::uint32_t end = expression.end;  // of what was met; blanks behind it would go
    for (std::uint32_t part = behind; part < tree_.after[n]; part = tree_.after[part]) {
      if (tree_.span[part].begin != end) return false;
      end = tree_.span[part].end;
      const bool spec = kind(part) == Kind::format_specifier && tree_.after[part] == part + 2;
      if (!spec && kind(part) != Kind::type_conversion && kind(part) != Kind::rbrace) return false;
    }
    text = expression.end;
  }
  return append(text_.substr(text, tree_.span[string].end - 1 - text));
}

// Black's simple operands of `**`: names, numbers, attributes of these, with signs before them.
bool OneLine::is_simple_operand(std::uint32_t n) const {
  for (;;) {
    switch (kind(n)) {
      case Kind::unary_operator:
        n += 2;  // behind the sign
        break;
      case Kind::attribute:
        ++n;
        break;
      case Kind::identifier:
      case Kind::integer:
      case Kind::float_:
      case Kind::none:
      case Kind::true_:
      case Kind::false_:
        return true;
      default:
        return false;
    }
  }
}

// In a chain `a ** b ** c` each sign counts with the operands next to it.
bool OneLine::is_tight_power(std::uint32_t power) const {
  std::uint32_t right = power + 1;
  while (kind(right) == Kind::binary_operator) ++right;
  return is_simple_operand(tree_.parent[power] + 1) && is_simple_operand(right);
}

bool OneLine::is_simple_bound(std::uint32_t n) const {
  while (kind(n) == Kind::unary_operator) n += 2;
  switch (kind(n)) {
    case Kind::identifier:
    case Kind::integer:
    case Kind::float_:
    case Kind::none:
    case Kind::true_:
    case Kind::false_:
    case Kind::ellipsis:
    case Kind::string:
    case Kind::colon:
      return true;
    default:
      return false;
  }
}

bool OneLine::has_simple_bounds(std::uint32_t slice) const {
  for (std::uint32_t n = slice + 1; n < tree_.after[slice]; n = tree_.after[n]) {
    if (!is_simple_bound(n)) return false;
  }
  return true;
}

}  // namespace whip::fmt
