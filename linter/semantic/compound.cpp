// Walks compound statements: branches, handlers, definitions.

#include <algorithm>

#include "core/syntax/expression.h"
#include "linter/semantic/resolver.h"

namespace whip {

void Resolver::if_statement(std::uint32_t n, const Place& place) {
  const std::uint32_t test = child(n, Field::condition);
  if (test == UINT32_MAX) return;
  evaluate(test, place);
  const std::size_t first = steps_.size();
  Place body = place;
  body.branch = push_branch(place.branch);
  if (is_type_checking_test(test, place.scope)) body.context = body.context.with(Context::type_checking_block);
  push_block(child(n, Field::consequence), body);
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (tree_.field[c] == Field::alternative) steps_.push_back({Step::elif_clause, c, tree_.after[c], place});
  }
  std::reverse(steps_.begin() + static_cast<std::ptrdiff_t>(first), steps_.end());
}

// --- try.

void Resolver::add_exception(std::uint32_t type, ScopeId scope, Exceptions& exceptions) const {
  const std::string_view name = out_.builtin_at(node(unparenthesized(type)), scope);
  if (name == "NameError") exceptions.bits |= Exceptions::name_error;
  if (name == "ModuleNotFoundError") exceptions.bits |= Exceptions::module_not_found;
  if (name == "ImportError") exceptions.bits |= Exceptions::import_error;
  if (name == "AttributeError") exceptions.bits |= Exceptions::attribute_error;
}

Exceptions Resolver::handled_exceptions(std::uint32_t n, ScopeId scope) const {
  Exceptions exceptions;
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (kind(c) != Kind::except_clause) continue;
    std::uint32_t type = child(c, Field::value);
    if (type != UINT32_MAX && kind(type) == Kind::as_pattern) type = child(type, Field::value);
    if (type == UINT32_MAX) continue;
    type = unparenthesized(type);
    if (kind(type) == Kind::tuple) {
      for (const Node element : node(type).operands()) add_exception(index(element.id()), scope, exceptions);
    } else {
      add_exception(type, scope, exceptions);
    }
  }
  return exceptions;
}

// The body and its `else` are one path, each handler and `finally` another.
void Resolver::try_statement(std::uint32_t n, const Place& place) {
  const std::size_t first = steps_.size();
  Place body = place;
  body.branch = push_branch(place.branch);
  body.exceptions.bits |= handled_exceptions(n, place.scope).bits;
  push_block(child(n, Field::body), body);
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    Place clause = place;
    if (kind(c) == Kind::except_clause) {
      clause.branch = push_branch(place.branch);
      steps_.push_back({Step::handler, c, tree_.after[c], clause, index(place.branch)});
    } else if (kind(c) == Kind::else_clause) {
      clause.branch = body.branch;
      push_else(c, clause);
    } else if (kind(c) == Kind::finally_clause) {
      clause.branch = push_branch(place.branch);
      push_block(child_of_kind(c, Kind::block), clause);
    }
  }
  std::reverse(steps_.begin() + static_cast<std::ptrdiff_t>(first), steps_.end());
}

// `except E as e`: e is bound for the clause and unbound behind it.
void Resolver::handler(const Step& step) {
  Place place = step.place;
  place.context = place.context.with(Context::exception_handler);
  stand_at(place);
  std::uint32_t type = child(step.node, Field::value);
  std::uint32_t name = UINT32_MAX;
  if (type != UINT32_MAX && kind(type) == Kind::as_pattern) {
    const std::uint32_t alias = child(type, Field::alias);
    if (alias != UINT32_MAX && alias + 1 < tree_.after[alias] && kind(alias + 1) == Kind::identifier) name = alias + 1;
    type = child(type, Field::value);
  }
  if (name != UINT32_MAX) {
    const NameId id = intern(name);
    BindingId before = out_.find(id, text(name), place.scope, place.context.in_forward_reference()).binding;
    if (before == kNoBinding && out_.find(id, text(name), place.scope, false).builtin) before = materialise_builtin(id);
    bind({id, span(name), name, BindingKind::bound_exception}, place.scope, place.context, BranchId{step.extra});
    Step end{Step::handler_end, name, step.extra, place, index(before)};
    steps_.push_back(end);
  }
  if (type != UINT32_MAX) evaluate(type, place);
  push_block(child(step.node, Field::body), place);
}

void Resolver::handler_end(const Step& step) {
  stand_at(step.place);
  const BindingId id = bind({intern(step.node), span(step.node), step.node, BindingKind::unbound_exception}, step.place.scope,
                            step.place.context, BranchId{step.end});
  out_.bindings_[index(id)].target = BindingId{step.extra};
}

// --- with, match.

void Resolver::with_statement(std::uint32_t n, const Place& place) {
  stand_at(place);
  if (const std::uint32_t clause = child(n, Field::clause); clause != UINT32_MAX) {
    for (std::uint32_t item = clause + 1, end = tree_.after[clause]; item < end; item = tree_.after[item]) {
      if (kind(item) != Kind::with_item) continue;
      const std::uint32_t value = child(item, Field::value);
      if (value == UINT32_MAX) continue;
      if (kind(value) != Kind::as_pattern) {
        evaluate(value, place);
        continue;
      }
      if (const std::uint32_t manager = child(value, Field::value); manager != UINT32_MAX) evaluate(manager, place);
      const std::uint32_t target = child(value, Field::alias);
      if (target == UINT32_MAX) continue;
      Place into = place;
      if (target + 1 < tree_.after[target] && kind(target + 1) == Kind::tuple) {
        into.context = into.context.with(Context::unpacking);
      }
      evaluate(target, into, Part::store);
    }
  }
  Place body = place;
  body.branch = push_branch(place.branch);
  push_block(child(n, Field::body), body);
}

// A pattern in document order: names that capture are bound, dotted names and classes are loaded. `as` binds before what it names is
// looked at, which no program can tell apart.
void Resolver::pattern(std::uint32_t root, const Place& place) {
  const auto capture = [&](std::uint32_t n) {
    if (kind(n) == Kind::identifier && text(n) != "_") {
      bind({intern(n), span(n), n, BindingKind::assignment}, place.scope, place.context, place.branch);
    }
  };
  for (std::uint32_t n = root; n < tree_.after[root];) {
    switch (kind(n)) {
      case Kind::dotted_name: {
        const bool is_class = kind(tree_.parent[n]) == Kind::class_pattern && tree_.field[n] == Field::name;
        if (is_class || tree_.after[n] > n + 2) {
          load(n + 1, place.scope, place.context);
        } else {
          capture(n + 1);
        }
        n = tree_.after[n];
        break;
      }
      case Kind::identifier:
        if (tree_.field[n] != Field::name) capture(n);  // the name of a keyword pattern is an attribute
        ++n;
        break;
      case Kind::string:
      case Kind::concatenated_string: n = tree_.after[n]; break;
      default: ++n; break;
    }
  }
}

void Resolver::case_clause(const Step& step) {
  const Place& place = step.place;
  stand_at(place);
  for (std::uint32_t c = step.node + 1; c < step.end; c = tree_.after[c]) {
    if (kind(c) == Kind::case_pattern) pattern(c, place);
    if (kind(c) == Kind::if_clause) {
      const std::uint32_t condition = child(c, Field::condition);
      if (condition != UINT32_MAX) evaluate(condition, place);
    }
  }
  Place body = place;
  body.branch = push_branch(place.branch);
  push_block(child(step.node, Field::consequence), body);
}

// --- Definitions.

void Resolver::type_parameters(std::uint32_t n, const Place& place) {
  if (n == UINT32_MAX) return;
  for (std::uint32_t p = n + 1, end = tree_.after[n]; p < end; p = tree_.after[p]) {
    if (kind(p) != Kind::type_variable) continue;
    const std::uint32_t name = child(p, Field::name);
    if (name == UINT32_MAX) continue;
    bind({intern(name), span(name), name, BindingKind::type_param}, place.scope, place.context, place.branch);
    Place later = place;
    later.exceptions = {};
    for (const Field field : {Field::bound, Field::value}) {
      const std::uint32_t type = child(p, field);
      if (type != UINT32_MAX) scratch_.type_params.push_back({type, later, source_});
    }
  }
}

void Resolver::definition(std::uint32_t n, Place place) {
  std::uint32_t definition = n;
  if (kind(n) == Kind::decorated_definition) {
    for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
      if (tree_.field[c] == Field::definition) definition = c;
      if (kind(c) != Kind::decorator) continue;
      const std::uint32_t value = child(c, Field::value);
      if (value == UINT32_MAX) continue;
      evaluate(value, place);
      if (kind(child(n, Field::definition)) == Kind::function_definition &&
          match_typing(value, "no_type_check", place.scope, place.context)) {
        place.context = place.context.with(Context::no_type_check);
      }
    }
  }
  kind(definition) == Kind::class_definition ? class_(definition, place) : function(definition, n, place);
}

// The signature is evaluated where the function stands; its body waits.
void Resolver::function(std::uint32_t n, std::uint32_t decorated, const Place& place) {
  const std::uint32_t name = child(n, Field::name);
  const std::uint32_t parameters = child(n, Field::parameters);
  if (name == UINT32_MAX || parameters == UINT32_MAX) return;
  const Context context = annotation_context(place, n);
  const Context dispatched =
      is_single_dispatch(decorated, place.scope) ? place.context.with(Context::runtime_required_annotation) : context;
  for (std::uint32_t p = parameters + 1, end = tree_.after[parameters]; p < end; p = tree_.after[p]) {
    if (kind(p) != Kind::default_parameter && kind(p) != Kind::typed_default_parameter) continue;
    const std::uint32_t value = child(p, Field::value);
    if (value != UINT32_MAX) evaluate(value, place);
  }
  Place inner = place;
  // Methods see `__class__`.
  if (out_[place.scope].is(ScopeKind::class_)) {
    inner.scope = push_scope(ScopeKind::class_cell, n, inner.scope);
    const BindingId cell = push_binding({well_known::kDunderClass, Span{}, n, BindingKind::class_cell}, inner.scope,
                                        place.context, place.branch);
    enter(inner.scope, well_known::kDunderClass, cell);
  }
  inner.scope = push_scope(ScopeKind::type, n, inner.scope);
  type_parameters(child(n, Field::type_parameters), inner);
  for (std::uint32_t p = parameters + 1, end = tree_.after[parameters]; p < end; p = tree_.after[p]) {
    const std::uint32_t type = child(p, Field::type);
    if (type == UINT32_MAX) continue;
    const std::uint32_t named = child(p, Field::name);
    const bool variadic = named != UINT32_MAX && kind(named) != Kind::identifier;
    push(index(node(type).operands()[0].id()), inner.scope, variadic ? context : dispatched, Part::type);
    run_parts();
  }
  if (const std::uint32_t returns = child(n, Field::return_type); returns != UINT32_MAX) {
    push(index(node(returns).operands()[0].id()), inner.scope, dispatched, Part::type);
    run_parts();
  }
  Place body = inner;
  body.scope = push_scope(ScopeKind::function, n, inner.scope);
  body.context = place.context.without(Context::exception_handler);
  body.exceptions = {};
  scratch_.functions.push_back({n, body, source_});
  declare_globals(n, body);
  const BindingId id = bind({intern(name), span(name), n, BindingKind::function_definition, own_mark_}, place.scope,
                            body.context, place.branch);
  out_.bindings_[index(id)].inner = body.scope;
}

void Resolver::class_(std::uint32_t n, const Place& place) {
  Place inner = place;
  inner.scope = push_scope(ScopeKind::type, n, place.scope);
  type_parameters(child(n, Field::type_parameters), inner);
  if (const std::uint32_t bases = child(n, Field::superclasses); bases != UINT32_MAX) {
    Place at = inner;
    at.context = place.context.with(Context::class_base);
    if (stub_) {
      at.exceptions = {};
      for (const Node base : node(bases).operands()) {
        const Node value = base.is_any({Kind::keyword_argument, Kind::dictionary_splat}) ? base[Field::value] : base;
        scratch_.class_bases.push_back({index(value.id()), at, source_});
      }
    } else {
      evaluate(bases, at);
    }
  }
  Place body = inner;
  body.scope = push_scope(ScopeKind::class_, n, inner.scope);
  body.context = place.context.without(Context::exception_handler);
  declare_globals(n, body);
  steps_.push_back({Step::class_end, n, 0, place, index(body.scope)});
  push_block(child(n, Field::body), body);
}

void Resolver::class_end(const Step& step) {
  const std::uint32_t name = child(step.node, Field::name);
  if (name == UINT32_MAX) return;
  stand_at(step.place);
  const BindingId id = bind({intern(name), span(name), step.node, BindingKind::class_definition, own_mark_}, step.place.scope,
                            step.place.context.without(Context::exception_handler), step.place.branch);
  out_.bindings_[index(id)].inner = ScopeId{step.extra};
}

// --- Bodies that had to wait.

void Resolver::bind_parameters(std::uint32_t parameters, const Place& place) {
  for (std::uint32_t p = parameters + 1, end = tree_.after[parameters]; p < end; p = tree_.after[p]) {
    std::uint32_t name = p;
    switch (kind(p)) {
      case Kind::typed_parameter:
      case Kind::default_parameter:
      case Kind::typed_default_parameter: name = child(p, Field::name); break;
      case Kind::identifier:
      case Kind::list_splat_pattern:
      case Kind::dictionary_splat_pattern: break;
      default: continue;
    }
    if (name != UINT32_MAX && kind(name) != Kind::identifier) name = child_of_kind(name, Kind::identifier);
    if (name != UINT32_MAX) {
      bind({intern(name), span(name), name, BindingKind::argument}, place.scope, place.context, place.branch);
    }
  }
}

void Resolver::function_body(const Deferred& deferred) {
  resume(deferred);
  bind_parameters(child(deferred.node, Field::parameters), deferred.place);
  push_block(child(deferred.node, Field::body), deferred.place);
  run_steps();
}

void Resolver::lambda_body(const Deferred& deferred) {
  resume(deferred);
  const std::uint32_t parameters = child(deferred.node, Field::parameters);
  if (parameters != UINT32_MAX) bind_parameters(parameters, deferred.place);
  if (const std::uint32_t body = child(deferred.node, Field::body); body != UINT32_MAX) evaluate(body, deferred.place);
}

}  // namespace whip
