// Strings: one node for the expression, a part for each literal that is concatenated, and below f- and t-strings text
// and replacement fields in turn.
#include "core/syntax/string_literal.h"
#include "formatter/ast/lowering.h"

namespace whip::fmt {

void Lowering::string(Node from, Role role) {
  Ast kind = Ast::string;
  for (const Node literal : string_parts(from)) {
    const StringLiteral facts = string_literal(literal);
    if (facts.format) kind = Ast::f_string;
    if (facts.template_) kind = Ast::t_string;
    if (facts.bytes) kind = Ast::bytes;
  }
  open(kind, role, from);
  for (const Node literal : string_parts(from)) later(Make::part, literal, Role::part);
  end();
}

void Lowering::part(Node from, Role role) {
  const StringLiteral facts = string_literal(from);
  if (!facts.interpolated()) {
    leaf(facts.bytes ? Ast::bytes_part : Ast::string_part, role, from.span(), from);
    return;
  }
  open(facts.format ? Ast::f_string_part : Ast::t_string_part, role, from);
  std::uint32_t text = facts.content.begin;
  for (const Node child : from.children()) {
    if (!child.is(Kind::interpolation)) continue;
    text_later(text, child.begin());
    later(Make::interpolation, child, Role::element);
    text = child.end();
  }
  text_later(text, facts.content.end);
  end();
}

void Lowering::text_later(std::uint32_t begin, std::uint32_t end) {
  if (begin < end) tasks_.push_back({Make::interpolated_text, Role::element, 0, begin, end});
}

void Lowering::interpolation(Node from, Role role) {
  const Node conversion = from[Field::type_conversion];
  std::uint8_t data = conversion ? static_cast<std::uint8_t>(conversion.text().back()) : 0;
  for (const Node child : from.children()) {
    if (child.is(Kind::equal)) data |= kSelfDocumenting;
  }
  open(Ast::interpolation, role, from.span(), from, data);
  expression_later(from[Field::expression], Role::value);
  later(Make::format_spec, from[Field::format_specifier], Role::format_spec);
  end();
}

// Runs to the closing brace: the concrete tree drops blanks at its end.
void Lowering::format_spec(Node from, Role role) {
  std::uint32_t last = from.end();
  for (Node next = from.next_sibling(); next; next = next.next_sibling()) {
    if (next.is(Kind::rbrace)) last = next.begin();
  }
  open(Ast::format_spec, role, {from.begin() + 1, last}, from);
  std::uint32_t text = from.begin() + 1;
  for (const Node child : from.children()) {
    if (!child.is(Kind::format_expression)) continue;
    text_later(text, child.begin());
    later(Make::interpolation, child, Role::element);
    text = child.end();
  }
  text_later(text, last);
  end();
}

}  // namespace whip::fmt
