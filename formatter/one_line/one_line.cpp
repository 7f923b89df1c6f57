#include "formatter/one_line/one_line.h"

#include <algorithm>

#include "formatter/literal/number.h"
#include "formatter/one_line/range.h"
#include "formatter/one_line/shape.h"

namespace whip::fmt {
namespace {

// Escapes that stay as they are whatever the quotes: those of hexadecimal digits, names and quotes may change.
constexpr bool is_plain_escape(char c) {
  return c == 'n' || c == '\\' || c == 't' || c == 'r' || c == 's' || c == 'd' || c == 'w' || c == '.' || c == '(' ||
         c == ')' || c == '[' || c == ']' || c == '*' || c == '+' || c == '0';
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Sets `columns` to those of the comment behind a statement's end, with the blanks before it, at their most; 0 where
// there is none. False if something else stands there.
bool comment_columns(std::string_view text, std::uint32_t at, std::uint32_t& columns) {
  columns = 0;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  if (at == text.size() || text[at] == '\n' || text[at] == '\r') return true;
  if (text[at] != '#') return false;
  const std::uint32_t begin = at;
  while (at < text.size() && text[at] != '\n' && text[at] != '\r') {
    if (text[at] == '\t') return false;
    ++at;
  }
  // Two blanks before it, and one that may be put behind its sign.
  columns = 3 + at - begin;
  return true;
}

// By the kind of the statement, and of an expression statement what it is made of: docstrings, `...` and the like are
// looked at by others.
bool is_candidate(Node statement) {
  switch (statement.kind()) {
    case Kind::expression_statement:
      return statement.first_child().is_any({Kind::assignment, Kind::augmented_assignment, Kind::call, Kind::await});
    case Kind::return_statement:
    case Kind::raise_statement:
    case Kind::assert_statement:
    case Kind::delete_statement:
    case Kind::import_statement:
    case Kind::import_from_statement:
    case Kind::future_import_statement:
    case Kind::global_statement:
    case Kind::nonlocal_statement:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool OneLine::write_statement(Node statement, std::uint32_t column, std::string& out) {
  if (!is_candidate(statement)) return false;
  std::uint32_t comment = 0;
  if (!comment_columns(text_, statement.end(), comment)) return false;
  return write({index(statement.id()), statement.after()}, column, comment, out);
}

bool OneLine::write_header(Node clause, std::uint32_t column, std::string& out) {
  const std::uint32_t first = index(clause.id()) + 1;
  const std::uint32_t end = end_of_written(tree_, first - 1);
  // Comments there have their own ways; a body there is written elsewhere.
  std::uint32_t at = tree_.span[end - 1].end;
  while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t')) ++at;
  if (at == text_.size() || (text_[at] != '\n' && text_[at] != '\r')) return false;
  // `...` may go up to the header.
  for (const Node child : clause.children()) {
    if (child.is(Kind::block) && child.operands()[0].first_child().is(Kind::ellipsis)) return false;
  }
  return write({first, end}, column, 0, out);
}

bool OneLine::write_decorator(Node decorator, std::uint32_t column, std::string& out) {
  const std::uint32_t first = index(decorator.id()) + 1;
  const std::uint32_t end = end_of_written(tree_, first - 1);
  std::uint32_t comment = 0;
  if (!comment_columns(text_, tree_.span[end - 1].end, comment)) return false;
  return write({first, end}, column, comment, out);
}

bool OneLine::write(Range nodes, std::uint32_t column, std::uint32_t comment, std::string& out) {
  if (column + comment >= line_width_) return false;
  out_ = &out;
  const std::size_t begin = out.size();
  most_ = begin + line_width_ - column - comment;
  // What is wide or combines goes the long way.
  const auto is_plain = [](char c) { return c >= ' ' && c < 0x7F; };
  if (write_tokens(nodes) && std::all_of(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), is_plain)) {
    return true;
  }
  out.resize(begin);
  return false;
}

bool OneLine::append(std::string_view text) {
  if (out_->size() + text.size() > most_) return false;
  out_->append(text);
  return true;
}

// Nodes in document order: where a node is not the first of its parent, the node before it is the last leaf of what
// stands before it.
bool OneLine::write_tokens(Range nodes) {
  for (std::uint32_t n = nodes.first; n < nodes.end; ++n) {
    if (!accepts(n)) return false;
    if (n != nodes.first && tree_.parent[n] + 1 != n && gap_before(n) > 0 && !append(" ")) return false;
    if (kind(n) == Kind::string) {
      if (!write_string(text_of(n))) return false;
      n = tree_.after[n] - 1;
    } else if (tree_.after[n] == n + 1 && !write_leaf(n)) {
      return false;
    }
  }
  return true;
}

// What the shape of its kind says, and what depends on where it stands.
bool OneLine::accepts(std::uint32_t n) const {
  const Kind parent = tree_.parent[n] == UINT32_MAX ? Kind::absent : kind(tree_.parent[n]);
  switch (shape_of(kind(n)).accepted) {
    case Accepted::always:
      return true;
    case Accepted::never:
      return false;
    case Accepted::opening:  // brackets of imports and `with` come and go, empty ones of a class go
      return parent != Kind::import_from_statement && parent != Kind::future_import_statement &&
             parent != Kind::with_clause &&
             (parent != Kind::argument_list || kind(n + 1) != Kind::rparen ||
              kind(tree_.parent[tree_.parent[n]]) != Kind::class_definition);
    case Accepted::closing:  // a comma before it may be magic, or make a tuple of one
      return kind(n - 1) != Kind::comma;
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
    case Accepted::slice:
      return has_simple_bounds(n);
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
  if (parent == Kind::slice || own == Kind::colon || own == Kind::parameters) return 0;
  if (before == Kind::colon) return 1;
  if (parent == Kind::binary_operator) {
    if (own == Kind::double_star) {
      tight_power_ = is_tight_power(n);
      return tight_power_ ? 0 : 1;
    }
    if (before == Kind::double_star) return tight_power_ ? 0 : 1;
  }
  if (parent == Kind::class_definition && own == Kind::argument_list) return 0;
  if (parent == Kind::except_clause && own == Kind::star) return 0;
  return shape_of(parent).gap;
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

bool OneLine::write_leaf(std::uint32_t n) {
  const bool number = kind(n) == Kind::integer || kind(n) == Kind::float_;
  return number ? write_number(text_of(n)) : append(text_of(n));
}

bool OneLine::write_number(std::string_view number) {
  if (std::ranges::all_of(number, is_digit)) return append(number);
  std::string normal;
  normalize_number(number, normal);
  return append(normal);
}

// A literal of one line without replacement fields, whose quotes can be turned without touching what is between them.
bool OneLine::write_string(std::string_view string) {
  char prefix = 0;
  if (string[0] == 'b' || string[0] == 'r') {
    prefix = string[0];
    string.remove_prefix(1);
  }
  char quote = string.empty() ? '\0' : string[0];
  if ((quote != '"' && quote != '\'') || string.size() < 2 || string.back() != quote) return false;
  const std::string_view content = string.substr(1, string.size() - 2);
  const char other = quote == '"' ? '\'' : '"';
  bool holds_other = false;
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] == quote) return false;  // three quotes
    holds_other = holds_other || content[i] == other;
    if (content[i] != '\\') continue;
    if (prefix == 'r' || ++i == content.size() || !is_plain_escape(content[i])) return false;
  }
  const char wanted = quote_style_ == QuoteStyle::double_ ? '"' : quote_style_ == QuoteStyle::single ? '\'' : quote;
  if (!holds_other) quote = wanted;
  const std::size_t size = content.size() + 2 + (prefix == 0 ? 0 : 1);
  if (out_->size() + size > most_) return false;
  if (prefix != 0) out_->push_back(prefix);
  out_->push_back(quote);
  out_->append(content);
  out_->push_back(quote);
  return true;
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
