#include "formatter/ast/lower.h"

#include <algorithm>

#include "formatter/ast/lowering.h"

namespace whip::fmt {

std::uint32_t Lowering::open(Ast kind, Role role, Span span, Node source, std::uint8_t data) {
  const std::uint32_t made = ast_.size();
  ast_.kind.push_back(kind);
  ast_.role.push_back(role);
  ast_.flags.push_back(0);
  ast_.data.push_back(data);
  ast_.span.push_back(span);
  ast_.after.push_back(made + 1);
  ast_.parent.push_back(open_.empty() ? UINT32_MAX : open_.back());
  ast_.source.push_back(source.id());
  open_.push_back(made);
  if (!parentheses_.empty()) take_parentheses(made);
  return made;
}

void Lowering::close() {
  const std::uint32_t made = open_.back();
  open_.pop_back();
  ast_.after[made] = ast_.size();
  last_end_ = ast_.span[made].end;
}

void Lowering::take_parentheses(std::uint32_t made) {
  set(made, Flag::parenthesized);
  for (std::size_t i = parentheses_.size(); i-- > 0;) ast_.parentheses.push_back({made, parentheses_[i]});
  parentheses_.clear();
}

void Lowering::body_later(Node block, Role role) {
  Node last;
  for (const Node child : block.children()) {
    if (is_extra(child.kind())) continue;
    last = child;
    if (is_named(child.kind())) later(Make::statement, child, role);
  }
  if (last.is(Kind::semicolon)) later(Make::semicolon, last, role);
}

void Lowering::field_later(Node parent, Field field, Role role) {
  std::uint32_t count = 0;
  bool comma = false;
  Node first;
  for (const Node child : parent.children()) {
    if (child.field() == field) {
      if (count++ == 0) first = child;
    } else if (count > 0 && child.is(Kind::comma)) {
      comma = true;
    } else if (count > 0 && !is_extra(child.kind())) {
      break;
    }
  }
  // `x[*a]` is an index of a tuple too.
  if (comma || (field == Field::subscript && first.is(Kind::list_splat))) {
    later(Make::tuple, parent, role, static_cast<std::uint16_t>(field));
  } else {
    expression_later(first, role);
  }
}

Span Lowering::tuple_span(Node parent, Field field) const {
  Span span;
  bool found = false;
  for (const Node child : parent.children()) {
    if (is_extra(child.kind())) continue;
    const bool element = field == Field::none ? is_named(child.kind()) : child.field() == field;
    if (element) {
      if (!found) span.begin = child.begin();
      found = true;
      span.end = child.end();
    } else if (found && child.is(Kind::comma)) {
      span.end = child.end();
    } else if (found) {
      break;
    }
  }
  return span;
}

void Lowering::step(const Task& task) {
  const Node from = task.make == Make::interpolated_text ? node(0) : node(task.from);
  switch (task.make) {
    case Make::end_with_child:
      ast_.span[open_.back()].end = last_end_;
      close();
      return;
    case Make::end:
      close();
      return;
    case Make::semicolon:
      last_end_ = from.end();
      return;
    case Make::statement:
      return statement(from, task.role);
    case Make::expression:
      return expression(from, task.role);
    case Make::identifier:
      leaf(Ast::identifier, task.role, from.span(), from);
      return;
    case Make::element:
      return element(from, task.role);
    case Make::tuple:
      return tuple(from, static_cast<Field>(task.x), task.role);
    case Make::arguments:
      return arguments(from, task.role);
    case Make::bare_generator: {
      const Node last = from.operands().back();
      return comprehension_expression(Ast::generator, from, task.role, {from[Field::body].begin(), last.end()});
    }
    case Make::parameters:
      return parameters(from, task.role);
    case Make::parameter:
      return parameter(from, task.role, static_cast<ParameterKind>(task.x));
    case Make::plain_parameter:
      return plain_parameter(from, task.role, static_cast<ParameterKind>(task.x));
    case Make::type_parameters:
      open(Ast::type_params, task.role, from);
      for (const Node child : from.operands()) later(Make::type_parameter, child, Role::parameter);
      return end();
    case Make::type_parameter:
      return type_parameter(from, task.role);
    case Make::comprehension:
      return comprehension(from, task.role);
    case Make::decorator:
      return decorator(from, task.role);
    case Make::elif_else_clause:
      return elif_else_clause(from, task.role);
    case Make::handler:
      return handler(from, task.role);
    case Make::case_clause:
      return case_clause(from, task.role);
    case Make::with_item:
      return with_item(from, task.role);
    case Make::import_alias:
      return import_alias(from, task.role);
    case Make::pattern:
      return pattern(from, task.role);
    case Make::pattern_value:
      return pattern_value(from, task.role);
    case Make::case_sequence:
      return case_sequence(from, task.role);
    case Make::class_arguments:
      return class_arguments(from, task.role);
    case Make::keyword_pattern:
      open(Ast::pattern_keyword, task.role, from);
      later(Make::identifier, from[Field::name], Role::name);
      for (const Node child : from.children()) {
        if (child.field() == Field::name || child.is(Kind::equal) || is_extra(child.kind())) continue;
        later(Make::pattern, child, Role::pattern);
        break;
      }
      return end();
    case Make::part:
      return part(from, task.role);
    case Make::interpolation:
      return interpolation(from, task.role);
    case Make::format_spec:
      return format_spec(from, task.role);
    case Make::interpolated_text:
      leaf(Ast::interpolated_text, task.role, {task.from, task.to}, from);
      return;
  }
}

void Lowering::run() {
  ast_.clear();
  ast_.concrete = &tree_;
  ast_.text = text_;
  const Node root = node(0);
  open(Ast::module, Role::none, {0, static_cast<std::uint32_t>(text_.size())}, root);
  body_later(root, Role::body);
  end();
  std::reverse(tasks_.begin(), tasks_.end());
  while (!tasks_.empty()) {
    const Task task = tasks_.back();
    tasks_.pop_back();
    const auto mark = static_cast<std::ptrdiff_t>(tasks_.size());
    step(task);
    if (tasks_.end() - tasks_.begin() > mark + 1) std::reverse(tasks_.begin() + mark, tasks_.end());
  }
}

void lower(std::string_view text, const Tree& tree, AstTree& ast) { Lowering(text, tree, ast).run(); }

void lower_for_layout(std::string_view text, const Tree& tree, const Options& options, AstTree& ast) {
  Lowering lowering(text, tree, ast);
  // The last `;` of a cell is looked for by the writers.
  if (options.source_type != SourceType::notebook) lowering.write_one_lines(options);
  lowering.run();
}

void lower_like(std::string_view text, const Tree& tree, const AstTree& like, AstTree& ast) {
  Lowering lowering(text, tree, ast);
  lowering.follow(like);
  lowering.run();
}

}  // namespace whip::fmt
