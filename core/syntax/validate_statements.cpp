// Statements: jumps, try, with, for, functions and classes.
#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

constexpr std::string_view kAwait = "`await` should be used within an async function";

bool is_except_star(Node clause) { return static_cast<bool>(clause.child(Kind::star)); }

// `async for` and `async with`.
void check_async(Run& run, Node statement) {
  if (!run.node(index(statement.id()) + 1).is(Kind::kw_async)) return;
  const Scope scope = scope_of(statement);
  if (scope.kind == ScopeKind::function && is_async(scope.owner)) return;
  if (scope.kind == ScopeKind::module && run.options.notebook) return;
  run.error(SyntaxErrorKind::await_outside_async, statement.span(), std::string(kAwait));
}

// CPython keeps twenty frame blocks; deeper nesting of loops, with and try does not compile. Each takes a column at
// least.
void check_nesting(Run& run, Node statement) {
  constexpr std::uint32_t kMaxBlocks = 20;
  const std::uint32_t begin = statement.begin();
  if (begin < kMaxBlocks ||
      run.text.substr(begin - kMaxBlocks, kMaxBlocks).find_first_not_of(" \t") != std::string_view::npos) {
    return;
  }
  std::uint32_t blocks = 0;
  for (Node node = statement; node && !node.is_any({Kind::function_definition, Kind::class_definition});
       node = node.parent()) {
    if (node.is_any({Kind::for_statement, Kind::while_statement, Kind::with_statement, Kind::try_statement})) ++blocks;
  }
  if (blocks > kMaxBlocks) run.semantic(statement, "too many statically nested blocks");
}

constexpr std::string_view kExceptStarJump = "`break`, `continue` and `return` cannot appear in an `except*` block";

}  // namespace

void for_statement(Run& run, Node statement) {
  header_lines(run, statement);
  check_async(run, statement);
  check_nesting(run, statement);
  const Node left = statement[Field::left];
  target(run, left);
  if (left.is(Kind::list_splat_pattern)) run.semantic(left, "Starred expression cannot be used here");
  const Node right = statement[Field::right];
  if (right.is(Kind::expression_list) && right.child(Kind::list_splat)) {
    run.added(right.child(Kind::list_splat), "Cannot use iterable unpacking in `for` statements", PythonVersion::py39);
  }
}

void while_statement(Run& run, Node statement) {
  header_lines(run, statement);
  check_nesting(run, statement);
}

void with_statement(Run& run, Node statement) {
  header_lines(run, statement);
  check_async(run, statement);
  check_nesting(run, statement);
  const Node clause = statement[Field::clause];
  const Node open = clause.child(Kind::lparen);
  Node last;
  for (const Node child : clause.children()) {
    if (!is_extra(child.kind())) last = child;
  }
  if (last.is(Kind::comma)) return run.parse(last, "Trailing comma not allowed");
  if (open) run.added(open, "Cannot use parentheses within a `with` statement", PythonVersion::py39);
}

void try_statement(Run& run, Node statement) {
  header_lines(run, statement);
  check_nesting(run, statement);
  Node bare;   // `except:`
  Node first;  // the first handler
  bool mixed = false;
  bool handlers = false;
  bool rest = false;  // else or finally
  Node otherwise;
  for (const Node child : statement.children()) {
    if (child.is(Kind::else_clause)) otherwise = child;
    if (child.is(Kind::finally_clause)) rest = true;
    if (!child.is(Kind::except_clause)) continue;
    if (!first) first = child;
    handlers = true;
    if (is_except_star(child) != is_except_star(first) && !mixed) {
      mixed = true;
      run.parse(child, "Cannot have both 'except' and 'except*' on the same 'try'");
    }
    if (bare) {
      run.error(SyntaxErrorKind::default_except_not_last, bare.first_child().span(),
                "An `except` block as not the last exception handler");
      bare = {};
    }
    if (!child[Field::value] && !is_except_star(child)) bare = child;
  }
  if (handlers || (rest && !otherwise) || !statement[Field::body].first_child()) return;
  const auto end = static_cast<std::uint32_t>(run.text.size());
  Span place = {end, end};
  for (std::uint32_t n = statement.after(); n < run.tree.own_size; ++n) {
    if (is_extra(run.tree.kind[n]) || run.tree.after[n] != n + 1) continue;
    place = run.tree.span[n];
    break;
  }
  run.parse(place, "Expected `except` or `finally` after `try` block");
}

void except_clause(Run& run, Node except) {
  clause(run, except);
  const bool star = is_except_star(except);
  if (star) run.added(except.child(Kind::star), "Cannot use `except*`", PythonVersion::py311);
  const Node value = except[Field::value];
  if (star && !value) {
    return run.parse(except.child(Kind::colon), "Expected one or more exception types");
  }
  if (!except.child(Kind::comma)) return;
  Node last;
  std::uint32_t end = value.end();  // past the last type, or the comma behind it
  for (const Node child : except.children()) {
    if (child.field() == Field::value) last = child;
    if (child.field() == Field::value || child.is(Kind::comma)) end = child.end();
  }
  const bool as = last.is(Kind::as_pattern);
  const Span all = {value.begin(), as ? last[Field::value].end() : end};
  if (as) {
    run.parse(all, "Multiple exception types must be parenthesized when using `as`");
  } else {
    run.added(all, "Multiple exception types must be parenthesized", PythonVersion::py314);
  }
}

void jump(Run& run, Node statement) {
  const bool is_break = statement.is(Kind::break_statement);
  Node child = statement;
  bool star = false;
  for (Node node = statement.parent(); node; child = node, node = node.parent()) {
    if (node.is_any({Kind::for_statement, Kind::while_statement}) && child.field() == Field::body) {
      if (star) run.semantic(statement, std::string(kExceptStarJump));
      return;
    }
    if (node.is(Kind::except_clause)) star = star || is_except_star(node);
    if (node.is_any({Kind::function_definition, Kind::class_definition})) break;
  }
  if (is_break) {
    run.error(SyntaxErrorKind::break_outside_loop, statement.span(), "`break` outside loop");
  } else {
    run.error(SyntaxErrorKind::continue_outside_loop, statement.span(), "`continue` not properly in loop");
  }
}

void return_statement(Run& run, Node statement) {
  const Node value = statement[Field::value];
  if (value.is(Kind::expression_list) && value.child(Kind::list_splat)) {
    run.added(value.child(Kind::list_splat), "Cannot use iterable unpacking in return statements", PythonVersion::py38);
  }
  bool star = false;
  const Tree& tree = run.tree;
  for (std::uint32_t parent = tree.parent[index(statement.id())]; parent != UINT32_MAX; parent = tree.parent[parent]) {
    const Kind around = tree.kind[parent];
    if (around == Kind::block || around == Kind::if_statement) continue;
    const Node node = run.node(parent);
    if (node.is(Kind::except_clause)) star = star || is_except_star(node);
    if (node.is(Kind::function_definition)) {
      if (star) run.semantic(statement, std::string(kExceptStarJump));
      if (value && is_async(node)) {
        for (std::uint32_t n = index(node[Field::body].id()); n < node.after();) {
          const Kind kind = run.tree.kind[n];
          const bool nested =
              kind == Kind::function_definition || kind == Kind::class_definition || kind == Kind::lambda;
          if (kind == Kind::yield) return run.semantic(statement, "`return` with value in async generator");
          n = nested ? run.tree.after[n] : n + 1;
        }
      }
      return;
    }
    if (node.is(Kind::class_definition)) break;
  }
  run.error(SyntaxErrorKind::return_outside_function, statement.span(),
            "`return` statement outside of a function/method");
}

void raise_statement(Run& run, Node statement) {
  const Node value = statement[Field::value];
  if (value.is(Kind::expression_list)) run.parse(value, "Unparenthesized tuple expression cannot be used here");
  const Node from = statement.child(Kind::kw_from);
  if (from && !value) run.parse(from, "Exception missing in `raise` statement with cause");
}

void function(Run& run, Node definition) {
  header_lines(run, definition);
  binding(run, definition[Field::name]);
}

void class_definition(Run& run, Node definition) {
  header_lines(run, definition);
  binding(run, definition[Field::name]);
}

// PEP 614: any expression since 3.9; before, a dotted name that may be called.
void decorator(Run& run, Node decorator) {
  if (run.target >= PythonVersion::py39) return;
  Node expression = decorator[Field::value];
  if (expression.is(Kind::call) &&
      expression[Field::arguments].is_any({Kind::argument_list, Kind::generator_expression})) {
    expression = expression[Field::function];
  }
  while (expression.is(Kind::attribute)) expression = expression[Field::object];
  if (expression.is(Kind::identifier)) return;
  const std::string version(dotted_name(run.target));
  if (expression.is(Kind::call)) {
    return run.error(SyntaxErrorKind::version, expression.span(),
                     "Cannot use a call expression in a decorator on Python " + version +
                         " unless it is the top-level expression or it occurs in the argument list of a top-level call "
                         "expression (relaxed decorator syntax was added in Python 3.9)");
  }
  std::string_view what = "expression";
  switch (expression.kind()) {
    case Kind::subscript:
      what = "subscript expression";
      break;
    case Kind::lambda:
      what = "lambda expression";
      break;
    case Kind::named_expression:
      what = "assignment expression";
      break;
    case Kind::conditional_expression:
      what = "conditional expression";
      break;
    case Kind::boolean_operator:
      what = "boolean expression";
      break;
    case Kind::not_operator:
    case Kind::unary_operator:
      what = "unary-operation expression";
      break;
    case Kind::binary_operator:
      what = "binary-operation expression";
      break;
    case Kind::comparison_operator:
      what = "comparison expression";
      break;
    case Kind::await:
      what = "`await` expression";
      break;
    case Kind::yield:
      what = "`yield` expression";
      break;
    case Kind::parenthesized_expression:
      what = "parenthesized expression";
      break;
    case Kind::list:
      what = "a list literal";
      break;
    case Kind::tuple:
      what = "a tuple literal";
      break;
    case Kind::set:
      what = "a set literal";
      break;
    case Kind::dictionary:
      what = "a dict literal";
      break;
    case Kind::string:
    case Kind::concatenated_string:
      what = "a string literal";
      break;
    case Kind::integer:
      what = "an int literal";
      break;
    case Kind::float_:
      what = "a float literal";
      break;
    default:
      break;
  }
  run.error(SyntaxErrorKind::version, expression.span(),
            "Cannot use " + std::string(what) + " outside function call arguments in a decorator on Python " + version +
                " (syntax was added in Python 3.9)");
}

}  // namespace whip::validation
