// Scopes, and what `global` and `nonlocal` may say in them. The names of a scope are collected only where such a
// statement is.
#include <algorithm>

#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

bool is_comprehension(Kind kind) {
  return kind == Kind::list_comprehension || kind == Kind::set_comprehension ||
         kind == Kind::dictionary_comprehension || kind == Kind::generator_expression;
}

// Whether an identifier is a variable: not an attribute, the name of an argument, or part of a module's name.
bool is_variable(Node identifier) {
  const Node parent = identifier.parent();
  switch (parent.kind()) {
    case Kind::attribute:
      return identifier.field() == Field::object;
    case Kind::keyword_argument:
    case Kind::keyword_pattern:
      return identifier.field() != Field::name;
    case Kind::global_statement:
    case Kind::nonlocal_statement:
    case Kind::relative_import:
      return false;
    case Kind::dotted_name: {
      // `import a.b` binds a; `import a as b`, `from a import b` and patterns have their own ways.
      if (index(identifier.id()) != index(parent.id()) + 1) return false;
      const Node owner = parent.parent();
      if (owner.is(Kind::aliased_import)) return false;
      return parent.field() != Field::module_name && !owner.is(Kind::relative_import);
    }
    default:
      return true;
  }
}

bool is_type_parameter(Node identifier) { return identifier.parent().is(Kind::type_variable); }

// Whether an identifier that is a variable is bound where it stands.
bool is_bound_here(Node identifier) {
  Node child = identifier;
  for (Node node = identifier.parent(); node; child = node, node = node.parent()) {
    switch (node.kind()) {
      case Kind::tuple_pattern:
      case Kind::list_pattern:
      case Kind::pattern_list:
      case Kind::list_splat_pattern:
      case Kind::dictionary_splat_pattern:
      case Kind::tuple:
      case Kind::list:
      case Kind::list_splat:
      case Kind::expression_list:
      case Kind::parenthesized_expression:
      case Kind::typed_parameter:
        continue;
      case Kind::parameters:
      case Kind::lambda_parameters:
        return true;
      case Kind::default_parameter:
      case Kind::typed_default_parameter:
        return child.field() == Field::name;
      case Kind::assignment:
      case Kind::augmented_assignment:
      case Kind::for_statement:
      case Kind::for_in_clause:
        return child.field() == Field::left;
      case Kind::as_pattern_target:
      case Kind::delete_statement:
        return true;
      case Kind::as_pattern:
        return child.field() == Field::alias;
      case Kind::named_expression:
      case Kind::function_definition:
      case Kind::class_definition:
      case Kind::type_alias_statement:
        return child.field() == Field::name;
      case Kind::aliased_import:
        return child.field() == Field::alias;
      case Kind::dotted_name: {
        // A lone name in a pattern captures; with dots it is a value.
        const Node owner = node.parent();
        if (owner.is_any({Kind::import_statement, Kind::import_from_statement, Kind::future_import_statement}))
          return true;
        return node.after() == index(node.id()) + 2 && node.field() != Field::name && node.field() != Field::key &&
               !owner.is(Kind::class_pattern);
      }
      case Kind::splat_pattern:
        return true;
      default:
        return false;
    }
  }
  return false;
}

// Calls see(identifier) for the variables of a scope itself, in order: nested scopes are entered only for what is
// evaluated outside them. A walrus in a comprehension belongs to the scope around it.
template <class See>
void each_variable(Run& run, const Scope& scope, See see) {
  const std::uint32_t begin = scope.owner ? index(scope.owner.id()) + 1 : 1;
  const std::uint32_t end = scope.owner ? scope.owner.after() : run.tree.own_size;
  for (std::uint32_t n = begin; n < end; ++n) {
    if (run.tree.kind[n] != Kind::identifier) continue;
    const Node identifier = run.node(n);
    if (!is_variable(identifier)) continue;
    Scope own = scope_of(identifier);
    const Node parent = identifier.parent();
    if (parent.is(Kind::named_expression) && identifier.field() == Field::name) {
      while (own.kind == ScopeKind::comprehension || own.kind == ScopeKind::generator) own = outer(own);
    }
    if (own.kind == scope.kind && own.owner == scope.owner && !see(identifier)) return;
  }
}

bool is_parameter_of(Run& run, const Scope& scope, std::string_view name) {
  if (scope.kind != ScopeKind::function) return false;
  bool found = false;
  const Node list = scope.owner[Field::parameters];
  for (std::uint32_t n = index(list.id()); n < list.after() && !found; ++n) {
    const Node node = run.node(n);
    found = node.is(Kind::identifier) && node.text() == name && is_variable(node) && is_bound_here(node);
  }
  return found;
}

// Whether a statement of this kind, behind `from`, declares a name in a scope.
bool declares(Node owner_body, const Scope& scope, Kind statement, std::string_view name, std::uint32_t from = 0) {
  const Tree& tree = *owner_body.tree();
  for (std::uint32_t n = std::max(index(owner_body.id()), from); n < owner_body.after(); ++n) {
    if (tree.kind[n] != statement) continue;
    const Node node = Node(tree, {owner_body.text().data() - owner_body.begin(), owner_body.end()}, NodeId{n});
    const Scope own = scope_of(node);
    if (own.kind != scope.kind || !(own.owner == scope.owner)) continue;
    for (const Node declared : node.operands()) {
      if (declared.text() == name) return true;
    }
  }
  return false;
}

enum class Found : std::uint8_t { no, yes, type_parameter };

// Whether a function around `scope` binds `name`.
Found find_enclosing(Run& run, const Scope& scope, std::string_view name) {
  for (Scope around = outer(scope);; around = outer(around)) {
    // A method knows `__class__`.
    Node inner = scope.owner;
    if (around.kind == ScopeKind::module) return Found::no;
    if (around.kind == ScopeKind::class_ && name == "__class__") return Found::yes;
    static_cast<void>(inner);
    if (around.kind == ScopeKind::function || around.kind == ScopeKind::lambda) {
      if (around.kind == ScopeKind::function && declares(around.owner, around, Kind::global_statement, name))
        return Found::no;
      if (is_parameter_of(run, around, name)) return Found::yes;
      bool bound = false;
      each_variable(run, around, [&](Node identifier) {
        bound = identifier.text() == name && is_bound_here(identifier);
        return !bound;
      });
      if (around.kind == ScopeKind::lambda && !bound) {
        const Node list = around.owner[Field::parameters];
        for (std::uint32_t n = index(list.id()); list && n < list.after(); ++n) {
          const Node node = run.node(n);
          bound = bound || (node.is(Kind::identifier) && node.text() == name && is_bound_here(node));
        }
      }
      if (bound) return Found::yes;
    }
    const Node types = around.owner[Field::type_parameters];
    for (const Node variable : types.operands()) {
      if (variable[Field::name].text() == name) return Found::type_parameter;
    }
  }
}

void check_nonlocal(Run& run, const Scope& scope, Node name) {
  const std::string text(name.text());
  if (scope.owner) {
    for (const Node variable : scope.owner[Field::type_parameters].operands()) {
      if (variable[Field::name].text() != name.text()) continue;
      return run.semantic(name, "nonlocal binding not allowed for type parameter `" + text + "`");
    }
  }
  switch (find_enclosing(run, scope, name.text())) {
    case Found::yes:
      return;
    case Found::no:
      return run.error(SyntaxErrorKind::nonlocal_without_binding, name.span(),
                       "Nonlocal name `" + text + "` found without binding");
    case Found::type_parameter:
      return run.semantic(name, "nonlocal binding not allowed for type parameter `" + text + "`");
  }
}

std::uint32_t line_number(const Run& run, std::uint32_t offset) {
  std::uint32_t line = 1;
  for (std::uint32_t i = 0; i < offset; ++i) {
    const char c = run.text[i];
    if (c == '\n' || (c == '\r' && run.text[i + 1] != '\n')) ++line;
  }
  return line;
}

// Uses before the declaration, and annotations anywhere.
void check_uses(Run& run, const Scope& scope, Node statement, Node name) {
  const bool global = statement.is(Kind::global_statement);
  const std::string text(name.text());
  // The last of several declarations speaks for all.
  const Node body = scope.owner ? scope.owner : run.node(0);
  if (declares(body, scope, statement.kind(), name.text(), statement.after())) return;
  each_variable(run, scope, [&](Node identifier) {
    const Node parent = identifier.parent();
    // CPython forgets to ask about imports.
    const bool imported =
        parent.is_any({Kind::dotted_name, Kind::aliased_import}) && !parent.parent().is(Kind::case_pattern);
    if (identifier.text() != name.text() || is_type_parameter(identifier) || imported) return true;
    const bool annotated =
        parent.is(Kind::assignment) && identifier.field() == Field::left && parent.child(Kind::colon);
    const bool before = index(identifier.id()) < index(statement.id());
    // At module level CPython sees `global x; x: int` as it comes.
    if (annotated && (scope.kind != ScopeKind::module || before)) {
      run.semantic(identifier, "annotated name `" + text + "` can't be " + (global ? "global" : "nonlocal"));
    }
    if (!before) return true;
    if (global) {
      run.error(SyntaxErrorKind::load_before_global, identifier.span(),
                "Name `" + text + "` is used prior to global declaration on line " +
                    std::to_string(line_number(run, statement.begin())));
    } else {
      run.semantic(identifier, "name `" + text + "` is used prior to nonlocal declaration");
    }
    return true;
  });
}

}  // namespace

bool is_async(Node definition) {
  return definition.is(Kind::function_definition) && definition.first_child().is(Kind::kw_async);
}

Scope scope_of(Node node) {
  Node child = node;
  Node grandchild;
  for (Node parent = node.parent(); parent; grandchild = child, child = parent, parent = parent.parent()) {
    const Kind kind = parent.kind();
    const Field field = child.field();
    if (kind == Kind::function_definition && field == Field::body) return {ScopeKind::function, parent};
    if (kind == Kind::class_definition && field == Field::body) return {ScopeKind::class_, parent};
    if (kind == Kind::lambda && field == Field::body) return {ScopeKind::lambda, parent};
    if (kind == Kind::type_alias_statement && field == Field::value) return {ScopeKind::types, parent};
    if (kind == Kind::type_parameter) return {ScopeKind::types, parent};
    if (is_comprehension(kind)) {
      const bool iterable = child == parent.child(Kind::for_in_clause) && grandchild.field() == Field::right;
      if (!iterable) {
        return {kind == Kind::generator_expression ? ScopeKind::generator : ScopeKind::comprehension, parent};
      }
    }
  }
  return {};
}

Scope outer(const Scope& scope) { return scope.owner ? scope_of(scope.owner) : Scope{}; }

void declaration(Run& run, Node statement) {
  const bool global = statement.is(Kind::global_statement);
  const Scope scope = scope_of(statement);
  if (!global && scope.kind == ScopeKind::module) {
    return run.semantic(statement, "nonlocal declaration not allowed at module level");
  }
  for (const Node name : statement.operands()) {
    const std::string text(name.text());
    if (is_parameter_of(run, scope, name.text())) {
      run.semantic(name, "name `" + text + "` cannot refer to a parameter and a " + (global ? "global" : "nonlocal") +
                             " variable");
      continue;
    }
    if (global && scope.owner && declares(scope.owner, scope, Kind::nonlocal_statement, name.text())) {
      run.error(SyntaxErrorKind::nonlocal_and_global, name.span(),
                "Name `" + text + "` is both `nonlocal` and `global`");
    }
    if (!global) check_nonlocal(run, scope, name);
    check_uses(run, scope, statement, name);
  }
}

}  // namespace whip::validation
