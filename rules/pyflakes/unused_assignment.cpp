#include "rules/pyflakes/unused_assignment.h"

#include "core/syntax/expression.h"
#include "rules/shared/statement_removal.h"

namespace whip::rules {
namespace {

// What `+` and its like cannot have been redefined for.
bool is_display(Node operand) {
  return without_parentheses(operand).is_any(
      {Kind::string, Kind::concatenated_string, Kind::integer, Kind::float_, Kind::true_, Kind::false_, Kind::none, Kind::ellipsis,
       Kind::list, Kind::tuple, Kind::set, Kind::dictionary, Kind::list_comprehension, Kind::set_comprehension,
       Kind::dictionary_comprehension});
}

// `list()` and its like.
bool is_empty_builtin(const File& file, Node call) {
  const Node function = without_parentheses(call[Field::function]);
  const Node arguments = call[Field::arguments];
  if (!function.is(Kind::identifier) || !arguments.is(Kind::argument_list) || !arguments.operands().empty()) return false;
  const std::string_view name = function.text();
  if (name != "list" && name != "tuple" && name != "set" && name != "dict" && name != "frozenset") return false;
  return file.names.is_builtin_in(name, kModuleScope);
}

// Whether evaluating the expression may do something.
bool has_effect(const File& file, Node expression) {
  for (std::uint32_t n = index(expression.id()); n < expression.after(); ++n) {
    const Node node = file.node(NodeId{n});
    switch (node.kind()) {
      case Kind::binary_operator:
        if (!is_display(node[Field::left]) || !is_display(node[Field::right])) return true;
        break;
      case Kind::call:
        if (!is_empty_builtin(file, node)) return true;
        break;
      case Kind::await:
      case Kind::dictionary_comprehension:
      case Kind::generator_expression:
      case Kind::list_comprehension:
      case Kind::set_comprehension:
      case Kind::subscript:
      case Kind::yield: return true;
      default: break;
    }
  }
  return false;
}

// Where the token behind `at` begins, blanks, comments and line ends passed over.
std::uint32_t next_token(const File& file, std::uint32_t at) {
  const std::string_view text = file.text;
  for (;;) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\f' || text[at] == '\n' || text[at] == '\r' ||
                                text[at] == '\\')) {
      ++at;
    }
    if (at >= text.size() || text[at] != '#') return at;
    while (at < text.size() && text[at] != '\n' && text[at] != '\r') ++at;
  }
}

UnusedFix whole_statement(const File& file, Node statement) {
  return {Safety::unsafe, remove_statement(file, statement), parent_statement(statement)};
}

// x = y = value. The target with what follows it up to the next one, or the whole statement.
std::optional<UnusedFix> remove_target(const File& file, Node statement, const Binding& binding) {
  Node target;
  Node value = statement.first_child();
  Node holder;
  std::uint32_t targets = 0;
  while (value.is(Kind::assignment)) {
    const Node left = value[Field::left];
    Node plain = left;
    while (plain.is(Kind::tuple_pattern) && !plain.child(Kind::comma) && plain.operands().count() == 1) plain = plain.operands()[0];
    if (plain.span() == binding.span) target = left, holder = value;
    ++targets;
    value = value[Field::right];
  }
  if (!target) {
    // Not a target: `x = (y := 1)`, a comprehension, ... A name that says that it is unused will do.
    const std::string renamed = "_" + std::string(file.slice(binding.span));
    if (!file.settings.dummy_names.matches(renamed)) return std::nullopt;
    return UnusedFix{Safety::unsafe, Edit::replace(binding.span, renamed), parent_statement(statement)};
  }
  if (targets == 1 && !has_effect(file, value)) return whole_statement(file, statement);
  const Node equal = holder.child(Kind::equal);
  return UnusedFix{Safety::unsafe, Edit::remove({target.begin(), next_token(file, equal.end())}), {}};
}

// with f() as x:
std::optional<UnusedFix> remove_with_target(const File& file, Node statement, const Binding& binding) {
  for (const Node item : statement[Field::clause].operands()) {
    const Node value = without_parentheses(item[Field::value]);
    if (!value.is(Kind::as_pattern)) continue;
    const Node target = without_parentheses(value[Field::alias].operands()[0]);
    if (target.span() != binding.span) continue;
    // From behind the value (its parentheses with it) to what follows the name.
    const std::uint32_t end = next_token(file, value[Field::alias].end());
    return UnusedFix{Safety::unsafe, Edit::remove({value[Field::value].end(), end}), {}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<UnusedFix> remove_unused_assignment(const File& file, const Binding& binding) {
  const Node statement = file.node(binding.statement);
  if (statement.is(Kind::with_statement)) return remove_with_target(file, statement, binding);
  const Node assignment = statement.first_child();
  if (!statement.is(Kind::expression_statement) || !assignment.is(Kind::assignment)) return std::nullopt;
  if (!assignment[Field::type]) return remove_target(file, statement, binding);
  // x: int = value
  const Node value = assignment[Field::right];
  if (!value || !assignment[Field::left].is(Kind::identifier)) return std::nullopt;
  if (!has_effect(file, value)) return whole_statement(file, statement);
  const Node equal = assignment.child(Kind::equal);
  return UnusedFix{Safety::unsafe, Edit::remove({statement.begin(), next_token(file, equal.end())}), {}};
}

std::optional<UnusedFix> remove_handler_name(const File& file, const Binding& binding) {
  const Node pattern = file.node(binding.node).parent().parent();
  const Node type = pattern[Field::value];
  if (!pattern.is(Kind::as_pattern) || !type) return std::nullopt;
  return UnusedFix{Safety::safe, Edit::remove({type.end(), next_token(file, binding.span.end)}), {}};
}

}  // namespace whip::rules
