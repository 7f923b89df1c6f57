// Statements. Their spans end with their last token: a compound one's with the last statement of its last body.
#include "formatter/ast/lowering.h"

namespace whip::fmt {
namespace {

Operator augmented_operator(Kind kind) {
  switch (kind) {
    case Kind::plus_equal:
      return Operator::add;
    case Kind::minus_equal:
      return Operator::subtract;
    case Kind::star_equal:
      return Operator::multiply;
    case Kind::at_equal:
      return Operator::matrix_multiply;
    case Kind::slash_equal:
      return Operator::divide;
    case Kind::percent_equal:
      return Operator::modulo;
    case Kind::double_star_equal:
      return Operator::power;
    case Kind::lshift_equal:
      return Operator::left_shift;
    case Kind::rshift_equal:
      return Operator::right_shift;
    case Kind::bar_equal:
      return Operator::bit_or;
    case Kind::caret_equal:
      return Operator::bit_xor;
    case Kind::ampersand_equal:
      return Operator::bit_and;
    case Kind::double_slash_equal:
      return Operator::floor_divide;
    default:
      return Operator::none;
  }
}

}  // namespace

void Lowering::statement(Node from, Role role) {
  switch (from.kind()) {
    case Kind::expression_statement:
      if (!one_line_statement(from, role)) expression_statement(from, role);
      return;
    case Kind::decorated_definition:
      return definition(from[Field::definition], from, role);
    case Kind::function_definition:
    case Kind::class_definition:
      return definition(from, from, role);
    case Kind::for_statement:
    case Kind::while_statement:
      return for_statement(from, role);
    case Kind::if_statement:
      return if_statement(from, role);
    case Kind::with_statement:
      return with_statement(from, role);
    case Kind::match_statement:
      return match_statement(from, role);
    case Kind::try_statement:
      return try_statement(from, role);
    case Kind::import_statement:
    case Kind::import_from_statement:
    case Kind::future_import_statement:
      if (!one_line_statement(from, role)) import_statement(from, role);
      return;
    default:
      if (!one_line_statement(from, role)) simple_statement(from, role);
      return;
  }
}

void Lowering::simple_statement(Node from, Role role) {
  switch (from.kind()) {
    case Kind::return_statement:
      open(Ast::return_, role, from);
      expression_later(from[Field::value], Role::value);
      return end();
    case Kind::delete_statement: {
      open(Ast::delete_, role, from);
      const Node value = from[Field::value];
      if (value.is(Kind::expression_list)) {
        for (const Node child : value.operands()) expression_later(child, Role::target);
      } else {
        expression_later(value, Role::target);
      }
      return end();
    }
    case Kind::raise_statement:
      open(Ast::raise, role, from);
      expression_later(from[Field::value], Role::value);
      expression_later(from[Field::cause], Role::cause);
      return end();
    case Kind::assert_statement:
      open(Ast::assert_, role, from);
      expression_later(from[Field::condition], Role::test);
      expression_later(from[Field::message], Role::message);
      return end();
    case Kind::type_alias_statement:
      open(Ast::type_alias, role, from);
      expression_later(from[Field::name], Role::name);
      later(Make::type_parameters, from[Field::type_parameters], Role::type_params);
      expression_later(from[Field::value], Role::value);
      return end();
    case Kind::global_statement:
    case Kind::nonlocal_statement:
      open(from.is(Kind::global_statement) ? Ast::global : Ast::nonlocal, role, from);
      for (const Node child : from.operands()) later(Make::identifier, child, Role::name);
      return end();
    case Kind::break_statement:
      leaf(Ast::break_, role, from.span(), from);
      return;
    case Kind::continue_statement:
      leaf(Ast::continue_, role, from.span(), from);
      return;
    default:
      leaf(Ast::pass, role, from.span(), from);
      return;
  }
}

void Lowering::expression_statement(Node from, Role role) {
  const Node first = first_operand(from);
  if (first.is(Kind::assignment) || first.is(Kind::augmented_assignment)) return assignment(from, first, role);
  open(Ast::expr, role, from);
  if (from.child(Kind::comma)) {
    later(Make::tuple, from, Role::value, static_cast<std::uint16_t>(Field::none));
  } else {
    expression_later(first, Role::value);
  }
  end();
}

void Lowering::assignment(Node statement, Node from, Role role) {
  if (from.is(Kind::augmented_assignment)) {
    const Operator op = augmented_operator(from[Field::operator_].kind());
    open(Ast::aug_assign, role, statement.span(), from, static_cast<std::uint8_t>(op));
    expression_later(from[Field::left], Role::target);
    expression_later(from[Field::right], Role::value);
    return end();
  }
  if (from[Field::type]) {
    open(Ast::ann_assign, role, statement.span(), from);
    expression_later(from[Field::left], Role::target);
    expression_later(from[Field::type], Role::annotation);
    expression_later(from[Field::right], Role::value);
    return end();
  }
  open(Ast::assign, role, statement.span(), from);
  Node link = from;
  for (; link.is(Kind::assignment); link = link[Field::right]) expression_later(link[Field::left], Role::target);
  expression_later(link, Role::value);
  end();
}

void Lowering::import_statement(Node from, Role role) {
  const bool names_only = from.is(Kind::import_statement);
  const std::uint32_t made = open(names_only ? Ast::import : Ast::import_from, role, from);
  if (from.child(Kind::kw_lazy)) set(made, Flag::lazy);
  later(Make::identifier, from.child(Kind::kw_future), Role::module);
  const Node module = from[Field::module_name];
  if (module.is(Kind::relative_import)) {
    std::uint32_t dots = 0;
    for (const Node child : module.child(Kind::import_prefix).children()) dots += child.is(Kind::dot) ? 1 : 0;
    ast_.data[made] = static_cast<std::uint8_t>(dots < 255 ? dots : 255);
    later(Make::identifier, module.child(Kind::dotted_name), Role::module);
  } else {
    later(Make::identifier, module, Role::module);
  }
  for (const Node child : from.children()) {
    if (child.field() == Field::name || child.is(Kind::wildcard_import)) later(Make::import_alias, child, Role::name);
  }
  end();
}

void Lowering::import_alias(Node from, Role role) {
  open(Ast::alias, role, from);
  later(Make::identifier, from.is(Kind::aliased_import) ? from[Field::name] : from, Role::name);
  later(Make::identifier, from[Field::alias], Role::asname);
  end();
}

void Lowering::definition(Node from, Node decorated, Role role) {
  const bool function = from.is(Kind::function_definition);
  const std::uint32_t begins_at = column();
  const std::uint32_t made = open(function ? Ast::function_def : Ast::class_def, role, decorated.span(), from);
  if (from.child(Kind::kw_async)) set(made, Flag::async);
  bool comments = false;  // among the decorators: they are placed by what is around them
  if (!(decorated == from)) {
    for (std::uint32_t n = id(decorated) + 1; n < id(from); ++n) comments |= tree_.kind[n] == Kind::comment;
    for (const Node child : decorated.children()) {
      if (child.is(Kind::decorator)) later(Make::decorator, child, Role::decorator);
    }
  }
  if (!comments && one_line_header(from, begins_at)) {
    take_one_line(made);
  } else {
    later(Make::identifier, from[Field::name], Role::name);
    later(Make::type_parameters, from[Field::type_parameters], Role::type_params);
    later(Make::parameters, from[Field::parameters], Role::parameters);
    later(Make::arguments, from[Field::superclasses], Role::arguments);
    expression_later(from[Field::return_type], Role::returns);
  }
  body_later(from[Field::body], Role::body);
  end_with_child();
}

void Lowering::for_statement(Node from, Role role) {
  const bool loop = from.is(Kind::for_statement);
  const bool one_line = one_line_header(from, column());
  const std::uint32_t made = open(loop ? Ast::for_ : Ast::while_, role, from);
  if (from.child(Kind::kw_async)) set(made, Flag::async);
  if (one_line) {
    take_one_line(made);
  } else {
    expression_later(from[Field::left], Role::target);
    expression_later(from[Field::right], Role::iter);
    expression_later(from[Field::condition], Role::test);
  }
  body_later(from[Field::body], Role::body);
  body_later(from[Field::alternative][Field::body], Role::orelse);
  end_with_child();
}

void Lowering::if_statement(Node from, Role role) {
  const bool one_line = one_line_header(from, column());
  const std::uint32_t made = open(Ast::if_, role, from);
  if (one_line) {
    take_one_line(made);
  } else {
    expression_later(from[Field::condition], Role::test);
  }
  body_later(from[Field::consequence], Role::body);
  for (const Node child : from.children()) {
    if (child.field() != Field::alternative) continue;
    later(Make::elif_else_clause, child, Role::clause);
  }
  end_with_child();
}

void Lowering::elif_else_clause(Node from, Role role) {
  const bool test = from.is(Kind::elif_clause);
  const bool one_line = test && one_line_header(from, clause_column());
  const std::uint32_t made = open(Ast::elif_else_clause, role, from);
  if (one_line) {
    take_one_line(made);
  } else {
    expression_later(from[Field::condition], Role::test);
  }
  body_later(from[test ? Field::consequence : Field::body], Role::body);
  end_with_child();
}

void Lowering::decorator(Node from, Role role) {
  // The definition that it is of is open.
  const bool one_line = one_line_decorator(from, clause_column());
  const std::uint32_t made = open(Ast::decorator, role, {from.begin(), from[Field::value].end()}, from);
  if (one_line) {
    take_one_line(made);
  } else {
    expression_later(from[Field::value], Role::value);
  }
  end();
}

void Lowering::with_statement(Node from, Role role) {
  const bool one_line = one_line_header(from, column());
  const std::uint32_t made = open(Ast::with, role, from);
  if (from.child(Kind::kw_async)) set(made, Flag::async);
  if (one_line) {
    take_one_line(made);
  } else {
    for (const Node child : from[Field::clause].children()) {
      if (child.is(Kind::with_item)) later(Make::with_item, child, Role::item);
    }
  }
  body_later(from[Field::body], Role::body);
  end_with_child();
}

void Lowering::with_item(Node from, Role role) {
  Node value = from[Field::value];
  // `with (a as b):` looks like an expression in parentheses; they are the statement's.
  if (value.is(Kind::parenthesized_expression) && first_operand(value).is(Kind::as_pattern)) {
    value = first_operand(value);
  }
  open(Ast::with_item, role, value.span(), from);
  if (value.is(Kind::as_pattern)) {
    expression_later(value[Field::value], Role::value);
    expression_later(first_operand(value[Field::alias]), Role::target);
  } else {
    expression_later(value, Role::value);
  }
  end();
}

void Lowering::match_statement(Node from, Role role) {
  open(Ast::match, role, from);
  field_later(from, Field::subject, Role::subject);
  for (const Node child : from[Field::body].children()) {
    if (child.is(Kind::case_clause)) later(Make::case_clause, child, Role::case_);
  }
  end_with_child();
}

void Lowering::case_clause(Node from, Role role) {
  open(Ast::match_case, role, from);
  Node first;
  bool comma = false;
  for (const Node child : from.children()) {
    if (child.is(Kind::case_pattern) && !first) first = child;
    comma = comma || child.is(Kind::comma);
  }
  later(comma ? Make::case_sequence : Make::pattern, comma ? from : first, Role::pattern);
  expression_later(from[Field::guard][Field::condition], Role::guard);
  body_later(from[Field::consequence], Role::body);
  end_with_child();
}

void Lowering::try_statement(Node from, Role role) {
  const std::uint32_t made = open(Ast::try_, role, from);
  body_later(from[Field::body], Role::body);
  for (const Node child : from.children()) {
    if (child.is(Kind::except_clause)) {
      if (child.child(Kind::star)) set(made, Flag::star);
      later(Make::handler, child, Role::handler);
    } else if (child.is(Kind::else_clause)) {
      body_later(child[Field::body], Role::orelse);
    } else if (child.is(Kind::finally_clause)) {
      body_later(child[Field::body], Role::finalbody);
    }
  }
  end_with_child();
}

void Lowering::handler(Node from, Role role) {
  const bool one_line = one_line_header(from, clause_column());
  const std::uint32_t made = open(Ast::except_handler, role, from);
  const Node value = from[Field::value];
  if (one_line) {
    take_one_line(made);
  } else if (value.is(Kind::as_pattern)) {
    expression_later(value[Field::value], Role::test);
    later(Make::identifier, value[Field::alias], Role::name);
  } else {
    field_later(from, Field::value, Role::test);
    later(Make::identifier, from[Field::alias], Role::name);
  }
  body_later(from[Field::body], Role::body);
  end_with_child();
}

}  // namespace whip::fmt
