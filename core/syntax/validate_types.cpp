// Type parameters, type aliases and annotations (PEP 695, 696, 649).
#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

// Reports `yield`, `await` and `:=` below `root`, which is no place for them.
void no_effects(Run& run, Node root, std::string_view place) {
  if (!root) return;
  for (std::uint32_t n = index(root.id()); n < root.after(); ++n) {
    std::string_view what;
    switch (run.tree.kind[n]) {
      case Kind::yield:
        what = "yield expression";
        break;
      case Kind::await:
        what = "await expression";
        break;
      case Kind::named_expression:
        what = "named expression";
        break;
      default:
        continue;
    }
    run.semantic(run.tree.span[n], std::string(what) + " cannot be used within a " + std::string(place));
  }
}

// Annotations that are never evaluated: in stubs, under `from __future__ import annotations`, and since 3.14 (PEP 649).
bool annotations_are_lazy(const Run& run) {
  if (run.options.stub || run.target >= PythonVersion::py314) return true;
  if (!run.tree.present.contains(Kind::future_import_statement)) return false;
  for (std::uint32_t n = 1; n < run.tree.own_size; n = run.tree.after[n]) {
    if (run.tree.kind[n] != Kind::future_import_statement) continue;
    for (const Node child : run.node(n).children()) {
      if (child.field() == Field::name && child.text() == "annotations") return true;
    }
  }
  return false;
}

}  // namespace

void type_parameters(Run& run, Node list) {
  if (!list.parent().is(Kind::type_alias_statement)) {
    run.added(list, "Cannot use type parameter lists", PythonVersion::py312);
  }
  bool defaults = false;
  for (const Node variable : list.operands()) {
    const Node name = variable[Field::name];
    binding(run, name);
    for (const Node earlier : list.operands()) {
      if (earlier == variable) break;
      if (earlier[Field::name].text() != name.text()) continue;
      run.semantic(variable, "duplicate type parameter");
      break;
    }
    const Node value = variable[Field::value];
    if (value) {
      run.added({variable.child(Kind::equal).begin(), value.end()}, "Cannot set default type for a type parameter",
                PythonVersion::py313);
    } else if (defaults) {
      run.semantic(variable,
                   "non default type parameter `" + std::string(name.text()) + "` follows default type parameter");
    }
    defaults = defaults || value;
    if (!run.effects) continue;
    const Node star = run.node(index(variable.id()) + 1);
    no_effects(run, variable[Field::bound], "TypeVar bound");
    no_effects(run, value,
               star.is(Kind::star)          ? "TypeVarTuple default"
               : star.is(Kind::double_star) ? "ParamSpec default"
                                            : "TypeVar default");
  }
  const Node owner = list.parent();
  if (run.effects) no_effects(run, owner[Field::superclasses], "generic definition");
}

void type_alias(Run& run, Node statement) {
  run.added(statement.first_child(), "Cannot use `type` alias statement", PythonVersion::py312);
  binding(run, statement[Field::name]);
  if (run.effects) no_effects(run, statement[Field::value], "type alias");
}

void annotation(Run& run, Node type) {
  const Node owner = type.parent();
  const Node expression = type.operands()[0];
  if (expression.is(Kind::list_splat)) {
    // PEP 646: `*args: *Ts` and nowhere else.
    if (!owner.is(Kind::typed_parameter) || !owner[Field::name].is(Kind::list_splat_pattern)) {
      run.parse(expression, "Starred expression cannot be used here");
    } else {
      run.added(expression, "Cannot use star annotation", PythonVersion::py311);
    }
  }
  if (!run.effects) return;
  const Node function = owner.is(Kind::function_definition) ? owner : owner.parent().parent();
  if (annotations_are_lazy(run)) {
    no_effects(run, type, "type annotation");
  } else if (!owner.is(Kind::assignment) && function.is(Kind::function_definition) &&
             function[Field::type_parameters]) {
    no_effects(run, type, "generic definition");
  }
}

}  // namespace whip::validation
