// Imports: commas, stars, the future, and laziness (PEP 810).
#include <array>

#include "core/syntax/string_literal.h"
#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

constexpr std::array<std::string_view, 10> kFeatures = {
    "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
    "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations"};

bool is_feature(std::string_view name) {
  for (const std::string_view feature : kFeatures) {
    if (feature == name) return true;
  }
  return false;
}

// `import a,` and `from a import b,`: a comma at the end only within parentheses.
void check_comma(Run& run, Node statement) {
  Node last;
  for (const Node child : statement.children()) {
    if (!is_extra(child.kind())) last = child;
  }
  if (last.is(Kind::comma)) run.parse(last, "Trailing comma not allowed");
}

// What an import binds: its alias, or the first part of its name.
void check_names(Run& run, Node statement) {
  for (const Node child : statement.children()) {
    if (child.field() != Field::name) continue;
    if (child.is(Kind::aliased_import)) {
      binding(run, child[Field::alias]);
    } else if (child.operands().count() == 1) {
      binding(run, child.operands()[0]);
    }
  }
}

// The names of `from a import b, c` have no dots.
void check_dots(Run& run, Node statement) {
  for (const Node child : statement.children()) {
    if (child.field() != Field::name) continue;
    const Node name = child.is(Kind::aliased_import) ? child[Field::name] : child;
    if (const Node dot = name.child(Kind::dot)) return run.parse(dot, "Expected `,`, found `.`");
  }
}

// PEP 810: `lazy` at module level only, outside try and with nothing that must happen at once.
bool check_lazy(Run& run, Node statement, bool from) {
  const Node lazy = statement.child(Kind::kw_lazy);
  if (!lazy) return false;
  run.added(lazy, "Cannot use `lazy` import statement", PythonVersion::py315);
  const std::string what = from ? "lazy from ... import" : "lazy import";
  std::string_view where;
  for (Node node = statement.parent(); node; node = node.parent()) {
    if (node.is(Kind::function_definition)) where = "functions";
    if (node.is(Kind::class_definition)) where = "classes";
    if (node.is(Kind::try_statement)) where = "try/except blocks";
    if (!where.empty()) break;
  }
  if (!where.empty()) {
    run.semantic(statement, what + " not allowed inside " + std::string(where));
  } else if (statement.child(Kind::wildcard_import)) {
    run.semantic(statement, "lazy from ... import * is not allowed");
  } else if (from && statement[Field::module_name].text() == "__future__") {
    run.semantic(statement, "lazy from __future__ import is not allowed");
  } else {
    return false;
  }
  return true;
}

// A future import may follow the docstring and other future imports only.
bool is_late(Run& run, Node import) {
  Node statement = import.parent();
  if (!statement.is(Kind::module)) return true;
  bool docstring = true;
  for (std::uint32_t n = 1; n < index(import.id()); n = run.tree.after[n]) {
    const Kind kind = run.tree.kind[n];
    if (is_extra(kind) || kind == Kind::semicolon || kind == Kind::future_import_statement) {
      if (kind == Kind::future_import_statement) docstring = false;
      continue;
    }
    const Node expression = run.node(n).first_child();
    const bool text =
        kind == Kind::expression_statement && is_text_constant(expression) && expression.after() == run.tree.after[n];
    if (!docstring || !text) return true;
    docstring = false;
  }
  return false;
}

}  // namespace

void import_statement(Run& run, Node statement) {
  check_comma(run, statement);
  check_names(run, statement);
  check_lazy(run, statement, false);
}

void import_from(Run& run, Node statement) {
  check_comma(run, statement);
  check_dots(run, statement);
  check_names(run, statement);
  if (check_lazy(run, statement, true)) return;
  if (!statement.child(Kind::wildcard_import) || statement.parent().is(Kind::module)) return;
  if (scope_of(statement).kind == ScopeKind::module) return;
  run.error(SyntaxErrorKind::import_star_not_permitted, statement.span(),
            "`from " + std::string(statement[Field::module_name].text()) + " import *` only allowed at module level");
}

void future_import(Run& run, Node statement) {
  check_comma(run, statement);
  check_dots(run, statement);
  check_names(run, statement);
  for (const Node child : statement.children()) {
    if (child.field() != Field::name) continue;
    const Node name = child.is(Kind::aliased_import) ? child[Field::name] : child;
    if (is_feature(name.text())) continue;
    run.error(SyntaxErrorKind::future_feature_not_defined, child.span(),
              "Future feature `" + std::string(name.text()) + "` is not defined");
  }
  if (is_late(run, statement)) {
    run.error(SyntaxErrorKind::late_future_import, statement.span(),
              "`from __future__` imports must occur at the beginning of the file");
  }
}

}  // namespace whip::validation
