// Scopes, what they bind, and who refers to it.

#include <algorithm>

#include "linter/semantic/resolver.h"
#include "linter/semantic/typing_names.h"

namespace whip {
namespace {

constexpr std::uint64_t filter_bit(NameId name) { return std::uint64_t{1} << (index(name) & 63U); }

constexpr std::uint64_t slot_hash(std::uint64_t key) { return (key * 0x9E3779B97F4A7C15U) >> 32; }

}  // namespace

// --- Symbols.

std::uint32_t Names::symbol(ScopeId scope, NameId name) const {
  if (name == kNoName) return UINT32_MAX;
  if (scope == kModuleScope) return index(name) < module_symbols_.size() ? module_symbols_[index(name)] : UINT32_MAX;
  if ((scopes_[index(scope)].name_filter & filter_bit(name)) == 0) return UINT32_MAX;
  const std::uint64_t key = std::uint64_t{index(scope)} << 32 | index(name);
  const std::uint64_t mask = slots_.size() - 1;
  for (std::uint64_t at = slot_hash(key) & mask; slots_[at].key != 0; at = (at + 1) & mask) {
    if (slots_[at].key == key) return slots_[at].symbol;
  }
  return UINT32_MAX;
}

BindingId Names::bound(ScopeId scope, NameId name) const {
  const std::uint32_t found = symbol(scope, name);
  return found == UINT32_MAX ? kNoBinding : symbols_[found].binding;
}

BindingId Resolver::bound(ScopeId scope, NameId name) const { return out_.bound(scope, name); }

void Resolver::enter(ScopeId scope, NameId name, BindingId binding) {
  enter(scope, name, binding, out_.symbol(scope, name));
}

void Resolver::enter(ScopeId scope, NameId name, BindingId binding, std::uint32_t found) {
  if (found != UINT32_MAX) {
    out_.bindings_[index(binding)].shadowed = out_.symbols_[found].binding;
    out_.symbols_[found].binding = binding;
    return;
  }
  const auto added = static_cast<std::uint32_t>(out_.symbols_.size());
  out_.symbols_.push_back({name, binding, UINT32_MAX});
  Scope& owner = out_.scopes_[index(scope)];
  (owner.first_symbol == UINT32_MAX ? owner.first_symbol : out_.symbols_[owner.last_symbol].next) = added;
  owner.last_symbol = added;
  owner.name_filter |= filter_bit(name);
  if (scope == kModuleScope) {
    std::vector<std::uint32_t>& table = out_.module_symbols_;
    if (index(name) >= table.size()) table.resize(std::max<std::size_t>(out_.table_.size(), 2 * table.size()), UINT32_MAX);
    table[index(name)] = added;
    return;
  }
  std::vector<Names::Slot>& slots = out_.slots_;
  const auto insert = [&slots](std::uint64_t key, std::uint32_t symbol) {
    const std::uint64_t mask = slots.size() - 1;
    std::uint64_t at = slot_hash(key) & mask;
    while (slots[at].key != 0) at = (at + 1) & mask;
    slots[at] = {key, symbol};
  };
  insert(std::uint64_t{index(scope)} << 32 | index(name), added);
  if (out_.symbols_.size() * 2 <= slots.size()) return;
  std::vector<Names::Slot> old(slots.size() * 2, Names::Slot{0, 0});
  old.swap(slots);
  for (const Names::Slot& slot : old) {
    if (slot.key != 0) insert(slot.key, slot.symbol);
  }
}

// --- Scopes and bindings.

ScopeId Resolver::push_scope(ScopeKind kind, std::uint32_t node, ScopeId parent) {
  const ScopeId id{static_cast<std::uint32_t>(out_.scopes_.size())};
  Scope& scope = out_.scopes_.emplace_back();
  scope.kind = kind;
  scope.parent = parent;
  scope.node = NodeId{node};
  if (kind != ScopeKind::type && kind != ScopeKind::class_cell) out_.facts_[node] = index(id);
  return id;
}

BranchId Resolver::push_branch(BranchId parent) {
  out_.branch_parents_.push_back(parent);
  return BranchId{static_cast<std::uint32_t>(out_.branch_parents_.size() - 1)};
}

// A builtin is bound in the module when it is first used or hidden.
BindingId Resolver::materialise_builtin(NameId name) {
  if (const BindingId module = bound(kModuleScope, name); module != kNoBinding) {
    return out_[module].is(BindingKind::builtin) ? module : kNoBinding;
  }
  if (!is_builtin_name(name, target_, notebook_)) {
    if (custom_builtins_.empty() || std::ranges::find(custom_builtins_, name) == custom_builtins_.end()) return kNoBinding;
  }
  const BindingId id{static_cast<std::uint32_t>(out_.bindings_.size())};
  Binding& binding = out_.bindings_.emplace_back();
  binding.kind = BindingKind::builtin;
  binding.name = name;
  if (is_generic_builtin(out_.table_.text(name))) binding.flags |= kMayBeTyping;
  binding.node = binding.statement = kNoNode;
  enter(kModuleScope, name, id);
  return id;
}

BindingId Resolver::push_binding(const Binder& binder, ScopeId scope, Context context, BranchId branch) {
  materialise_builtin(binder.name);
  const BindingId id{static_cast<std::uint32_t>(out_.bindings_.size())};
  Binding& binding = out_.bindings_.emplace_back();
  binding.span = binder.span;
  binding.node = NodeId{binder.node};
  binding.statement = NodeId{here_.statement};
  binding.name = binder.name;
  binding.scope = scope;
  binding.branch = branch;
  binding.context = context;
  binding.flags = binder.flags;
  binding.kind = binder.kind;
  binding.exceptions = here_.exceptions;
  return id;
}

BindingId Resolver::bind(const Binder& binder, ScopeId scope, Context context, BranchId branch) {
  // PEP 572: a walrus in a comprehension binds in the scope that holds the outermost one.
  ScopeId into = scope;
  if (binder.kind == BindingKind::named_expression) {
    while (out_[into].is(ScopeKind::generator)) into = out_[into].parent;
  }
  const BindingId id = push_binding(binder, scope, context, branch);
  Binding& binding = out_.bindings_[index(id)];
  if (context.any(Context::exception_handler)) binding.flags |= Binding::in_except_handler;
  if (context.any(Context::assert_statement)) binding.flags |= Binding::in_assert;
  if (out_.table_.text(binder.name).starts_with('_')) binding.flags |= Binding::private_name;

  const std::uint32_t symbol = out_.symbol(into, binder.name);
  if (symbol != UINT32_MAX) {
    const BindingId shadowed = out_.symbols_[symbol].binding;
    if (binder.kind == BindingKind::annotation) {
      out_.delayed_annotations_.emplace_back(shadowed, id);
      return id;
    }
    const Binding& old = out_[shadowed];
    if (!old.is(BindingKind::builtin) && !old.is(BindingKind::deletion) && !old.is(BindingKind::unbound_exception)) {
      binding.last_reference = old.last_reference;
      binding.flags |= old.flags & (Binding::is_global | Binding::is_nonlocal);
    }
  } else {
    for (ScopeId outer = out_[into].parent; outer != kNoScope; outer = out_[outer].parent) {
      if (!out_[outer].is(ScopeKind::function) && !out_[outer].is(ScopeKind::module)) continue;
      binding.shadowed_outer = bound(outer, binder.name);
      if (binding.shadowed_outer != kNoBinding) break;
    }
  }
  enter(into, binder.name, id, symbol);
  return id;
}

// --- References.

void Resolver::refer(BindingId binding, ScopeId scope, std::uint32_t node, Context context, Access access) {
  Binding& target = out_.bindings_[index(binding)];
  const ReferenceId id{static_cast<std::uint32_t>(out_.references_.size())};
  out_.references_.push_back({span(node), NodeId{node}, scope, binding, target.last_reference, context, access});
  target.last_reference = id;
}

// `import pyarrow as pa` and `import pyarrow.csv`: a use of `pa` uses the submodule too.
BindingId Resolver::submodule_behind(BindingId binding, NameId name, ScopeId scope) const {
  if (!seen_submodules_) return kNoBinding;
  const Binding& import = out_[binding];
  if (!import.is(BindingKind::import) || !import.has(Binding::alias)) return kNoBinding;
  const QualifiedName imported = out_.import_name(import);
  if (imported.last() == out_.table_.text(name)) return kNoBinding;
  const BindingId found = out_.bound(scope, imported.last());
  if (found == kNoBinding || !out_[found].is(BindingKind::submodule_import)) return kNoBinding;
  return out_.import_name(out_[found]).first() == imported.first() ? found : kNoBinding;
}

void Resolver::refer_with_submodule(BindingId binding, NameId name, ScopeId in, ScopeId scope, std::uint32_t node, Context context) {
  refer(binding, scope, node, context);
  const BindingId submodule = submodule_behind(binding, name, in);
  if (submodule != kNoBinding) refer(submodule, scope, node, context);
}

void Resolver::unresolved(std::uint32_t node, BindingId annotation, bool wildcard) {
  out_.unresolved_.push_back({span(node), NodeId{node}, annotation, here_.exceptions, wildcard});
}

BindingId Resolver::load(std::uint32_t identifier, ScopeId scope, Context context) {
  const BindingId found = load_name(intern(identifier), identifier, scope, context);
  if (found != kNoBinding) out_.facts_[identifier] = index(found);
  return found;
}

BindingId Resolver::load_name(NameId name, std::uint32_t node, ScopeId scope, Context context) {
  if (context.in_forward_reference()) {
    const BindingId module = bound(kModuleScope, name);
    if (module != kNoBinding && !out_[module].is_unbound()) {
      refer_with_submodule(module, name, kModuleScope, kModuleScope, node, context);
      return module;
    }
  }
  bool star = false;
  bool class_visible = true;
  int depth = 0;
  for (ScopeId at = scope; at != kNoScope; ++depth) {
    const Scope& here = out_[at];
    const ScopeId parent = here.parent;
    // Names of a class are seen in its body and in what stands directly in it, but not in its methods.
    if (here.is(ScopeKind::class_) && !class_visible) {
      at = parent;
      continue;
    }
    class_visible = (here.is(ScopeKind::type) && depth == 0) || (here.is(ScopeKind::class_cell) && depth == 1);
    const bool class_body = here.is(ScopeKind::class_) && depth == 0;
    const bool star_imports = here.star_imports;
    if (const BindingId found = bound(at, name); found != kNoBinding) {
      bool go_on = false;
      const BindingId result = load_bound(found, name, at, node, scope, context, go_on);
      if (!go_on) return result;
      at = parent;
      continue;
    }
    if (class_body && (name == well_known::kDunderModule || name == well_known::kDunderQualname)) return kNoBinding;
    star |= star_imports;
    at = parent;
  }
  if (const BindingId builtin = materialise_builtin(name); builtin != kNoBinding) {
    refer(builtin, scope, node, context);
    return builtin;
  }
  unresolved(node, kNoBinding, star);
  return kNoBinding;
}

// The name was found in the scope `in`; `go_on`: look further out.
BindingId Resolver::load_bound(BindingId found, NameId name, ScopeId in, std::uint32_t node, ScopeId scope, Context context,
                               bool& go_on) {
  refer_with_submodule(found, name, in, scope, node, context);
  const Binding binding = out_[found];
  switch (binding.kind) {
    case BindingKind::annotation:
      // `x: int` alone binds nothing, but in a function it makes the name local (PEP 526). Stubs declare with it.
      if (stub_) return found;
      if (out_[binding.scope].is(ScopeKind::function)) {
        unresolved(node, found, false);
      } else {
        go_on = true;
      }
      return kNoBinding;
    case BindingKind::deletion:
      // In stubs, `del` hides a name from importers only; annotations are resolved when it has been seen already.
      if (stub_ && binding.shadowed != kNoBinding && !out_[binding.shadowed].is_unbound() &&
          span(node).begin < binding.span.begin) {
        refer(binding.shadowed, scope, node, context);
        return binding.shadowed;
      }
      unresolved(node, kNoBinding, false);
      return kNoBinding;
    case BindingKind::unbound_exception:
      if (binding.target == kNoBinding) {
        unresolved(node, kNoBinding, false);
        return kNoBinding;
      }
      refer_with_submodule(binding.target, name, in, scope, node, context);
      return binding.target;
    case BindingKind::global:
    case BindingKind::nonlocal:
      if (binding.target == kNoBinding) return found;
      refer(binding.target, scope, node, context);
      return binding.target;
    default: return found;
  }
}

void Resolver::store(std::uint32_t identifier, ScopeId scope, Context context) {
  Binder binder{intern(identifier), span(identifier), identifier, BindingKind::assignment};
  if (context.any(Context::unpacking)) binder.flags |= Binding::unpacked;
  switch (stores_) {
    case Stores::assignment: break;
    case Stores::annotation:
      if (!context.in_annotation()) binder.kind = BindingKind::annotation;
      break;
    case Stores::loop_var: binder.kind = BindingKind::loop_var; break;
    case Stores::with_item: binder.kind = BindingKind::with_item; break;
    case Stores::export_:
      if (out_[scope].is(ScopeKind::module)) binder.kind = BindingKind::export_;
      break;
    case Stores::type_alias: binder.flags |= Binding::deferred_type_alias; break;
    case Stores::annotated_alias: binder.flags |= Binding::annotated_type_alias; break;
  }
  const BindingId id = bind(binder, scope, context, here_.branch);
  if (binder.kind == BindingKind::export_) {
    std::uint16_t flags = 0;
    collect_exports(here_.statement, id, flags);
    out_.bindings_[index(id)].flags |= flags;
  }
}

void Resolver::delete_name(std::uint32_t identifier, ScopeId scope, Context context) {
  const NameId name = intern(identifier);
  materialise_builtin(name);
  const BindingId found = bound(scope, name);
  if (found != kNoBinding) refer(found, scope, identifier, context, Access::delete_);
  if (found == kNoBinding || out_[found].is_unbound()) unresolved(identifier, kNoBinding, false);
  if (may_be_skipped(context)) return;
  const BindingId id = push_binding({name, span(identifier), identifier, BindingKind::deletion}, scope, context, here_.branch);
  enter(scope, name, id);
}

// Whether the statement may be skipped: it is in a handler or an `else`, or some statement around it, out to the module, is a condition.
bool Resolver::may_be_skipped(Context context) const {
  if (context.any(Context::exception_handler | Context::orelse)) return true;
  for (std::uint32_t n = here_.statement; n != UINT32_MAX; n = tree_.parent[n]) {
    switch (kind(n)) {
      case Kind::if_statement:
      case Kind::while_statement:
      case Kind::match_statement: return true;
      default: break;
    }
  }
  return false;
}

}  // namespace whip
