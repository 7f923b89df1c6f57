// Patterns of `case`. The concrete tree leaves the simplest of them without a node: `-1` is a sign and a number beside
// each other, so that a pattern is said here by its first child.
#include "formatter/ast/lowering.h"

namespace whip::fmt {
namespace {

bool is_sign(Kind kind) { return kind == Kind::minus || kind == Kind::plus; }

Node next_token(Node node) {
  do {
    node = node.next_sibling();
  } while (node && is_extra(node.kind()));
  return node;
}

Node first_token(Node node) {
  Node child = node.first_child();
  return child && is_extra(child.kind()) ? next_token(child) : child;
}

// `(a)`, not `(a,)` or `()`.
bool is_parenthesized_pattern(Node node) {
  return node.is(Kind::tuple_pattern) && first_operand(node) && !node.child(Kind::comma);
}

// A sign and the number behind it, or the node itself.
Span value_span(Node from) { return is_sign(from.kind()) ? Span{from.begin(), next_token(from).end()} : from.span(); }

}  // namespace

void Lowering::pattern(Node from, Role role) {
  for (;;) {
    if (is_parenthesized_pattern(from)) {
      parentheses_.push_back(from.span());
      from = first_operand(from);
    } else if (from.is(Kind::case_pattern)) {
      from = first_token(from);
    } else {
      break;
    }
  }
  switch (from.kind()) {
    case Kind::as_pattern:
      open(Ast::match_as, role, from);
      later(Make::pattern, from[Field::value], Role::pattern);
      later(Make::identifier, from[Field::alias], Role::name);
      return end();
    case Kind::underscore:
      leaf(Ast::match_as, role, from.span(), from);
      return;
    case Kind::dotted_name:
      if (from.child(Kind::dot)) break;
      open(Ast::match_as, role, from);
      later(Make::identifier, from, Role::name);
      return end();
    case Kind::splat_pattern:
      open(Ast::match_star, role, from);
      later(Make::identifier, from.child(Kind::identifier), Role::name);
      return end();
    case Kind::union_pattern: {
      open(Ast::match_or, role, from);
      bool first = true;
      for (Node child = first_token(from); child; child = next_token(child)) {
        if (first) later(Make::pattern, child, Role::pattern);
        first = child.is(Kind::bar);
      }
      return end();
    }
    case Kind::list_pattern:
    case Kind::tuple_pattern: {
      const std::uint32_t made = open(Ast::match_sequence, role, from);
      set(made, from.is(Kind::list_pattern) ? Flag::own_brackets : Flag::own_parentheses);
      for (const Node child : from.operands()) later(Make::pattern, child, Role::pattern);
      return end();
    }
    case Kind::dict_pattern:
      return mapping(from, role);
    case Kind::class_pattern:
      open(Ast::match_class, role, from);
      later(Make::pattern_value, from[Field::name], Role::function);
      later(Make::class_arguments, from, Role::arguments);
      return end();
    case Kind::true_:
    case Kind::false_:
    case Kind::none:
      leaf(Ast::match_singleton, role, from.span(), from);
      return;
    default:
      break;
  }
  open(Ast::match_value, role, value_span(from), from);
  later(Make::pattern_value, from, Role::value);
  end();
}

void Lowering::pattern_value(Node from, Role role) {
  if (is_sign(from.kind())) {
    const Operator op = from.is(Kind::minus) ? Operator::minus : Operator::plus;
    open(Ast::unary_op, role, value_span(from), from, static_cast<std::uint8_t>(op));
    expression_later(next_token(from), Role::operand);
    return end();
  }
  if (!from.is(Kind::complex_pattern)) return bare_expression(from, role);
  // `-1 + 2j`: the sign in the middle joins two values.
  Node middle = next_token(first_token(from));
  if (!is_sign(middle.kind())) middle = next_token(middle);
  const Operator op = middle.is(Kind::minus) ? Operator::subtract : Operator::add;
  open(Ast::bin_op, role, from.span(), from, static_cast<std::uint8_t>(op));
  later(Make::pattern_value, first_token(from), Role::left);
  later(Make::pattern_value, next_token(middle), Role::right);
  end();
}

void Lowering::case_sequence(Node from, Role role) {
  Span span;
  bool found = false;
  for (const Node child : from.children()) {
    if (!child.is(Kind::case_pattern) && !child.is(Kind::comma)) continue;
    if (!found) span.begin = child.begin();
    found = true;
    span.end = child.end();
  }
  open(Ast::match_sequence, role, span, from);
  for (const Node child : from.children()) {
    if (child.is(Kind::case_pattern)) later(Make::pattern, child, Role::pattern);
  }
  end();
}

void Lowering::mapping(Node from, Role role) {
  open(Ast::match_mapping, role, from);
  bool key = true;
  for (Node child = first_token(from); child; child = next_token(child)) {
    if (child.is(Kind::splat_pattern)) {
      Node name = child.child(Kind::identifier);
      later(Make::identifier, name ? name : child.child(Kind::underscore), Role::rest);
    } else if (child.field() == Field::key) {
      if (key) later(Make::pattern_value, child, Role::key);
      key = false;
    } else if (child.field() == Field::value) {
      later(Make::pattern, child, Role::pattern);
      key = true;
    }
  }
  end();
}

void Lowering::class_arguments(Node from, Role role) {
  open(Ast::pattern_arguments, role, {from.child(Kind::lparen).begin(), from.end()}, from);
  for (const Node child : from.children()) {
    if (!child.is(Kind::case_pattern)) continue;
    const Node inner = first_token(child);
    if (inner.is(Kind::keyword_pattern)) {
      later(Make::keyword_pattern, inner, Role::keyword);
    } else {
      later(Make::pattern, child, Role::pattern);
    }
  }
  end();
}

}  // namespace whip::fmt
