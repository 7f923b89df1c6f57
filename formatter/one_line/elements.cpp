// Elements of lists, each on a line of its own: those that do not fit there break at the list they end with, before
// their operators, or between the strings they are put together from. Within brackets none of these needs an indent.
#include "formatter/one_line/range.h"

namespace whip::fmt {
namespace {

// How strongly an operator binds; those that bind alike break together. 0: not written here.
constexpr std::uint8_t binding_of(Kind op) {
  switch (op) {
    case Kind::star:
    case Kind::slash:
    case Kind::double_slash:
    case Kind::percent:
    case Kind::at:
      return 1;
    case Kind::plus:
    case Kind::minus:
      return 2;
    case Kind::bar:
      return 3;
    case Kind::kw_and:
    case Kind::kw_or:
      return 4;
    default:
      return 0;
  }
}

}  // namespace

// The elements from the first on, with a comma each unless there is but one that had none.
bool OneLine::write_elements(std::uint32_t list, std::uint32_t first, std::uint32_t column, std::string& out,
                             std::uint32_t depth) {
  column += indent_width_;
  const std::uint32_t closing = tree_.after[list] - 1;
  const bool comma = tree_.after[first] != closing;
  for (std::uint32_t n = first; n < closing;) {
    const Range element{n, tree_.after[n]};
    if (element.end != closing && kind(element.end) != Kind::comma) return false;
    indent(column, out);
    if (!write_element(element, column, comma ? 1 : 0, out, depth)) return false;
    if (comma) out.push_back(',');
    out.push_back('\n');
    n = element.end == closing ? closing : element.end + 1;
  }
  return true;
}

// What a comprehension makes and its clauses.
bool OneLine::write_clauses(std::uint32_t comprehension, std::uint32_t column, std::string& out, std::uint32_t depth) {
  column += indent_width_;
  const std::uint32_t closing = tree_.after[comprehension] - 1;
  for (std::uint32_t n = comprehension + 2; n < closing; n = tree_.after[n]) {
    indent(column, out);
    if (!write_element({n, tree_.after[n]}, column, 0, out, depth)) return false;
    out.push_back('\n');
  }
  return true;
}

bool OneLine::write_element(Range element, std::uint32_t column, std::uint32_t reserved, std::string& out,
                            std::uint32_t depth) {
  if (write(element, column, reserved, out)) return true;
  if (const std::uint32_t list = list_at_end(element.first)) {
    return write_broken(element, list, column, out, depth + 1);
  }
  const bool keyword = kind(element.first) == Kind::keyword_argument;
  const std::uint32_t value = keyword ? tree_.after[element.first + 1] + 1 : element.first;
  switch (kind(value)) {
    case Kind::concatenated_string:
      return write_parts(element, value, column, reserved, out);
    case Kind::binary_operator:
    case Kind::boolean_operator:
      return write_operands(element, value, column, reserved, out, depth);
    default:
      return false;
  }
}

// Strings that would not fit on the line if they were joined.
bool OneLine::write_parts(Range element, std::uint32_t string, std::uint32_t column, std::uint32_t reserved,
                          std::string& out) {
  // With the quotes, and `name=`.
  std::uint32_t joined = 2;
  if (string != element.first) joined += 1 + static_cast<std::uint32_t>(text_of(element.first + 1).size());
  for (std::uint32_t part = string + 1; part < element.end; part = tree_.after[part]) {
    const std::string_view text = text_of(part);
    if (kind(part) != Kind::string || (text[0] != '"' && text[0] != '\'')) return false;
    joined += static_cast<std::uint32_t>(text.size()) - 2;
  }
  if (column + joined + reserved <= line_width_) return false;
  for (std::uint32_t part = string + 1; part < element.end; part = tree_.after[part]) {
    const bool last = tree_.after[part] == element.end;
    if (part != string + 1) {
      out.push_back('\n');
      indent(column, out);
    }
    if (!begin_line(column, last ? reserved : 0)) return false;
    if (part == string + 1 && !write_tokens({element.first, string})) return false;
    if (!write_string(part) || !take_line(out)) return false;
  }
  return true;
}

// A chain of operators that bind alike, the operators at the beginning of lines.
bool OneLine::write_operands(Range element, std::uint32_t value, std::uint32_t column, std::uint32_t reserved,
                             std::string& out, std::uint32_t depth) {
  const auto binding = [&](std::uint32_t n) { return binding_of(kind(tree_.after[n + 1])); };
  const std::uint8_t own = binding(value);
  std::uint32_t leftmost = value + 1;
  while (kind(leftmost) == kind(value) && binding(leftmost) == own) ++leftmost;
  if (own == 0 || kind(leftmost) == Kind::boolean_operator) return false;
  Range operand{element.first, tree_.after[leftmost]};
  for (std::uint32_t n = leftmost; operand.end <= element.end;) {
    // From the innermost pair of operands outward, each an operator and its right side.
    const bool last = operand.end == element.end;
    if (kind(n) == Kind::boolean_operator) return false;
    if (!write(operand, column, last ? reserved : 0, out)) {
      const std::uint32_t list = list_at_end(n);
      if (list == 0 || !write_broken(operand, list, column, out, depth + 1)) return false;
    }
    if (last) return true;
    out.push_back('\n');
    indent(column, out);
    n = operand.end + 1;
    operand = {operand.end, tree_.after[n]};
  }
  return false;
}

}  // namespace whip::fmt
