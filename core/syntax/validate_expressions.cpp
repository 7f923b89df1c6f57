// Which expressions may stand where. The grammar has one `expression`; CPython's has a ladder (named expression, lambda
// and conditional, or, and, not, comparison, ...), and each place asks for a rung:
//
//   a and lambda: b       an operand of `and` is no lambda
//   x = y := 1            no `:=` without parentheses here
//   [*a or b]             a star takes an operand of `|` and above
#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

// The place of `node` in its parent asks for a disjunction or less: no lambda, no conditional, no `:=`.
bool wants_disjunction(Node node) {
  const Node parent = node.parent();
  switch (parent.kind()) {
    case Kind::boolean_operator:
    case Kind::not_operator:
    case Kind::comparison_operator:
    case Kind::binary_operator:
    case Kind::unary_operator:
    case Kind::await:
      return true;
    case Kind::conditional_expression:
      return node.field() != Field::alternative;
    case Kind::for_in_clause:
      return node.field() == Field::right;
    case Kind::if_clause:
      return !parent.parent().is(Kind::case_clause);
    // `f(*a or b)`, `f(**a if b else c)` and `a[*b or c]` take any expression.
    case Kind::list_splat:
    case Kind::dictionary_splat:
      return !parent.parent().is_any({Kind::argument_list, Kind::subscript});
    default:
      return false;
  }
}

std::string_view describe(Kind kind) {
  switch (kind) {
    case Kind::lambda:
      return "Lambda expression cannot be used here";
    case Kind::conditional_expression:
      return "Conditional expression cannot be used here";
    case Kind::comparison_operator:
      return "Comparison expression cannot be used here";
    case Kind::not_operator:
      return "Boolean expression cannot be used here";
    case Kind::unary_operator:
      return "Unary expression cannot be used here";
    case Kind::await:
      return "Await expression cannot be used here";
    default:
      return "Boolean expression cannot be used here";
  }
}

// The replacement field whose colon a node at its right edge could have taken: `f"{a, lambda: x}"`, `f"{a, b:=5}"`.
Node field_at_edge(Node node) {
  constexpr KindSet kOpen = {
      Kind::expression_list, Kind::conditional_expression, Kind::lambda,       Kind::list_splat,
      Kind::yield,           Kind::boolean_operator,       Kind::not_operator, Kind::comparison_operator};
  Node child = node;
  Node parent = node.parent();
  while (kOpen.contains(parent.kind()) && parent.end() == node.end()) {
    child = parent;
    parent = parent.parent();
  }
  const bool field = parent.is_any({Kind::interpolation, Kind::format_expression});
  return field && child.field() == Field::expression ? parent : Node{};
}

// Places that take `x := 1` without parentheses.
bool allows_named_expression(Node node) {
  const Node parent = node.parent();
  switch (parent.kind()) {
    case Kind::parenthesized_expression:
    case Kind::list:
    case Kind::set:
    case Kind::tuple:
    case Kind::argument_list:
    case Kind::subscript:
    case Kind::if_statement:
    case Kind::elif_clause:
    case Kind::while_statement:
    case Kind::match_statement:
    case Kind::decorator:
      return true;
    case Kind::list_comprehension:
    case Kind::set_comprehension:
    case Kind::generator_expression:
      return node.field() == Field::body;
    case Kind::if_clause:
      return parent.parent().is(Kind::case_clause);
    // `f"{x:=5}"` is a format specifier.
    case Kind::interpolation:
    case Kind::format_expression:
      return true;
    default:
      return false;
  }
}

bool is_comprehension(Kind kind) {
  return kind == Kind::list_comprehension || kind == Kind::set_comprehension || kind == Kind::generator_expression ||
         kind == Kind::dictionary_comprehension;
}

// The names that a target binds, compared with one name.
bool binds(Node target, std::string_view name) {
  constexpr KindSet kLists = {Kind::tuple_pattern, Kind::list_pattern, Kind::pattern_list, Kind::list_splat_pattern};
  if (target.is(Kind::identifier)) return target.text() == name;
  if (!kLists.contains(target.kind())) return false;
  const Tree& tree = *target.tree();
  for (std::uint32_t n = index(target.id()) + 1; n < target.after();) {
    const Node node(tree, {target.text().data() - target.begin(), target.end()}, NodeId{n});
    if (node.is(Kind::identifier) && node.text() == name) return true;
    n = kLists.contains(node.kind()) ? n + 1 : node.after();
  }
  return false;
}

bool comprehension_binds(Node comprehension, std::string_view name) {
  for (const Node child : comprehension.children()) {
    if (child.is(Kind::for_in_clause) && binds(child[Field::left], name)) return true;
  }
  return false;
}

// PEP 572: where a comprehension lets its walrus bind.
void walrus_in_comprehension(Run& run, Node walrus) {
  const Node name = walrus[Field::name];
  bool rebound = false;
  bool in_comprehension = false;
  bool in_class = false;
  bool in_lambda = false;
  Node child = walrus;
  for (Node node = walrus.parent(); node; child = node, node = node.parent()) {
    const Kind kind = node.kind();
    if (kind == Kind::for_in_clause && child.field() == Field::right) {
      return run.semantic(walrus, "assignment expression cannot be used in a comprehension iterable expression");
    }
    if (is_comprehension(kind) && !in_lambda) {
      in_comprehension = true;
      rebound = rebound || comprehension_binds(node, name.text());
    }
    if (child.field() != Field::body) continue;
    // A lambda has its own names, yet it does not take its walrus out of an iterable.
    in_lambda = in_lambda || kind == Kind::lambda;
    in_class = kind == Kind::class_definition;
    if (in_class || kind == Kind::function_definition) break;
  }
  if (rebound) {
    run.semantic(name, "assignment expression cannot rebind comprehension variable");
  } else if (in_comprehension && in_class) {
    run.semantic(walrus, "assignment expression within a comprehension cannot be used in a class body");
  }
}

// Before 3.9, these places asked for parentheses, or for none of it.
void old_named_expression(Run& run, Node walrus) {
  run.added(walrus, "Cannot use named assignment expression (`:=`)", PythonVersion::py38);
  const Node parent = walrus.parent();
  if (parent.is(Kind::set)) {
    run.added(walrus, "Cannot use unparenthesized assignment expression as an element in a set literal",
              PythonVersion::py39);
  } else if (parent.is(Kind::set_comprehension)) {
    run.added(walrus, "Cannot use unparenthesized assignment expression as an element in a set comprehension",
              PythonVersion::py39);
  } else if (parent.is(Kind::subscript)) {
    run.added(walrus, "Cannot use unparenthesized assignment expression in a sequence index", PythonVersion::py39);
  }
}

// What stands at `:=` where only brackets could take it.
void misplaced_walrus(Run& run, Node walrus) {
  const Node sign = walrus.child(Kind::walrus);
  const Node parent = walrus.parent();
  if (parent.is_any({Kind::pair, Kind::slice}) && walrus.field() != Field::value) {
    return run.parse(walrus, "Unparenthesized named expression cannot be used here");
  }
  const bool list =
      parent.is_any({Kind::pair, Kind::keyword_argument, Kind::default_parameter, Kind::typed_default_parameter});
  if (list) return run.parse(sign, "Expected `,`, found `:=`");
  if (parent.is(Kind::for_statement)) return run.parse(sign, "Expected `:`, found `:=`");
  if (parent.is_any({Kind::for_in_clause, Kind::if_clause})) return run.parse(sign, "Expected `]`, found `:=`");
  if (parent.is(Kind::conditional_expression) && walrus.field() == Field::condition) {
    return run.parse(sign, "Expected `else`, found `:=`");
  }
  run.parse(sign, "Expected a statement");
}

// Lambda, conditional: one rung for both.
void check_rung(Run& run, Node node) {
  if (!wants_disjunction(node)) return;
  const Node parent = node.parent();
  if (node.is(Kind::conditional_expression)) {
    if (parent.is_any({Kind::for_in_clause, Kind::if_clause})) {
      return run.parse(node.child(Kind::kw_else), "Expected `]`, found `else`");
    }
    if (parent.is(Kind::conditional_expression))
      return run.parse(node.child(Kind::kw_if), "Expected `else`, found `if`");
  }
  run.parse(node, std::string(describe(node.kind())));
}

}  // namespace

void named_expression(Run& run, Node walrus) {
  binding(run, walrus[Field::name]);
  // `f"{x:=5}"` has a format specifier.
  if (field_at_edge(walrus)) return;
  if (!allows_named_expression(walrus)) return misplaced_walrus(run, walrus);
  old_named_expression(run, walrus);
  walrus_in_comprehension(run, walrus);
}

void lambda(Run& run, Node lambda) {
  check_rung(run, lambda);
  // `f"{lambda x: 1}"`: the colon begins the format specifier.
  if (field_at_edge(lambda)) {
    run.parse({lambda.begin(), lambda.child(Kind::colon).end()},
              "f-string: lambda expressions are not allowed without parentheses");
  }
}

void conditional(Run& run, Node conditional) { check_rung(run, conditional); }

void yield(Run& run, Node yield) {
  const Node parent = yield.parent();
  switch (parent.kind()) {
    case Kind::expression_statement:
    case Kind::parenthesized_expression:
    case Kind::augmented_assignment:
    case Kind::interpolation:
    case Kind::format_expression:
      break;
    case Kind::assignment:
      break;
    default:
      return run.parse(yield, "Yield expression cannot be used here");
  }
  const Scope scope = scope_of(yield);
  const bool from = static_cast<bool>(yield.child(Kind::kw_from));
  if (scope.kind != ScopeKind::function && scope.kind != ScopeKind::lambda) {
    run.error(SyntaxErrorKind::yield_outside_function, yield.span(),
              from ? "`yield from` statement outside of a function" : "`yield` statement outside of a function");
  } else if (from && scope.kind == ScopeKind::function && is_async(scope.owner)) {
    run.error(SyntaxErrorKind::yield_from_in_async, yield.span(),
              "`yield from` statement in async function; use `async for` instead");
  }
  const Node value = yield[Field::value];
  if (!from && value.is(Kind::expression_list) && value.child(Kind::list_splat)) {
    run.added(value.child(Kind::list_splat), "Cannot use iterable unpacking in yield expressions", PythonVersion::py38);
  }
}

void await(Run& run, Node await) {
  const Node value = await[Field::value];
  if (value.is(Kind::unary_operator)) {
    run.parse(value,
              "Unary '" + std::string(to_string(value[Field::operator_].kind())) + "' expression cannot be used here");
  } else if (value.is(Kind::await)) {
    run.parse(value, "Await expression cannot be used here");
  }
  Scope scope = scope_of(await);
  // Comprehensions await for the function around them; generators are never run here.
  bool generator = false;
  while (scope.kind == ScopeKind::comprehension || scope.kind == ScopeKind::generator) {
    generator = generator || scope.kind == ScopeKind::generator;
    scope = outer(scope);
  }
  if (generator) return;
  if (scope.kind == ScopeKind::module && run.options.notebook) return;
  if (scope.kind != ScopeKind::function && scope.kind != ScopeKind::lambda) {
    run.error(SyntaxErrorKind::yield_outside_function, await.span(), "`await` statement outside of a function");
  }
  if (scope.kind == ScopeKind::function && is_async(scope.owner)) return;
  run.error(SyntaxErrorKind::await_outside_async, await.span(), "`await` should be used within an async function");
}

void list_splat(Run& run, Node splat) {
  const Node parent = splat.parent();
  const Node value = splat[Field::value];
  const bool any_expression = parent.is_any({Kind::argument_list, Kind::subscript});
  if (!any_expression && value.is_any({Kind::boolean_operator, Kind::not_operator, Kind::comparison_operator})) {
    run.parse(value, std::string(describe(value.kind())));
  }
  switch (parent.kind()) {
    case Kind::list:
    case Kind::set:
    case Kind::argument_list:
    case Kind::expression_list:
    case Kind::type_variable:
      return;
    case Kind::tuple:
    case Kind::match_statement:
    case Kind::expression_statement:
      if (parent.child(Kind::comma)) return;
      if (parent.is(Kind::expression_statement)) return run.semantic(splat, "Starred expression cannot be used here");
      return run.parse(splat, "Starred expression cannot be used here");
    case Kind::assignment:
    case Kind::augmented_assignment:
    case Kind::return_statement:
    case Kind::yield:
    case Kind::for_statement:
    case Kind::interpolation:
    case Kind::format_expression:
      return run.semantic(splat, "Starred expression cannot be used here");
    case Kind::delete_statement:
      return;  // deletion() knows
    case Kind::subscript:
      return run.added(splat, "Cannot use star expression in index", PythonVersion::py311);
    case Kind::type:
      return;  // annotation() knows
    case Kind::list_comprehension:
      return run.added(splat, "Cannot use iterable unpacking in a list comprehension", PythonVersion::py315);
    case Kind::set_comprehension:
      return run.added(splat, "Cannot use iterable unpacking in a set comprehension", PythonVersion::py315);
    case Kind::generator_expression:
      return run.added(splat, "Cannot use iterable unpacking in a generator expression", PythonVersion::py315);
    default:
      run.parse(splat, "Starred expression cannot be used here");
  }
}

void dictionary_splat(Run& run, Node splat) {
  argument(run, splat);
  const Node parent = splat.parent();
  const Node value = splat[Field::value];
  if (!parent.is(Kind::argument_list) &&
      value.is_any({Kind::boolean_operator, Kind::not_operator, Kind::comparison_operator})) {
    run.parse(value, std::string(describe(value.kind())));
  }
  if (parent.is(Kind::dictionary_comprehension)) {
    run.added(splat, "Cannot use dictionary unpacking in a dict comprehension", PythonVersion::py315);
  }
}

void parenthesized_splat(Run& run, Node splat) {
  for (const Node child : splat.operands()) {
    if (child.is(Kind::list_splat)) run.parse(child, "Starred expression cannot be used here");
  }
}

void comprehension_clause(Run& run, Node clause) {
  target(run, clause[Field::left]);
  if (clause[Field::left].is(Kind::list_splat_pattern)) {
    run.semantic(clause[Field::left], "Starred expression cannot be used here");
  }
  const Node comma = clause.child(Kind::comma);
  const Node comprehension = clause.parent();
  if (comma) {
    if (comprehension.is(Kind::generator_expression) && comprehension.parent().is(Kind::call)) {
      const Node body = comprehension[Field::body];
      run.parse({body.begin(), comma.begin()}, "Unparenthesized generator expression cannot be used here");
    } else {
      run.parse(comma, "Expected `]`, found `,`");
    }
  }
  if (!clause.child(Kind::kw_async)) return;
  const Scope scope = scope_of(clause[Field::left]);  // the comprehension's own
  if (scope.kind == ScopeKind::generator) return;
  Scope around = outer(scope);
  bool generator = false;
  bool sync = false;  // inside a comprehension that is not async itself
  while (around.kind == ScopeKind::comprehension || around.kind == ScopeKind::generator) {
    generator = generator || around.kind == ScopeKind::generator;
    bool async = false;
    for (const Node child : around.owner.children())
      async = async || (child.is(Kind::for_in_clause) && child.child(Kind::kw_async));
    sync = sync || (!async && around.kind == ScopeKind::comprehension);
    around = outer(around);
  }
  if (around.kind == ScopeKind::module && run.options.notebook) return;
  if (sync && run.target < PythonVersion::py311) {
    run.semantic(clause, "cannot use an asynchronous comprehension inside of a synchronous comprehension on Python " +
                             std::string(dotted_name(run.target)) + " (syntax was added in 3.11)");
  }
  if (generator || (around.kind == ScopeKind::function && is_async(around.owner))) return;
  run.error(SyntaxErrorKind::await_outside_async, clause.span(), "`await` should be used within an async function");
}

void integer(Run& run, Node integer) {
  const std::string_view text = integer.text();
  if (text.size() == 1) {
    // `0or x` begins an octal number without digits.
    if (run.text.substr(integer.end(), 1) != "o") return;
    return run.parse(Span{integer.begin(), integer.end() + 1}, "Invalid number literal");
  }
  if (text.back() == 'j' || text.back() == 'J') return;
  if (text.find_first_not_of("0_") == std::string_view::npos) return;
  if (text[1] == '_' || (text[1] >= '0' && text[1] <= '9')) run.parse(integer, "Invalid decimal integer literal");
}

}  // namespace whip::validation
