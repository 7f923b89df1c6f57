// What stands around a name says what is done to it:
//
//   x = 1   del x   for x in ..      rebind        x += 1    x[k] += 1    update
//   x[k] = v   del x[k]   x.append(v)   mutate     for a in x   list(x)   *x   iterate
//   k in x   if x:   x is None   len(x)   test     x[k]   x.get(k)   f(x)   read

#include "core/syntax/expression.h"
#include "linter/concurrency/builder.h"

namespace whip {
namespace {

// Whether a node is what an assignment, a loop or `with ... as` binds, alone or among others.
bool is_target(Node node) {
  for (Node up = node;; up = up.parent()) {
    const Node parent = up.parent();
    if (parent.is_any({Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern, Kind::tuple, Kind::list,
                       Kind::list_splat_pattern, Kind::expression_list, Kind::parenthesized_expression})) {
      continue;
    }
    if (parent.is_any({Kind::assignment, Kind::for_statement, Kind::for_in_clause})) return up.field() == Field::left;
    return parent.is(Kind::as_pattern_target);
  }
}

bool is_deleted(Node node) {
  Node parent = node.parent();
  while (parent.is_any({Kind::expression_list, Kind::tuple, Kind::parenthesized_expression})) parent = parent.parent();
  return parent.is(Kind::delete_statement);
}

bool is_update_target(Node node) { return node.parent().is(Kind::augmented_assignment) && node.field() == Field::left; }

bool is_condition(Node node, Node parent) {
  if (parent.is_any({Kind::if_statement, Kind::while_statement, Kind::elif_clause, Kind::conditional_expression,
                     Kind::if_clause})) {
    return node.field() == Field::condition;
  }
  return parent.is_any({Kind::not_operator, Kind::boolean_operator, Kind::assert_statement});
}

// Builtins that walk their argument. list() of an exact built-in is one step (containers.h).
bool walks_argument(std::string_view function) {
  return function == "list" || function == "tuple" || function == "set" || function == "dict" || function == "sorted" ||
         function == "frozenset" || function == "enumerate" || function == "zip" || function == "map" ||
         function == "filter" || function == "sum" || function == "any" || function == "all" || function == "max" ||
         function == "min" || function == "reversed" || function == "iter";
}

// What happens to a value that stands here and is a view of the container, or the container itself.
AccessShape use_of(Node value, std::string_view operation) {
  const Node parent = value.parent();
  if (parent.is_any({Kind::for_statement, Kind::for_in_clause}) && value.field() == Field::right) {
    return {AccessKind::iterate, operation.empty() ? "for" : operation};
  }
  if (parent.is(Kind::list_splat) || parent.is(Kind::parenthesized_list_splat)) return {AccessKind::iterate, "*"};
  if (parent.is(Kind::yield) && parent.child(Kind::kw_from)) return {AccessKind::iterate, "yield from"};
  if (parent.is(Kind::argument_list) && parent.parent().is(Kind::call)) {
    const Node function = parent.parent()[Field::function];
    if (function.is(Kind::identifier) && walks_argument(function.text())) return {AccessKind::iterate, function.text()};
    if (function.is(Kind::identifier) && function.text() == "len") return {AccessKind::test, "len"};
    if (function.is(Kind::attribute) && function[Field::attribute].text() == "join")
      return {AccessKind::iterate, "join"};
  }
  return {AccessKind::read, operation};
}

}  // namespace

AccessShape shape_of(Node name) {
  Node node = name;
  while (node.parent().is(Kind::parenthesized_expression)) node = node.parent();
  const Node parent = node.parent();
  if (is_update_target(node)) return {AccessKind::update, {}};
  if (is_deleted(node)) return {AccessKind::rebind, "del"};
  if (parent.is(Kind::subscript) && node.field() == Field::value) {
    if (is_update_target(parent)) return {AccessKind::update, "[]+="};
    if (is_deleted(parent)) return {AccessKind::mutate, "del"};
    if (is_target(parent)) return {AccessKind::mutate, "[]="};
    return {AccessKind::read, "[]"};
  }
  if (parent.is(Kind::attribute) && node.field() == Field::object) {
    const std::string_view attribute = parent[Field::attribute].text();
    const Node call = parent.parent();
    if (call.is(Kind::call) && parent.field() == Field::function) {
      switch (effect_of(attribute)) {
        case Effect::change:
          return {AccessKind::mutate, attribute};
        case Effect::views:
          return use_of(call, attribute);
        case Effect::read:
        case Effect::unknown:
          return {AccessKind::read, attribute};
      }
    }
    if (is_update_target(parent)) return {AccessKind::update, "."};
    if (is_target(parent) || is_deleted(parent)) return {AccessKind::mutate, "."};
    return {AccessKind::read, "."};
  }
  if (is_target(node)) return {AccessKind::rebind, {}};
  if (parent.is(Kind::comparison_operator)) {
    const bool first = parent.first_child() == node;
    const bool membership = parent.child(Kind::kw_in) || parent.child(Kind::kw_not_in);
    return {AccessKind::test, membership && !first ? "in" : "is"};
  }
  if (is_condition(node, parent)) return {AccessKind::test, "truth"};
  return use_of(node, {});
}

void ConcurrencyBuilder::add_access(LocationId location, Node node) {
  const FunctionId function = out_.function_of(node.id());
  // Code of the module runs once, while it is imported.
  if (function == kModuleCode) return;
  const AccessShape shape = shape_of(node);
  out_.accesses_.push_back({.location = location,
                            .node = node.id(),
                            .function = function,
                            .kind = shape.kind,
                            .held = out_.held_at(node.id()),
                            .operation = shape.operation});
}

}  // namespace whip
