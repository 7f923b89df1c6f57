// Functions, lambdas and classes in document order, and what their names, decorators and bases say of them.

#include <algorithm>

#include "linter/concurrency/builder.h"

namespace whip {
namespace {

// Methods that run before anybody but the creating thread has the object.
constexpr std::string_view kConstruction[] = {"__copy__",          "__deepcopy__", "__init__",
                                              "__init_subclass__", "__new__",      "__post_init__",
                                              "__reduce__",        "__set_name__", "__setstate__"};
// Hooks that run while there is one thread: around a fork, around tests.
constexpr std::string_view kTeardown[] = {"_after_fork",     "_at_fork_reinit", "after_fork",     "before_fork",
                                          "reset_for_tests", "setUp",           "setUpClass",     "setup_class",
                                          "setup_method",    "setup_module",    "tearDown",       "tearDownClass",
                                          "teardown_class",  "teardown_method", "teardown_module"};

bool is_one_of(std::span<const std::string_view> sorted, std::string_view name) {
  return std::ranges::find(sorted, name) != sorted.end();
}

bool is_dunder(std::string_view name) { return name.size() > 4 && name.starts_with("__") && name.ends_with("__"); }

// The name of the first parameter.
std::string_view first_parameter(Node function) {
  for (const Node parameter : function[Field::parameters].operands()) {
    if (parameter.is(Kind::identifier)) return parameter.text();
    if (parameter.is_any({Kind::typed_parameter, Kind::default_parameter, Kind::typed_default_parameter})) {
      const Node name = parameter[Field::name] ? parameter[Field::name] : parameter.first_child();
      return name.is(Kind::identifier) ? name.text() : std::string_view{};
    }
    if (!parameter.is(Kind::positional_separator)) return {};
  }
  return {};
}

}  // namespace

// By scope: the binding of the definition whose body it is, or what its name means in the end.
void ConcurrencyBuilder::tie_bindings() {
  binding_by_scope_.assign(names_.scopes().size(), kNoBinding);
  const std::span<const Binding> bindings = names_.bindings();
  for (std::uint32_t b = 0; b < bindings.size(); ++b) {
    if (bindings[b].inner != kNoScope) binding_by_scope_[index(bindings[b].inner)] = BindingId{b};
    // Nearly no name of a definition is bound again.
    if (bindings[b].shadowed == kNoBinding) continue;
    const Binding& own = names_[bindings[b].shadowed];
    if (own.inner == kNoScope) continue;
    const BindingId last = names_.bound(own.scope, own.name);
    if (last != kNoBinding) binding_by_scope_[index(own.inner)] = last;
  }
}

// What the name of a definition means in the end where it stands.
BindingId ConcurrencyBuilder::binding_of_body(ScopeId scope) const {
  const BindingId last = scope == kNoScope ? kNoBinding : binding_by_scope_[index(scope)];
  return last == kNoBinding || names_[last].is_unbound() ? kNoBinding : last;
}

void ConcurrencyBuilder::find_functions() {
  out_.names_ = &names_;
  const Node root = file_.root();
  out_.functions_.push_back({.node = root.id(), .end = root.after(), .scope = kModuleScope, .name = "the module"});
  out_.next_method_.push_back(UINT32_MAX);
  out_.function_by_scope_.assign(names_.scopes().size(), UINT32_MAX);
  out_.class_by_scope_.assign(names_.scopes().size(), UINT32_MAX);
  out_.function_by_scope_[0] = 0;
  tie_bindings();
  FunctionId function = kModuleCode;
  ClassId owner = kNoClass;
  for (const std::uint32_t n : out_.sites_.definitions) {
    while (function != kModuleCode && n >= out_[function].end) function = out_[function].parent;
    while (owner != kNoClass && n >= out_[owner].end) owner = out_[owner].parent;
    const Node node = file_.node(NodeId{n});
    if (node.is(Kind::class_definition)) {
      add_class(node, function, owner);
      owner = ClassId{static_cast<std::uint32_t>(out_.classes_.size() - 1)};
    } else {
      function = add_function(node, function, owner);
    }
  }
  for (const std::uint32_t n : out_.sites_.yields)
    out_.functions_[index(out_.function_of(NodeId{n}))].flags |= ThreadFunction::is_generator;
}

FunctionId ConcurrencyBuilder::add_function(Node node, FunctionId parent, ClassId around) {
  ThreadFunction function;
  function.node = node.id();
  function.end = node.after();
  function.scope = names_.body_scope(node);
  function.parent = parent;
  const FunctionId id{static_cast<std::uint32_t>(out_.functions_.size())};
  if (function.scope != kNoScope) out_.function_by_scope_[index(function.scope)] = index(id);
  if (function.parent != kModuleCode) function.flags |= ThreadFunction::is_nested;
  if (node.is(Kind::lambda)) {
    function.name = "a lambda";
    function.flags |= ThreadFunction::is_lambda | ThreadFunction::escapes;
    out_.functions_.push_back(function);
    out_.next_method_.push_back(UINT32_MAX);
    return id;
  }
  function.name = node[Field::name].text();
  // A method: no function stands between it and the class.
  if (around != kNoClass && out_[around].function == function.parent) function.owner = around;
  if (node.first_child().is(Kind::kw_async)) function.flags |= ThreadFunction::is_async;
  const bool is_special = is_dunder(function.name);
  if (is_special) {
    function.flags |= ThreadFunction::is_dunder;
  } else {
    if (function.name.starts_with('_')) function.flags |= ThreadFunction::is_private;
    if (is_one_of(kTeardown, function.name)) function.flags |= ThreadFunction::is_teardown;
  }
  if (function.owner != kNoClass) {
    if (is_special && is_one_of(kConstruction, function.name)) function.flags |= ThreadFunction::construction;
    if (function.name == "__del__") function.flags |= ThreadFunction::is_finaliser;
    if (out_[function.owner].is(ThreadClass::is_private)) function.flags |= ThreadFunction::is_private;
  }
  if (node.parent().is(Kind::decorated_definition)) read_decorators(node.parent(), function);
  if (function.owner != kNoClass && !function.is(ThreadFunction::is_static)) function.self = first_parameter(node);
  function.binding = binding_of_body(function.scope);
  out_.functions_.push_back(function);
  out_.next_method_.push_back(UINT32_MAX);
  if (function.owner == kNoClass) return id;
  // To the end of its class's chain: of two methods of one name the first is meant.
  std::uint32_t& last = last_method_[index(function.owner)];
  (last == UINT32_MAX ? out_.first_method_[index(function.owner)] : out_.next_method_[last]) = index(id);
  last = index(id);
  return id;
}

void ConcurrencyBuilder::read_decorators(Node definition, ThreadFunction& function) const {
  function.flags |= ThreadFunction::is_decorated;
  for (const Node decorator : definition.children()) {
    if (!decorator.is(Kind::decorator)) continue;
    const Node value = decorator.operands()[0];
    const std::string_view name = last_name(value.is(Kind::call) ? value[Field::function] : value);
    if (name == "staticmethod") function.flags |= ThreadFunction::is_static;
    if (name == "classmethod") function.flags |= ThreadFunction::is_classmethod;
    if (name == "property" || name == "cached_property" || name == "setter" || name == "getter") {
      function.flags |= ThreadFunction::is_property;
    }
    if (name == "contextmanager") function.flags |= ThreadFunction::is_context_manager;
    if (name == "fixture") function.flags |= ThreadFunction::is_teardown;
    // What runs at the end runs when the threads have been joined.
    if (name == "register" &&
        names_.qualified_name(value.is(Kind::call) ? value[Field::function] : value).is("atexit.register"))
      function.flags |= ThreadFunction::is_teardown;
  }
}

std::uint16_t ConcurrencyBuilder::flags_of_bases(Node superclasses) {
  std::uint16_t flags = 0;
  for (const Node base : superclasses.operands()) {
    if (base.is(Kind::keyword_argument)) {
      flags |= ThreadClass::has_bases;
      continue;
    }
    const std::string_view last = last_name(base);
    if (last == "object") continue;
    threading_server_ = threading_server_ || last.starts_with("Threading");
    flags |= ThreadClass::has_bases;
    if (last.ends_with("TestCase")) flags |= ThreadClass::is_test;
    if (last.ends_with("Error") || last.ends_with("Exception")) flags |= ThreadClass::is_exception;
    if (last.ends_with("Enum")) flags |= ThreadClass::is_enum;
    const BindingId binding = names_.binding_of(base);
    if (binding != kNoBinding && names_[binding].is(BindingKind::class_definition)) {
      const std::uint32_t own = out_.class_by_scope_[index(names_[binding].inner)];
      constexpr std::uint16_t kPassedOn = ThreadClass::is_thread | ThreadClass::is_thread_local | ThreadClass::is_dict |
                                          ThreadClass::is_test | ThreadClass::is_exception | ThreadClass::is_enum;
      if (own != UINT32_MAX) flags |= static_cast<std::uint16_t>(out_.classes_[own].flags & kPassedOn);
      continue;
    }
    if (last == "Thread" || last == "Timer" || last == "local" || last == "_local") {
      const QualifiedName name = names_.qualified_name(base);
      if (name.is("threading.Thread") || name.is("threading.Timer")) flags |= ThreadClass::is_thread;
      if (name.is("threading.local") || name.is("_thread._local")) flags |= ThreadClass::is_thread_local;
    } else if (is_container(container_made_by(last)) || last == "OrderedDict" || last == "defaultdict" ||
               last == "UserDict") {
      flags |= ThreadClass::is_dict;
    }
  }
  return flags;
}

void ConcurrencyBuilder::add_class(Node node, FunctionId around, ClassId outer) {
  ThreadClass added;
  added.node = node.id();
  added.end = node.after();
  added.scope = names_.body_scope(node);
  added.function = around;
  added.name = node[Field::name].text();
  added.parent = outer;
  added.flags = flags_of_bases(node[Field::superclasses]);
  if (added.name.starts_with('_') || (outer != kNoClass && out_[outer].is(ThreadClass::is_private))) {
    added.flags |= ThreadClass::is_private;
  }
  if (added.scope != kNoScope) {
    added.binding = binding_of_body(added.scope);
    out_.class_by_scope_[index(added.scope)] = static_cast<std::uint32_t>(out_.classes_.size());
  }
  out_.classes_.push_back(added);
  out_.first_method_.push_back(UINT32_MAX);
  last_method_.push_back(UINT32_MAX);
}

}  // namespace whip
