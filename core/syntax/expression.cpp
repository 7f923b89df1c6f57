#include "core/syntax/expression.h"

namespace whip {
namespace {

constexpr KindSet kStatements = {
    Kind::import_statement,     Kind::future_import_statement, Kind::import_from_statement, Kind::assert_statement,
    Kind::expression_statement, Kind::return_statement,        Kind::delete_statement,      Kind::raise_statement,
    Kind::pass_statement,       Kind::break_statement,         Kind::continue_statement,    Kind::global_statement,
    Kind::nonlocal_statement,   Kind::type_alias_statement,    Kind::if_statement,          Kind::for_statement,
    Kind::while_statement,      Kind::try_statement,           Kind::with_statement,        Kind::function_definition,
    Kind::class_definition,     Kind::decorated_definition,    Kind::match_statement,
};

}  // namespace

Node without_parentheses(Node expression) {
  while (expression.is(Kind::parenthesized_expression)) {
    const Node inner = expression[Field::value];
    if (!inner) break;
    expression = inner;
  }
  return expression;
}

Node with_parentheses(Node expression) {
  while (expression.parent().is(Kind::parenthesized_expression)) expression = expression.parent();
  return expression;
}

bool is_statement(Kind kind) { return kStatements.contains(kind); }

Node enclosing_statement(Node node) {
  while (node && !is_statement(node.kind())) node = node.parent();
  return node;
}

bool shares_line(Node statement) {
  // A semicolon is a sibling: before, or behind with a statement after it on the same line.
  Node before;
  for (Node sibling : statement.parent().children()) {
    if (sibling == statement) break;
    if (!is_extra(sibling.kind())) before = sibling;
  }
  if (before.is(Kind::semicolon)) {
    const std::string_view between(before.text().data(), statement.begin() - before.begin());
    if (between.find_first_of("\r\n") == std::string_view::npos || between.find('\\') != std::string_view::npos) return true;
  }
  return statement.next_sibling().is(Kind::semicolon);
}

std::string dotted_name(Node expression) {
  std::string name;
  while (expression.is(Kind::attribute)) {
    name.insert(0, expression[Field::attribute].text()).insert(0, 1, '.');
    expression = expression[Field::object];
  }
  if (!expression.is(Kind::identifier)) return {};
  return name.insert(0, expression.text());
}

}  // namespace whip
