// Expressions. Parentheses are nodes of the concrete tree; here they are noted beside what they enclose.
#include <algorithm>

#include "formatter/ast/lowering.h"

namespace whip::fmt {
namespace {

Operator binary_operator(Kind kind) {
  switch (kind) {
    case Kind::plus:
      return Operator::add;
    case Kind::minus:
      return Operator::subtract;
    case Kind::star:
      return Operator::multiply;
    case Kind::at:
      return Operator::matrix_multiply;
    case Kind::slash:
      return Operator::divide;
    case Kind::percent:
      return Operator::modulo;
    case Kind::double_star:
      return Operator::power;
    case Kind::lshift:
      return Operator::left_shift;
    case Kind::rshift:
      return Operator::right_shift;
    case Kind::bar:
      return Operator::bit_or;
    case Kind::caret:
      return Operator::bit_xor;
    case Kind::ampersand:
      return Operator::bit_and;
    case Kind::double_slash:
      return Operator::floor_divide;
    default:
      return Operator::none;
  }
}

Operator comparison_operator(Kind kind) {
  switch (kind) {
    case Kind::equal_equal:
      return Operator::equal;
    case Kind::not_equal:
      return Operator::not_equal;
    case Kind::less:
      return Operator::less;
    case Kind::less_equal:
      return Operator::less_equal;
    case Kind::greater:
      return Operator::greater;
    case Kind::greater_equal:
      return Operator::greater_equal;
    case Kind::kw_is:
      return Operator::is;
    case Kind::kw_is_not:
      return Operator::is_not;
    case Kind::kw_in:
      return Operator::in;
    case Kind::kw_not_in:
      return Operator::not_in;
    default:
      return Operator::none;
  }
}

// `(a)` as a target is a tuple_pattern of one element without a comma.
bool is_parenthesized_target(Node node) {
  return node.is(Kind::tuple_pattern) && first_operand(node) && !node.child(Kind::comma);
}

bool wraps(Node node) {
  return node.is(Kind::parenthesized_expression) || node.is(Kind::parenthesized_list_splat) ||
         is_parenthesized_target(node);
}

constexpr std::uint8_t data(Operator op) { return static_cast<std::uint8_t>(op); }

}  // namespace

void Lowering::expression(Node from, Role role) {
  for (;;) {
    if (wraps(from)) {
      parentheses_.push_back(from.span());
    } else if (!from.is(Kind::type) && !from.is(Kind::as_pattern_target)) {
      break;
    }
    from = first_operand(from);
  }
  bare_expression(from, role);
}

void Lowering::bare_expression(Node from, Role role) {
  switch (from.kind()) {
    case Kind::identifier:
      leaf(Ast::name, role, from.span(), from);
      return;
    case Kind::integer:
    case Kind::float_:
      leaf(Ast::number, role, from.span(), from);
      return;
    case Kind::true_:
    case Kind::false_:
      leaf(Ast::boolean, role, from.span(), from);
      return;
    case Kind::none:
      leaf(Ast::none, role, from.span(), from);
      return;
    case Kind::ellipsis:
      leaf(Ast::ellipsis, role, from.span(), from);
      return;
    case Kind::string:
    case Kind::concatenated_string:
      return string(from, role);
    case Kind::attribute:
      open(Ast::attribute, role, from);
      expression_later(from[Field::object], Role::value);
      later(Make::identifier, from[Field::attribute], Role::name);
      return end();
    case Kind::call:
      open(Ast::call, role, from);
      expression_later(from[Field::function], Role::function);
      later(Make::arguments, from[Field::arguments], Role::arguments);
      return end();
    case Kind::subscript:
      return subscript(from, role);
    case Kind::tuple:
    case Kind::tuple_pattern:
    case Kind::expression_list:
    case Kind::pattern_list:
      return collection(Ast::tuple, from, role);
    case Kind::list:
    case Kind::list_pattern:
      return collection(Ast::list, from, role);
    case Kind::set:
      return collection(Ast::set, from, role);
    case Kind::list_comprehension:
      return comprehension_expression(Ast::list_comp, from, role, from.span());
    case Kind::set_comprehension:
      return comprehension_expression(Ast::set_comp, from, role, from.span());
    case Kind::dictionary_comprehension:
      return comprehension_expression(Ast::dict_comp, from, role, from.span());
    case Kind::generator_expression:
      return comprehension_expression(Ast::generator, from, role, from.span());
    case Kind::dotted_name:
      return dotted(from, role);
    default:
      return operators(from, role);
  }
}

void Lowering::operators(Node from, Role role) {
  switch (from.kind()) {
    case Kind::binary_operator:
      open(Ast::bin_op, role, from.span(), from, data(binary_operator(from[Field::operator_].kind())));
      expression_later(from[Field::left], Role::left);
      expression_later(from[Field::right], Role::right);
      return end();
    case Kind::boolean_operator:
      return bool_op(from, role);
    case Kind::comparison_operator:
      return comparison(from, role);
    case Kind::not_operator:
      open(Ast::unary_op, role, from.span(), from, data(Operator::not_));
      expression_later(from[Field::argument], Role::operand);
      return end();
    case Kind::unary_operator: {
      const Kind sign = from[Field::operator_].kind();
      open(Ast::unary_op, role, from.span(), from,
           data(sign == Kind::tilde   ? Operator::invert
                : sign == Kind::minus ? Operator::minus
                                      : Operator::plus));
      expression_later(from[Field::argument], Role::operand);
      return end();
    }
    case Kind::conditional_expression:
      open(Ast::if_expr, role, from);
      expression_later(from[Field::body], Role::body);
      expression_later(from[Field::condition], Role::test);
      expression_later(from[Field::alternative], Role::orelse);
      return end();
    case Kind::lambda:
      open(Ast::lambda, role, from);
      later(Make::parameters, from[Field::parameters], Role::parameters);
      expression_later(from[Field::body], Role::body);
      return end();
    case Kind::named_expression:
      open(Ast::named, role, from);
      expression_later(from[Field::name], Role::target);
      expression_later(from[Field::value], Role::value);
      return end();
    case Kind::await:
      open(Ast::await, role, from);
      expression_later(from[Field::value], Role::value);
      return end();
    case Kind::yield:
      open(from.child(Kind::kw_from) ? Ast::yield_from : Ast::yield, role, from);
      expression_later(from[Field::value], Role::value);
      return end();
    case Kind::list_splat:
    case Kind::list_splat_pattern:
      open(Ast::starred, role, from);
      expression_later(first_operand(from), Role::value);
      return end();
    case Kind::slice:
      open(Ast::slice, role, from);
      expression_later(from[Field::lower], Role::lower);
      expression_later(from[Field::upper], Role::upper);
      expression_later(from[Field::step], Role::step);
      return end();
    case Kind::dictionary:
      open(Ast::dict, role, from);
      for (const Node child : from.operands()) {
        expression_later(child[Field::key], Role::key);
        expression_later(child[Field::value], Role::value);
      }
      return end();
    default:
      leaf(Ast::name, role, from.span(), from);
      return;
  }
}

// `a and b and c` nests to the left; here it is one node.
void Lowering::bool_op(Node from, Role role) {
  const Kind kind = from[Field::operator_].kind();
  open(Ast::bool_op, role, from.span(), from, data(kind == Kind::kw_and ? Operator::and_ : Operator::or_));
  const auto mark = static_cast<std::ptrdiff_t>(tasks_.size());
  Node link = from;
  for (; link.is(Kind::boolean_operator) && link[Field::operator_].is(kind); link = link[Field::left]) {
    expression_later(link[Field::right], Role::value);
  }
  expression_later(link, Role::value);
  std::reverse(tasks_.begin() + mark, tasks_.end());
  end();
}

void Lowering::comparison(Node from, Role role) {
  const std::uint32_t made = open(Ast::compare, role, from);
  Role next = Role::left;
  for (const Node child : from.children()) {
    if (child.field() == Field::operators) {
      ast_.comparisons.push_back({made, comparison_operator(child.kind()), child.span()});
    } else if (is_named(child.kind()) && !is_extra(child.kind())) {
      expression_later(child, next);
      next = Role::value;
    }
  }
  end();
}

void Lowering::collection(Ast kind, Node from, Role role) {
  const std::uint32_t made = open(kind, role, from);
  if (from.is(Kind::tuple) || from.is(Kind::tuple_pattern)) set(made, Flag::own_parentheses);
  for (const Node child : from.operands()) expression_later(child, Role::element);
  end();
}

void Lowering::tuple(Node parent, Field field, Role role) {
  open(Ast::tuple, role, tuple_span(parent, field), parent);
  for (const Node child : parent.operands()) {
    if (field == Field::none || child.field() == field) expression_later(child, Role::element);
  }
  end();
}

void Lowering::comprehension_expression(Ast kind, Node from, Role role, Span span) {
  const std::uint32_t made = open(kind, role, span, from);
  if (kind == Ast::generator && span == from.span()) set(made, Flag::own_parentheses);
  const Node body = from[Field::body];
  if (kind == Ast::dict_comp) {
    expression_later(body[Field::key], Role::key);
    expression_later(body[Field::value], Role::value);
  } else {
    expression_later(body, Role::element);
  }
  for (const Node child : from.children()) {
    if (child.is(Kind::for_in_clause)) later(Make::comprehension, child, Role::generator);
  }
  end();
}

// A `for` with the conditions behind it, which are its siblings in the concrete tree.
void Lowering::comprehension(Node from, Role role) {
  std::uint32_t last = from.end();
  for (Node next = from.next_sibling(); next && !next.is(Kind::for_in_clause); next = next.next_sibling()) {
    if (next.is(Kind::if_clause)) last = next.end();
  }
  const std::uint32_t made = open(Ast::comprehension, role, {from.begin(), last}, from);
  if (from.child(Kind::kw_async)) set(made, Flag::async);
  expression_later(from[Field::left], Role::target);
  field_later(from, Field::right, Role::iter);
  for (Node next = from.next_sibling(); next && !next.is(Kind::for_in_clause); next = next.next_sibling()) {
    if (next.is(Kind::if_clause)) expression_later(next[Field::condition], Role::condition);
  }
  end();
}

void Lowering::subscript(Node from, Role role) {
  open(Ast::subscript, role, from);
  expression_later(from[Field::value], Role::value);
  field_later(from, Field::subscript, Role::index);
  end();
}

void Lowering::arguments(Node from, Role role) {
  open(Ast::arguments, role, from);
  if (from.is(Kind::generator_expression)) {
    later(Make::bare_generator, from, Role::argument);
  } else {
    for (const Node child : from.operands()) later(Make::element, child, Role::argument);
  }
  end();
}

void Lowering::element(Node from, Role role) {
  switch (from.kind()) {
    case Kind::keyword_argument:
      open(Ast::keyword, Role::keyword, from);
      later(Make::identifier, from[Field::name], Role::name);
      expression_later(from[Field::value], Role::value);
      return end();
    case Kind::dictionary_splat:
      open(Ast::keyword, Role::keyword, from);
      expression_later(from[Field::value], Role::value);
      return end();
    default:
      return expression(from, role);
  }
}

// `a.b.c` as the concrete tree has it in patterns: flat. Attributes that nest to the left.
void Lowering::dotted(Node from, Role role) {
  std::vector<Span> names;
  for (const Node name : from.operands()) names.push_back(name.span());
  // The outermost attribute comes first.
  for (std::size_t n = names.size(); n > 1; --n) {
    open(Ast::attribute, n == names.size() ? role : Role::value, {from.begin(), names[n - 1].end}, from);
  }
  leaf(Ast::name, names.size() > 1 ? Role::value : role, names[0], from);
  for (std::size_t n = 1; n < names.size(); ++n) {
    leaf(Ast::identifier, Role::name, names[n], from);
    close();
  }
}

}  // namespace whip::fmt
