#include "linter/semantic/names.h"

#include <algorithm>
#include <array>
#include <bit>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/semantic/memory.h"

namespace whip {
namespace {

// Whether the node lies in a part of a parameter list (below the parameters' node) with this role.
bool is_in_role(Node node, Node parameters, Field role) {
  for (; node && !(node == parameters); node = node.parent()) {
    if (node.field() == role && node.parent().parent() == parameters) return true;
  }
  return false;
}
bool is_in_default(Node node, Node parameters) { return is_in_role(node, parameters, Field::value); }
bool is_in_annotation(Node node, Node parameters) { return is_in_role(node, parameters, Field::type); }

}  // namespace

Names::Names() = default;
Names::~Names() = default;
Names::Names(Names&&) noexcept = default;
Names& Names::operator=(Names&&) noexcept = default;

Names::Memory& Names::prepare(std::string_view text, const Tree& tree, const FileFacts& facts, const Settings& settings,
                              PythonVersion target) {
  if (memory_ == nullptr) memory_ = std::make_unique<Memory>();
  clear();
  tree_ = &tree;
  source_ = text.data();
  target_ = target;
  notebook_ = facts.kind == FileKind::notebook;
  module_ = facts.module;
  package_init_ = facts.is_package_init();
  module_stem_ = facts.name.substr(0, facts.name.rfind('.'));
  typing_modules_ = settings.typing_modules;
  facts_.assign(tree.size(), UINT32_MAX);
  // About as many as code of that size binds, so that they need not be entered again as the table grows.
  constexpr std::size_t kNodesPerSlot = 8;
  slots_.assign(std::max(slots_.size(), std::bit_ceil(tree.size() / kNodesPerSlot)), Slot{0, 0});
  branch_parents_.push_back(kNoBranch);
  scopes_.emplace_back();
  Resolver::Scratch& scratch = memory_->scratch;
  scratch.steps.clear(), scratch.parts.clear(), scratch.functions.clear(), scratch.type_params.clear();
  scratch.lambdas.clear(), scratch.class_bases.clear(), scratch.future.clear(), scratch.strings.clear();
  scratch.globals.clear(), scratch.decoded.clear(), scratch.origins.clear();
  return *memory_;
}

bool Names::is_rebound(BindingId binding) const {
  return std::ranges::any_of(rebindings_, [&](const auto& pair) { return pair.first == binding; });
}

bool Names::imports_module(std::string_view module) const {
  return std::ranges::any_of(imported_modules_, [&](NameId name) { return table_.text(name) == module; });
}

// --- Lookup.

// As a load would find it, had it been there at the end.
Names::Found Names::find(NameId name, std::string_view text, ScopeId scope, bool forward) const {
  if (name != kNoName) {
    if (forward) {
      const BindingId module = bound(kModuleScope, name);
      if (module != kNoBinding && !(*this)[module].is_unbound()) return {module};
    }
    bool class_visible = true;
    int depth = 0;
    for (ScopeId at = scope; at != kNoScope; at = scopes_[index(at)].parent, ++depth) {
      const Scope& here = scopes_[index(at)];
      if (here.is(ScopeKind::class_) && !class_visible) continue;
      class_visible = (here.is(ScopeKind::type) && depth == 0) || (here.is(ScopeKind::class_cell) && depth == 1);
      if (const BindingId found = bound(at, name); found != kNoBinding) {
        const Binding& binding = (*this)[found];
        if (binding.is(BindingKind::annotation)) continue;
        if (binding.is(BindingKind::deletion)) return {};
        if (binding.is(BindingKind::unbound_exception)) return {binding.target};
        return {found};
      }
      if (depth == 0 && here.is(ScopeKind::class_) &&
          (name == well_known::kDunderModule || name == well_known::kDunderQualname)) {
        return {};
      }
    }
  }
  const bool builtin =
      name != kNoName ? is_builtin_name(name, target_, notebook_) : is_builtin_name(text, target_, notebook_);
  return {kNoBinding,
          builtin || (name != kNoName && std::ranges::find(custom_builtins_, name) != custom_builtins_.end())};
}

BindingId Names::lookup(std::string_view name, ScopeId scope) const {
  return find(table_.find(name), name, scope, false).binding;
}

bool Names::is_builtin_in(std::string_view name, ScopeId scope) const {
  const Found found = find(table_.find(name), name, scope, false);
  return found.builtin || (found.binding != kNoBinding && (*this)[found.binding].is(BindingKind::builtin));
}

bool Names::is_available(std::string_view name, ScopeId scope) const {
  const Found found = find(table_.find(name), name, scope, false);
  return found.binding == kNoBinding || (*this)[found.binding].is(BindingKind::builtin);
}

BindingId Names::binding_of(Node identifier) const {
  if (!identifier.is(Kind::identifier) || index(identifier.id()) >= facts_.size()) return kNoBinding;
  return BindingId{facts_[index(identifier.id())]};
}

BindingId Names::only_binding(Node identifier) const {
  const BindingId found = binding_of(identifier);
  return found != kNoBinding && (*this)[found].shadowed == kNoBinding ? found : kNoBinding;
}

// --- Qualified names.

QualifiedName Names::import_name(const Binding& binding) const {
  QualifiedName name;
  if (!binding.is_any_import() || tree_ == nullptr) return name;
  const std::string_view all(source_, 0);
  const Node alias(*tree_, all, binding.node);
  const Node module = alias.is(Kind::aliased_import) ? alias[Field::name] : alias;
  const auto push_identifiers = [&name](Node dotted) {
    for (const Node part : dotted.operands()) name.push(part.text());
  };
  if (binding.is(BindingKind::from_import)) {
    const Node from = alias.parent()[Field::module_name];
    if (from.is(Kind::relative_import)) {
      const Node prefix = from.child(Kind::import_prefix);
      for (const Node dot : prefix.children()) {
        if (dot.is(Kind::dot)) name.push(".");
      }
      push_identifiers(from.child(Kind::dotted_name));
    } else {
      push_identifiers(from);
    }
  }
  push_identifiers(module);
  if (name.too_long()) name.clear();
  return name;
}

QualifiedName Names::resolve(Node expression, ScopeId scope, bool forward) const {
  // The attributes behind the head, from the outermost to the innermost.
  std::array<std::string_view, QualifiedName::kCapacity> tail;
  std::size_t tail_size = 0;
  Node head = expression;
  while (head.is(Kind::attribute)) {
    if (tail_size == tail.size()) return {};
    tail[tail_size++] = head[Field::attribute].text();
    head = head.first_child();
  }
  if (!head.is(Kind::identifier)) return {};
  BindingId id = binding_of(head);
  bool builtin = false;
  if (id == kNoBinding) {
    const Found found = find(table_.find(head.text()), head.text(), scope, forward);
    id = found.binding;
    builtin = found.builtin;
    if (id == kNoBinding && !builtin) return {};
  }
  QualifiedName name;
  if (id != kNoBinding) {
    const Binding& binding = (*this)[id];
    switch (binding.kind) {
      case BindingKind::import:
        name = import_name(binding);
        break;
      case BindingKind::submodule_import:
        name.push(import_name(binding).first());
        break;
      case BindingKind::from_import:
        name = import_name(binding);
        if (name.is_relative()) name = from_relative(name);
        if (!name) return {};
        break;
      case BindingKind::builtin:
        builtin = true;
        break;
      case BindingKind::class_definition:
      case BindingKind::function_definition:
        name.push_dotted(module_.empty() ? module_stem_ : module_);
        name.push(head.text());
        break;
      default:
        return {};
    }
  }
  if (builtin) {
    name.push("");
    name.push(head.text());
  }
  while (tail_size > 0) name.push(tail[--tail_size]);
  return name.too_long() ? QualifiedName{} : name;
}

// `.a` in a module pkg.sub is pkg.a; empty where the dots lead out of the package.
QualifiedName Names::from_relative(const QualifiedName& written) const {
  QualifiedName name;
  if (module_.empty()) return name;
  name.push_dotted(module_);
  if (package_init_) name.push("__init__");
  for (const std::string_view segment : written.segments()) {
    if (segment != ".") {
      name.push(segment);
    } else if (name.size() == 0) {
      return {};
    } else {
      name.pop();
    }
  }
  return name;
}

QualifiedName Names::qualified_name(Node expression) const {
  Node head = expression;
  while (head.is(Kind::attribute)) head = head.first_child();
  if (!head.is(Kind::identifier)) return {};
  const ScopeId scope = binding_of(head) == kNoBinding ? scope_of(head) : kModuleScope;
  return resolve(expression, scope, false);
}

std::string_view Names::builtin_at(Node expression, ScopeId scope) const {
  if (expression.is(Kind::identifier)) {
    const BindingId id = binding_of(expression);
    const bool builtin =
        id != kNoBinding ? (*this)[id].is(BindingKind::builtin) : is_builtin_in(expression.text(), scope);
    if (builtin) return expression.text();
    if (id == kNoBinding) return {};
  } else if (!expression.is(Kind::attribute)) {
    return {};
  }
  if (!imports_module("builtins")) return {};
  const QualifiedName name = resolve(expression, scope, false);
  return name.size() == 2 && (name[0].empty() || name[0] == "builtins") ? name[1] : std::string_view{};
}

std::string_view Names::builtin_name(Node expression) const {
  if (!expression.is_any({Kind::identifier, Kind::attribute})) return {};
  return builtin_at(expression, binding_of(expression) == kNoBinding ? scope_of(expression) : kModuleScope);
}

bool Names::is_builtin(Node expression, std::string_view name) const {
  const Node last = expression.is(Kind::attribute) ? expression[Field::attribute] : expression;
  if (last.text() != name && !imports_module("builtins")) return false;
  return builtin_name(expression) == name;
}

bool Names::is_typing(const QualifiedName& name, std::string_view member) const {
  if (name.last() != member) return false;
  if (name.size() == 2 && (name[0] == "typing" || name[0] == "typing_extensions" || name[0] == "_typeshed"))
    return true;
  return std::ranges::any_of(typing_modules_, [&](const std::string& module) { return name.is(module, member); });
}

bool Names::match_typing(Node expression, std::string_view member) const {
  if (!seen_typing_ && typing_modules_.empty()) return false;
  const QualifiedName name = qualified_name(expression);
  return name && is_typing(name, member);
}

// --- Places.

ScopeId Names::body_scope(Node definition) const {
  switch (definition.kind()) {
    case Kind::module:
      if (index(definition.id()) == 0) return kModuleScope;
      break;
    case Kind::function_definition:
    case Kind::class_definition:
    case Kind::lambda:
    case Kind::list_comprehension:
    case Kind::set_comprehension:
    case Kind::dictionary_comprehension:
    case Kind::generator_expression:
      if (index(definition.id()) < facts_.size() && facts_[index(definition.id())] != UINT32_MAX) {
        return ScopeId{facts_[index(definition.id())]};
      }
      break;
    default:
      break;
  }
  return kNoScope;
}

// Climbs to the definition whose scope it is; parts of it (defaults, decorators, bases, the first iterable) belong
// further out.
ScopeId Names::scope_of(Node node) const {
  for (Node inner = node, outer = node.parent(); outer; inner = outer, outer = outer.parent()) {
    const ScopeId scope = body_scope(outer);
    if (scope == kNoScope) continue;
    switch (outer.kind()) {
      case Kind::function_definition: {
        if (inner.field() == Field::body) return scope;
        if (inner.field() == Field::name) break;
        const bool is_default = inner.field() == Field::parameters && is_in_default(node, inner);
        if (inner.field() == Field::parameters && !is_default && !is_in_annotation(node, inner)) return scope;
        if (!is_default) return scopes_[index(scope)].parent;
        break;
      }
      case Kind::class_definition:
        if (inner.field() == Field::body) return scope;
        if (inner.field() != Field::name) return scopes_[index(scope)].parent;
        break;
      case Kind::lambda:
        if (inner.field() == Field::body || !is_in_default(node, inner)) return scope;
        break;
      case Kind::module:
        return scope;
      default: {  // comprehensions
        const bool first_clause = inner.is(Kind::for_in_clause) && inner == outer.child(Kind::for_in_clause);
        const bool iterable = first_clause && node.begin() >= inner[Field::left].end();
        if (!iterable) return scope;
        break;
      }
    }
  }
  return kModuleScope;
}

ScopeId Names::enclosing_scope(ScopeId scope) const {
  for (scope = scopes_[index(scope)].parent; scope != kNoScope; scope = scopes_[index(scope)].parent) {
    const Scope& here = scopes_[index(scope)];
    if (!here.is(ScopeKind::type) && !here.is(ScopeKind::class_cell)) break;
  }
  return scope;
}

bool Names::dominates(const Binding& earlier, const Binding& later) const {
  for (BranchId branch = later.branch;; branch = branch_parents_[index(branch)]) {
    if (branch == earlier.branch) return true;
    if (branch == kNoBranch) return false;
  }
}

}  // namespace whip
