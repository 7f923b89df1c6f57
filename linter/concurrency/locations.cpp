// Places in memory that several threads can see: globals that functions change, containers of modules and classes,
// attributes of objects whose class has a lock or is run by a thread. Constants are left out: nobody writes them.

#include <algorithm>

#include "core/syntax/expression.h"
#include "linter/concurrency/builder.h"

namespace whip {

ContainerKind ConcurrencyBuilder::container_of(Node value) const {
  value = without_parentheses(value);
  switch (value.kind()) {
    case Kind::none:
      return ContainerKind::none;
    case Kind::integer:
    case Kind::float_:
    case Kind::string:
    case Kind::concatenated_string:
    case Kind::true_:
    case Kind::false_:
    case Kind::unary_operator:
    case Kind::comparison_operator:
    case Kind::not_operator:
    case Kind::tuple:
      return ContainerKind::immutable;
    case Kind::dictionary:
    case Kind::dictionary_comprehension:
      return ContainerKind::dict;
    case Kind::list:
    case Kind::list_comprehension:
      return ContainerKind::list;
    case Kind::set:
    case Kind::set_comprehension:
      return ContainerKind::set;
    case Kind::generator_expression:
      return ContainerKind::iterator;
    case Kind::call:
      break;
    default:
      return ContainerKind::unknown;
  }
  const Node function = value[Field::function];
  const Node first = first_name(function);
  const BindingId named = first ? names_.binding_of(first) : kNoBinding;
  if (named == kNoBinding || names_[named].is(BindingKind::builtin) || names_.imports_module("builtins")) {
    const bool may_be = first == function || names_.imports_module("builtins");
    const std::string_view builtin = may_be ? names_.builtin_name(function) : std::string_view{};
    if (builtin == "int" || builtin == "str" || builtin == "float" || builtin == "bool" || builtin == "frozenset" ||
        builtin == "tuple" || builtin == "bytes") {
      return ContainerKind::immutable;
    }
    if (!builtin.empty()) return container_made_by(builtin);
  }
  if (named == kNoBinding) return ContainerKind::unknown;
  if (names_[named].is_any_import()) {
    const QualifiedName name = names_.qualified_name(function);
    return lock_kind(name) != LockKind::unknown ? ContainerKind::lock
           : name                               ? container_made_by(name.text())
                                                : ContainerKind::unknown;
  }
  const FunctionId generator = function_named(function);
  if (generator != kNoFunction) {
    const ThreadFunction& made = out_[generator];
    return made.is(ThreadFunction::is_generator) && !made.is(ThreadFunction::is_decorated | ThreadFunction::is_async)
               ? ContainerKind::iterator
               : ContainerKind::unknown;
  }
  if (first != function || !names_[named].is(BindingKind::class_definition)) return ContainerKind::unknown;
  const ClassId made = out_.class_of_scope(names_[named].inner);
  return made != kNoClass && out_[made].is(ThreadClass::is_thread_local) ? ContainerKind::thread_local_
                                                                         : ContainerKind::instance;
}

// Bodies of classes are full of calls: nearly all make something else.
bool ConcurrencyBuilder::may_be_container(Node value) const {
  if (!value.is(Kind::call)) return true;
  const Node function = value[Field::function];
  const std::string_view last = last_name(function);
  if (last.empty()) return false;
  if (function.is(Kind::attribute)) return last_part_makes_container(last);
  const BindingId named = names_.binding_of(function);
  return last_part_makes_container(last) || (named != kNoBinding && names_[named].has(Binding::alias));
}

ClassId ConcurrencyBuilder::class_made_by(Node value) const {
  value = without_parentheses(value);
  if (!value.is(Kind::call)) return kNoClass;
  const BindingId binding = names_.binding_of(value[Field::function]);
  if (binding == kNoBinding || !names_[binding].is(BindingKind::class_definition)) return kNoClass;
  return out_.class_of_scope(names_[binding].inner);
}

LocationId ConcurrencyBuilder::new_location(LocationKind kind, ClassId owner, std::string_view name) {
  out_.locations_.push_back({.kind = kind, .is_immutable = true, .owner = owner, .name = name});
  return LocationId{static_cast<std::uint32_t>(out_.locations_.size() - 1)};
}

// Takes one more assignment into account: the most telling kind stays.
void ConcurrencyBuilder::assign(Location& location, Node target, Node value) {
  if (location.defined == kNoNode) {
    location.defined = target.id();
    location.value = value ? value.id() : kNoNode;
  }
  if (!value) return;
  const ContainerKind kind = container_of(value);
  if (kind == ContainerKind::thread_local_ || kind == ContainerKind::context_var) location.is_thread_local = true;
  if (kind != ContainerKind::none && kind != ContainerKind::immutable) location.is_immutable = false;
  if (location.container <= ContainerKind::immutable) location.container = std::max(location.container, kind);
}

void ConcurrencyBuilder::find_globals() {
  const std::span<const Binding> bindings = names_.bindings();
  // By name: the location, made when a binding is worth one.
  std::vector<std::uint32_t>& by_name = out_.location_by_name_;
  const auto is_global = [](const Binding& binding) {
    return (binding.scope == kModuleScope || binding.has(Binding::is_global)) && !binding.has(Binding::is_nonlocal) &&
           (binding.is(BindingKind::assignment) || binding.is(BindingKind::annotation) ||
            binding.is(BindingKind::global) || binding.is(BindingKind::named_expression) ||
            binding.is(BindingKind::deletion));
  };
  for (std::uint32_t b = 0; b < bindings.size(); ++b) {
    const Binding& binding = bindings[b];
    if (!is_global(binding) || binding.node == kNoNode) continue;
    const std::uint32_t name = index(binding.name);
    if (name >= by_name.size()) by_name.resize(std::max<std::size_t>(name + 1, by_name.size() * 2), UINT32_MAX);
    const Node node = file_.node(binding.node);
    if (by_name[name] == UINT32_MAX) {
      const std::string_view text = names_.name(binding);
      if (text.starts_with("__") && text.ends_with("__")) continue;
      by_name[name] = index(new_location(LocationKind::global, kNoClass, text));
    }
    global_bindings_.push_back({BindingId{b}, by_name[name]});
    Location& location = out_.locations_[by_name[name]];
    const Node parent = node.parent();
    if (parent.is(Kind::assignment) && node.field() == Field::left) {
      assign(location, node, assigned_value(parent));
    } else if (parent.is(Kind::assignment) || parent.is(Kind::pattern_list)) {
      location.is_immutable = false;
    }
    if (!binding.has(Binding::is_global)) continue;
    rebound_.resize(out_.locations_.size(), 0);
    rebound_[by_name[name]] = 1;
    if (!binding.is(BindingKind::global) && !parent.is(Kind::augmented_assignment))
      add_access(LocationId{by_name[name]}, node);
  }
  out_.globals_ = out_.locations_.size();
  if (out_.locations_.empty()) return;
  rebound_.resize(out_.locations_.size(), 0);
  // Whoever reads a constant is of no interest, and most globals are constants.
  const auto is_constant = [&](std::uint32_t location) {
    const ContainerKind kind = out_.locations_[location].container;
    return rebound_[location] == 0 && (kind == ContainerKind::none || kind == ContainerKind::immutable);
  };
  for (const GlobalBinding& global : global_bindings_) {
    if (is_constant(global.location)) continue;
    // Its own references; behind them are those of the bindings that it replaced, each looked at by itself.
    for (ReferenceId r = names_[global.binding].last_reference;
         r != kNoReference && names_[r].binding == global.binding; r = names_[r].previous) {
      const Node node = file_.node(names_[r].node);
      if (!names_[r].context.in_typing() && node.is(Kind::identifier)) add_access(LocationId{global.location}, node);
    }
  }
}

void ConcurrencyBuilder::find_attributes() {
  // Classes whose objects several threads are known, or meant, to have.
  std::vector<std::uint8_t> wanted(out_.classes_.size(), 0);
  bool any = false;
  for (std::uint32_t c = 0; c < out_.classes_.size(); ++c) {
    const ThreadClass& owner = out_.classes_[c];
    if (owner.is(ThreadClass::is_thread_local) || owner.is(ThreadClass::is_test)) continue;
    if (owner.is(ThreadClass::owns_lock)) wanted[c] = 2;
  }
  for (const ThreadFunction& function : out_.functions_) {
    if (function.owner != kNoClass && function.reached != Multiplicity::none &&
        !out_[function.owner].is(ThreadClass::is_thread_local)) {
      wanted[index(function.owner)] = 2;
    }
  }
  // Containers of a class's body are shared by all its objects.
  for (std::uint32_t c = 0; c < out_.classes_.size(); ++c) {
    const ThreadClass& owner = out_.classes_[c];
    if (owner.scope == kNoScope || owner.is(ThreadClass::is_thread_local | ThreadClass::is_enum | ThreadClass::is_test))
      continue;
    names_.for_each_binding(owner.scope, [&](BindingId id) {
      const Binding& binding = names_[id];
      if (!binding.is(BindingKind::assignment)) return;
      const Node target = file_.node(binding.node);
      if (!target.parent().is(Kind::assignment) || target.field() != Field::left) return;
      const Node value = assigned_value(target.parent());
      if (!may_be_container(value) || !is_container(container_of(value))) return;
      assign(out_.locations_[index(new_location(LocationKind::class_attribute, ClassId{c}, names_.name(binding)))],
             target, value);
      wanted[c] = std::max<std::uint8_t>(wanted[c], 1);
    });
    any = any || wanted[c] != 0;
  }
  // `cache = Cache()` in the module: one object for all threads.
  for (const Location& location : out_.locations_) {
    if (location.kind != LocationKind::global || location.container != ContainerKind::instance) continue;
    const ClassId owner = class_made_by(file_.node(location.value));
    if (owner == kNoClass || out_[owner].is(ThreadClass::is_thread_local | ThreadClass::is_test)) continue;
    wanted[index(owner)] = 2;
    any = true;
  }
  const bool has_threads = out_.library_ || !out_.entries_.empty();
  if (!any && (!has_threads || out_.classes_.empty())) return;
  for_each_of_kind(file_.tree, 0, file_.tree.own_size, Kind::attribute, [&](std::uint32_t n) {
    const Node attribute = file_.node(NodeId{n});
    if (!attribute[Field::object].is_any({Kind::identifier, Kind::call})) return;
    const NamedPlace place = place_of(file_, out_, attribute);
    if (place.kind != NamedPlace::Kind::attribute) return;
    const ClassId owner{place.owner};
    // `Tally.done = Tally.done + 1` in a function: a global, whatever else its class is.
    const bool of_class = has_threads && attribute[Field::object].text() == out_[owner].name;
    if (wanted[place.owner] == 0 && !of_class) return;
    LocationId location = out_.location(owner, place.name);
    if (location == kNoLocation) {
      const bool is_set = of_class && shape_of(attribute).kind >= AccessKind::rebind &&
                          out_.function_of(attribute.id()) != kModuleCode;
      if (!is_set && (wanted[place.owner] != 2 || out_.method(owner, place.name) != kNoFunction)) return;
      location = new_location(is_set ? LocationKind::class_attribute : LocationKind::attribute, owner, place.name);
    }
    if (attribute.parent().is(Kind::assignment) && attribute.field() == Field::left) {
      assign(out_.locations_[index(location)], attribute, assigned_value(attribute.parent()));
      // self.x = ... hides the class's own.
      if (out_[location].kind == LocationKind::class_attribute && attribute[Field::object].text() == "self") {
        out_.locations_[index(location)].kind = LocationKind::attribute;
      }
    }
    add_access(location, attribute);
  });
}

void ConcurrencyBuilder::group_accesses() {
  std::ranges::sort(out_.accesses_, [](const ThreadAccess& a, const ThreadAccess& b) {
    return a.location != b.location ? a.location < b.location : a.node < b.node;
  });
  // Not std::ranges::unique: clang 14 cannot read the subrange of libstdc++ 12 that it gives.
  const auto repeated = std::unique(
      out_.accesses_.begin(), out_.accesses_.end(),
      [](const ThreadAccess& a, const ThreadAccess& b) { return a.location == b.location && a.node == b.node; });
  out_.accesses_.erase(repeated, out_.accesses_.end());
  for (std::uint32_t a = 0; a < out_.accesses_.size(); ++a) {
    Location& location = out_.locations_[index(out_.accesses_[a].location)];
    if (location.count++ == 0) location.first = a;
  }
}

}  // namespace whip
