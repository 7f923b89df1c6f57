// Imports: commas, dots, and laziness (PEP 810). Where future and star imports may stand is told by F404, F406 and
// F407.
#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

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
void check_lazy(Run& run, Node statement, bool from) {
  const Node lazy = statement.child(Kind::kw_lazy);
  if (!lazy) return;
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
  }
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
  check_lazy(run, statement, true);
}

}  // namespace whip::validation
