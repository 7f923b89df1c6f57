// The statements that assign; what is right of their operators is in last_expression.cpp.
#include "formatter/python/assignment.h"

#include "formatter/python/expression.h"
#include "formatter/python/statement.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

namespace {

// Whether it takes brackets of its own, or those of what it is made of, to break.
bool breaks_within_value(const Context& context, AstNode target) {
  while (target.is(Ast::attribute)) {
    target = target[Role::value];
    if (has_parentheses(context, target)) return true;
  }
  if (target.is(Ast::subscript)) return true;
  return target.is(Ast::call) && target[Role::arguments].first_child();
}

// The first target keeps what brackets it has; those behind it get them where they are needed.
void write_first_target(Context& context, AstNode target) {
  write_expression(context, target);
  context.writer.token(" = ");
}
void write_middle_target(Context& context, AstNode target) {
  const NodeComments comments = context.comments.of(target);
  if (!comments.leading.empty() || !comments.trailing.empty()) {
    write_expression(context, target);
  } else if (needs_target_parentheses(context, target)) {
    write_parenthesized_if_expands(context, [&] { write_expression(context, target, Parentheses::never); });
  } else {
    write_expression(context, target, Parentheses::never);
  }
  context.writer.token(" = ");
}

}  // namespace

bool has_own_target_parentheses(const Context& context, AstNode target) {
  return target.is(Ast::tuple) || has_own_parentheses(context, target);
}

bool needs_target_parentheses(const Context& context, AstNode target) {
  return !has_own_target_parentheses(context, target) && !breaks_within_value(context, target);
}

void write_assign(Context& context, AstNode statement) {
  const AstNode value = statement[Role::value];
  const AstChildren targets = statement.all(Role::target);
  const AstNode first = targets.front();
  const AstNode last = targets.back();
  if (!(first == last)) {
    write_first_target(context, first);
    for (const AstNode target : targets) {
      if (!(target == first) && !(target == last)) write_middle_target(context, target);
    }
    write_right_to_left(context, last, Operator::none, value, statement);
  } else if (has_own_target_parentheses(context, first) && !first.parenthesized()) {
    write_right_to_left(context, first, Operator::none, value, statement);
  } else {
    write_first_target(context, first);
    write_last_expression(context, value, statement);
  }
  if (first == last && first.is(Ast::name)) write_notebook_semicolon(context, statement);
}

void write_annotated_assign(Context& context, AstNode statement) {
  Writer& writer = context.writer;
  const AstNode target = statement[Role::target];
  const AstNode annotation = statement[Role::annotation];
  const AstNode value = statement[Role::value];
  const bool always = needs_parentheses(context, annotation, statement) == OptionalParentheses::always;
  write_expression(context, target);
  writer.token(": ");
  if (!value) {
    if (always) {
      write_expression(context, annotation, Parentheses::always);
    } else {
      write_last_expression(context, annotation, statement);
    }
  } else if (!always && is_splittable(context, annotation)) {
    write_right_to_left(context, annotation, Operator::none, value, statement);
  } else {
    const NodeComments comments = context.comments.of(annotation);
    const bool parentheses = always || !comments.leading.empty() || !comments.trailing.empty();
    write_expression(context, annotation, parentheses ? Parentheses::always : Parentheses::never);
    writer.token(" = ");
    write_last_expression(context, value, statement);
  }
  if (target.is(Ast::name)) write_notebook_semicolon(context, statement);
}

void write_augmented_assign(Context& context, AstNode statement) {
  Writer& writer = context.writer;
  const AstNode target = statement[Role::target];
  const AstNode value = statement[Role::value];
  if (has_own_target_parentheses(context, target) && !target.parenthesized()) {
    write_right_to_left(context, target, statement.op(), value, statement);
  } else {
    write_expression(context, target);
    writer.space();
    writer.token(to_string(statement.op()));
    writer.token("= ");
    write_last_expression(context, value, statement);
  }
  if (target.is(Ast::name)) write_notebook_semicolon(context, statement);
}

void write_type_alias(Context& context, AstNode statement) {
  const AstNode value = statement[Role::value];
  context.writer.token("type ");
  write_expression(context, statement[Role::name]);
  if (const AstNode type_params = statement[Role::type_params]) {
    write_right_to_left(context, type_params, Operator::none, value, statement);
    return;
  }
  context.writer.token(" = ");
  write_last_expression(context, value, statement);
}

}  // namespace whip::fmt
