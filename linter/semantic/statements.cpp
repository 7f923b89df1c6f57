// Walks statements: blocks, and all that is not compound.

#include <algorithm>

#include "linter/semantic/resolver.h"

namespace whip {

// The place of the expressions that follow: what is bound there depends on the statement.
void Resolver::stand_at(const Place& place) {
  here_ = place;
  stores_ = Stores::assignment;
  switch (kind(place.statement)) {
    case Kind::for_statement: stores_ = Stores::loop_var; return;
    case Kind::with_statement: stores_ = Stores::with_item; return;
    case Kind::type_alias_statement: stores_ = Stores::type_alias; return;
    case Kind::expression_statement: break;
    default: return;
  }
  const std::uint32_t first = place.statement + 1;
  if (first >= tree_.after[place.statement]) return;
  const bool plain = kind(first) == Kind::assignment;
  if (!plain && kind(first) != Kind::augmented_assignment) return;
  const std::uint32_t target = unparenthesized(child(first, Field::left));
  if (kind(target) == Kind::identifier && text(target) == "__all__") {
    stores_ = Stores::export_;
    return;
  }
  const std::uint32_t type = plain ? child(first, Field::type) : UINT32_MAX;
  if (type == UINT32_MAX) return;
  if (match_typing(index(node(type).operands()[0].id()), "TypeAlias", place.scope, place.context)) {
    stores_ = Stores::annotated_alias;
  } else if (child(first, Field::right) == UINT32_MAX) {
    stores_ = Stores::annotation;
  }
}

void Resolver::push_block(std::uint32_t block, const Place& place) {
  if (block == UINT32_MAX) return;
  steps_.push_back({Step::statements, block + 1, tree_.after[block], place});
}

void Resolver::push_else(std::uint32_t clause, Place place) {
  place.context = place.context.with(Context::orelse);
  push_block(child_of_kind(clause, Kind::block), place);
}

void Resolver::run_steps() {
  while (!steps_.empty()) {
    const Step step = steps_.back();
    steps_.pop_back();
    switch (step.kind) {
      case Step::statements: statements(step); break;
      case Step::elif_clause: {
        Place place = step.place;
        place.branch = push_branch(place.branch);
        stand_at(place);
        const std::uint32_t condition = child(step.node, Field::condition);
        if (condition != UINT32_MAX) evaluate(condition, place);
        push_block(child_of_kind(step.node, Kind::block), place);
        break;
      }
      case Step::handler: handler(step); break;
      case Step::handler_end: handler_end(step); break;
      case Step::case_clause: case_clause(step); break;
      case Step::class_end: class_end(step); break;
    }
  }
}

// Siblings from step.node on, until one of them has statements of its own; the rest waits behind it.
void Resolver::statements(Step step) {
  for (std::uint32_t n = step.node; n < step.end; n = tree_.after[n]) {
    if (!is_named(kind(n)) || is_extra(kind(n))) continue;
    step.place.statement = n;
    const std::size_t before = steps_.size();
    if (!statement(n, step.place)) continue;
    // The steps of the statement lie above; what follows goes below them.
    steps_.insert(steps_.begin() + static_cast<std::ptrdiff_t>(before), {Step::statements, tree_.after[n], step.end, step.place});
    return;
  }
}

bool Resolver::statement(std::uint32_t n, Place& place) {
  const auto evaluate_child = [&](Field field, const Place& at) {
    const std::uint32_t found = child(n, field);
    if (found != UINT32_MAX) evaluate(found, at);
  };
  here_ = place;
  stores_ = Stores::assignment;
  const std::size_t before = steps_.size();
  switch (kind(n)) {
    case Kind::expression_statement:
      if (n + 1 < tree_.after[n] && kind(n + 1) == Kind::assignment) {
        stand_at(place);
        child(n + 1, Field::type) != UINT32_MAX ? annotated_assignment(n + 1, place) : assignment(n + 1, place);
      } else if (n + 1 < tree_.after[n] && kind(n + 1) == Kind::augmented_assignment) {
        stand_at(place);
        const std::uint32_t target = unparenthesized(child(n + 1, Field::left));
        if (kind(target) == Kind::identifier) load(target, place.scope, place.context);
        const std::uint32_t value = child(n + 1, Field::right);
        if (value != UINT32_MAX) evaluate(value, place);
        evaluate(target, place, Part::store);
      } else {
        parts_.push_back({n + 1, tree_.after[n], place.scope, place.context, Part::load});
        run_parts();
      }
      break;
    case Kind::return_statement: evaluate_child(Field::value, place); break;
    case Kind::raise_statement:
      evaluate_child(Field::value, place);
      evaluate_child(Field::cause, place);
      break;
    case Kind::assert_statement: {
      Place at = place;
      at.context = place.context.with(Context::assert_statement);
      evaluate_child(Field::condition, at);
      evaluate_child(Field::message, at);
      break;
    }
    case Kind::delete_statement: {
      const std::uint32_t targets = child(n, Field::value);
      if (targets != UINT32_MAX) evaluate(targets, place, Part::deletion);
      break;
    }
    case Kind::import_statement: import_statement(n, place); break;
    case Kind::import_from_statement: import_from(n, place); break;
    case Kind::future_import_statement: future_import(n, place); break;
    case Kind::global_statement: global_statement(n, place); break;
    case Kind::nonlocal_statement: nonlocal_statement(n, place); break;
    case Kind::type_alias_statement: type_alias(n, place); break;
    case Kind::if_statement: if_statement(n, place); break;
    case Kind::while_statement:
      evaluate_child(Field::condition, place);
      push_else(child(n, Field::alternative), place);
      push_block(child(n, Field::body), place);
      break;
    case Kind::for_statement: {
      stand_at(place);
      evaluate_child(Field::right, place);
      const std::uint32_t target = child(n, Field::left);
      if (target != UINT32_MAX) evaluate(target, place, Part::store);
      push_else(child(n, Field::alternative), place);
      push_block(child(n, Field::body), place);
      break;
    }
    case Kind::try_statement: try_statement(n, place); break;
    case Kind::with_statement: with_statement(n, place); break;
    case Kind::match_statement: {
      for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
        if (tree_.field[c] == Field::subject) evaluate(c, place);
      }
      const std::uint32_t block = child(n, Field::body);
      if (block == UINT32_MAX) break;
      for (std::uint32_t c = block + 1, end = tree_.after[block]; c < end; c = tree_.after[c]) {
        if (kind(c) == Kind::case_clause) steps_.push_back({Step::case_clause, c, tree_.after[c], place});
      }
      std::reverse(steps_.begin() + static_cast<std::ptrdiff_t>(before), steps_.end());
      break;
    }
    case Kind::function_definition:
    case Kind::class_definition:
    case Kind::decorated_definition: definition(n, place); break;
    default: break;
  }
  return steps_.size() != before;
}

// Whether the target is a tuple or list: `a, b`, `[a]`, but not `(a)`.
bool Resolver::takes_apart(std::uint32_t target) const {
  while (kind(target) == Kind::tuple_pattern) {
    if (child_of_kind(target, Kind::comma) != UINT32_MAX) return true;
    const Node inner = node(target).operands()[0];
    if (!inner) return true;  // ()
    target = index(inner.id());
  }
  return kind(target) == Kind::pattern_list || kind(target) == Kind::list_pattern;
}

// a = b, *c = value: the value first, then the targets from left to right.
void Resolver::assignment(std::uint32_t n, const Place& place) {
  const std::size_t first = parts_.size();
  bool all_apart = true;
  std::uint32_t value = n;
  for (; value != UINT32_MAX && kind(value) == Kind::assignment; value = child(value, Field::right)) {
    const std::uint32_t target = child(value, Field::left);
    if (target == UINT32_MAX) continue;
    push(target, place.scope, place.context, Part::store);
    all_apart = all_apart && takes_apart(target);
  }
  if (value == UINT32_MAX) {
    parts_.resize(first);
    return;
  }
  // `a, b = 1, 2` takes nothing apart; `(a, b) = c = 1, 2` does.
  const std::uint32_t plain = unparenthesized(value);
  const bool value_is_display = kind(plain) == Kind::expression_list || kind(plain) == Kind::tuple || kind(plain) == Kind::list ||
                                kind(plain) == Kind::set || kind(plain) == Kind::pattern_list;
  for (std::size_t i = first; i < parts_.size(); ++i) {
    const bool unpacks = (all_apart && !value_is_display) ||
                         (!all_apart && takes_apart(parts_[i].begin));
    if (unpacks) parts_[i].context = parts_[i].context.with(Context::unpacking);
  }
  const Context context = all_apart && !value_is_display ? place.context.with(Context::unpacking) : place.context;
  std::reverse(parts_.begin() + static_cast<std::ptrdiff_t>(first), parts_.end());
  push(value, place.scope, context);
  run_parts();
}

void Resolver::annotated_assignment(std::uint32_t n, const Place& place) {
  const std::uint32_t annotation = index(node(child(n, Field::type)).operands()[0].id());
  const Context context = annotation_context(place, UINT32_MAX);
  if (context.any(Context::typing_only_annotation) && is_dataclass_meta(annotation, place)) {
    const Context required = place.context.with(Context::runtime_required_annotation);
    if (kind(annotation) == Kind::subscript) {
      for (const Node part : node(annotation).operands()) {
        push(index(part.id()), place.scope, part.field() == Field::value ? required : context, Part::type);
      }
    } else {
      push(annotation, place.scope, required, Part::type);
    }
  } else {
    push(annotation, place.scope, context, Part::type);
  }
  run_parts();
  if (const std::uint32_t value = child(n, Field::right); value != UINT32_MAX) {
    if (stores_ == Stores::annotated_alias || match_typing(annotation, "TypeAlias", place.scope, place.context)) {
      push(value, place.scope, place.context.with(Context::annotated_type_alias), Part::type);
      run_parts();
    } else {
      evaluate(value, place);
    }
  }
  if (const std::uint32_t target = child(n, Field::left); target != UINT32_MAX) evaluate(target, place, Part::store);
}

// --- Imports.

void Resolver::bind_import(std::uint32_t alias, const Place& place, BindingKind as) {
  const bool renamed = kind(alias) == Kind::aliased_import;
  const std::uint32_t module = renamed ? child(alias, Field::name) : alias;
  const std::uint32_t name = renamed ? child(alias, Field::alias) : alias;
  if (module == UINT32_MAX || name == UINT32_MAX) return;
  Binder binder{NameId{}, span(name), alias, as, Binding::external};
  if (renamed) {
    binder.flags |= Binding::alias;
    if (text(name) == text(module)) binder.flags |= Binding::explicit_export;
    binder.name = intern(name);
  } else {
    binder.name = out_.table_.intern(text(module).substr(0, text(module + 1).size()));
    if (as == BindingKind::import && tree_.after[module] > module + 2) {
      binder.kind = BindingKind::submodule_import;
      seen_submodules_ = true;
    }
  }
  if (as == BindingKind::future_import) {
    binder.flags = 0;
  } else {
    binder.flags |= typing_mark(import_root_);
  }
  bind(binder, place.scope, place.context, place.branch);
}

void Resolver::see_module(std::string_view root) {
  import_root_ = root;
  const NameId id = out_.table_.intern(root);
  if (std::ranges::find(out_.imported_modules_, id) == out_.imported_modules_.end()) out_.imported_modules_.push_back(id);
  seen_typing_ |= root == "typing" || root == "typing_extensions" || root == "_typeshed";
  seen_dataclasses_ |= root == "dataclasses";
}

void Resolver::import_statement(std::uint32_t n, const Place& place) {
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (tree_.field[c] != Field::name) continue;
    const std::uint32_t module = kind(c) == Kind::aliased_import ? child(c, Field::name) : c;
    if (module == UINT32_MAX) continue;
    see_module(text(module + 1));
    bind_import(c, place, BindingKind::import);
  }
}

void Resolver::import_from(std::uint32_t n, const Place& place) {
  const std::uint32_t module = child(n, Field::module_name);
  if (module == UINT32_MAX) return;
  import_root_ = {};
  if (kind(module) == Kind::dotted_name) see_module(text(module + 1));
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (kind(c) == Kind::wildcard_import) {
      out_.scopes_[index(place.scope)].star_imports = true;
    } else if (tree_.field[c] == Field::name) {
      bind_import(c, place, BindingKind::from_import);
    }
  }
}

void Resolver::future_import(std::uint32_t n, Place& place) {
  see_module("__future__");
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (tree_.field[c] != Field::name) continue;
    const std::uint32_t feature = kind(c) == Kind::aliased_import ? child(c, Field::name) : c;
    if (feature != UINT32_MAX && text(feature) == "annotations") {
      place.context = place.context.with(Context::future_annotations);
    }
  }
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (tree_.field[c] == Field::name) bind_import(c, place, BindingKind::future_import);
  }
}

// --- global, nonlocal, type.

void Resolver::global_statement(std::uint32_t n, const Place& place) {
  if (place.scope == kModuleScope) return;
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (kind(c) != Kind::identifier) continue;
    const NameId name = intern(c);
    materialise_builtin(name);
    const BindingId module = bound(kModuleScope, name);
    if (module != kNoBinding) out_.rebindings_.emplace_back(module, place.scope);
    const BindingId id =
        push_binding({name, span(c), c, BindingKind::global, Binding::is_global}, place.scope, place.context, place.branch);
    out_.bindings_[index(id)].target = module;
    enter(place.scope, name, id);
  }
}

void Resolver::nonlocal_statement(std::uint32_t n, const Place& place) {
  if (place.scope == kModuleScope) return;
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (kind(c) != Kind::identifier) continue;
    const NameId name = intern(c);
    BindingId outer = kNoBinding;
    for (ScopeId at = out_[place.scope].parent; at != kNoScope && outer == kNoBinding; at = out_[at].parent) {
      if (!out_[at].is(ScopeKind::module) && !out_[at].is(ScopeKind::class_)) outer = bound(at, name);
    }
    if (outer == kNoBinding) continue;
    refer(outer, place.scope, c, place.context);
    out_.rebindings_.emplace_back(outer, place.scope);
    const BindingId id =
        push_binding({name, span(c), c, BindingKind::nonlocal, Binding::is_nonlocal}, place.scope, place.context, place.branch);
    out_.bindings_[index(id)].target = outer;
    enter(place.scope, name, id);
  }
}

void Resolver::type_alias(std::uint32_t n, const Place& place) {
  Place inner = place;
  inner.scope = push_scope(ScopeKind::type, n, place.scope);
  type_parameters(child(n, Field::type_parameters), inner);
  inner.context = place.context.with(Context::deferred_type_alias);
  inner.exceptions = {};
  if (const std::uint32_t value = child(n, Field::value); value != UINT32_MAX) {
    scratch_.type_params.push_back({value, inner, source_});
  }
  stores_ = Stores::type_alias;
  if (const std::uint32_t name = child(n, Field::name); name != UINT32_MAX) evaluate(name, place, Part::store);
}

}  // namespace whip
