// Whether a long expression reads better broken in its own brackets than with parentheses around it all: not where it
// has several operators of the weakest kind, and only where brackets begin or end it.
#include "formatter/python/expression_parts.h"
#include "formatter/python/precedence.h"

namespace whip::fmt {
namespace {

struct Operators {
  Precedence weakest = Precedence::none;
  std::uint32_t count = 0;
  bool any_brackets = false;

  void add(Precedence precedence, std::uint32_t n = 1) {
    if (precedence > weakest) {
      weakest = precedence, count = n;
    } else if (precedence == weakest) {
      count += n;
    }
  }
};

// What is not within brackets of the expression. Ids are in pre-order: a subtree that is of no interest is skipped.
Operators count_operators(const Context& context, AstNode root) {
  Operators operators;
  const AstTree& tree = *root.tree();
  for (std::uint32_t id = root.id(), end = root.after(); id < end;) {
    const AstNode node(tree, id);
    const std::uint32_t past = node.after();
    ++id;
    if (!node.is_expression()) {
      if (node.is(Ast::arguments)) id = past;
      continue;
    }
    if (node.id() != root.id()) {
      if (will_be_parenthesized(node)) {
        operators.any_brackets = true;
        id = past;
        continue;
      }
      if (node.role() == Role::index) {
        id = past;
        continue;
      }
    }
    switch (node.kind()) {
      case Ast::dict:
      case Ast::list:
      case Ast::set:
      case Ast::list_comp:
      case Ast::set_comp:
      case Ast::dict_comp:
        operators.any_brackets = true;
        id = past;
        break;
      case Ast::tuple:
      case Ast::generator:
        if (node.has(Flag::own_parentheses)) {
          operators.any_brackets = true;
          id = past;
        }
        break;
      case Ast::bool_op:
        operators.add(Precedence::boolean, node.all(Role::value).count() - 1);
        break;
      case Ast::bin_op:
        operators.add(precedence_of(node.op()));
        break;
      case Ast::if_expr:
        operators.add(Precedence::conditional, 2);
        break;
      case Ast::compare:
        operators.add(Precedence::comparison, node.all(Role::value).count());
        break;
      case Ast::call:
      case Ast::subscript:
        operators.any_brackets = true;
        break;
      case Ast::attribute:
        if (has_parentheses(context, node[Role::value])) operators.add(Precedence::attribute);
        break;
      case Ast::unary_op:
        if (node.op() == Operator::invert) operators.add(Precedence::inversion);
        break;
      case Ast::f_string:
      case Ast::t_string:
      case Ast::string:
      case Ast::bytes:
      case Ast::slice:
        id = past;
        break;
      default:
        break;
    }
  }
  return operators;
}

bool is_container(AstNode node) {
  return node.is_any({Ast::dict, Ast::list, Ast::set, Ast::list_comp, Ast::set_comp, Ast::dict_comp}) ||
         (node.is_any({Ast::tuple, Ast::generator}) && node.has(Flag::own_parentheses));
}
bool is_leaf(AstNode node) {
  return is_string_like(node) ||
         node.is_any({Ast::number, Ast::boolean, Ast::none, Ast::ellipsis, Ast::name, Ast::slice});
}
// The leftmost operand; absent where the expression begins with a token of another one (`not a`).
AstNode first_operand(AstNode node) {
  for (bool root = true;; root = false) {
    if (!root && will_be_parenthesized(node)) return node;
    if (is_container(node) || is_leaf(node)) return root ? AstNode{} : node;
    if (node.is_any({Ast::unary_op, Ast::lambda, Ast::await, Ast::yield, Ast::yield_from, Ast::starred})) return {};
    const AstNode first = node.first_child();
    if (!first) return root ? AstNode{} : node;
    node = first;
  }
}

AstNode last_operand(AstNode node) {
  for (bool root = true;; root = false) {
    if (!root && will_be_parenthesized(node)) return node;
    if (is_container(node) || is_leaf(node)) return root ? AstNode{} : node;
    if (node.is_any({Ast::call, Ast::subscript, Ast::attribute})) return node;
    AstNode last = node.last_child();
    while (last && !last.is_expression()) last = last.last_child();
    if (!last) return root ? AstNode{} : node;
    node = last;
  }
}

// Subscripts are not broken outside of brackets: it looks odd.
bool has_brackets_to_break(const Context& context, AstNode node) {
  return node && !node.is(Ast::subscript) && brackets_of(context, node) == Brackets::filled;
}

}  // namespace

bool can_omit_optional_parentheses(const Context& context, AstNode expression) {
  const Operators operators = count_operators(context, expression);
  if (!operators.any_brackets || operators.count > 1) return false;
  // A lone call, or a lambda or `:=` that ends with one.
  if (operators.weakest == Precedence::none || operators.weakest == Precedence::attribute) return true;
  return has_brackets_to_break(context, last_operand(expression)) ||
         has_brackets_to_break(context, first_operand(expression));
}

}  // namespace whip::fmt
