// Who calls whom inside the file: names, `self.m`, `cls.m`, `super().m`, `Class()`, methods of instances that the
// module itself makes. What is imported is kept for the link of the project. Functions that are named otherwise than in
// a call escape: whoever has them may call them, holding whatever.

#include "core/syntax/expression.h"
#include "linter/concurrency/builder.h"

namespace whip {

void ConcurrencyBuilder::add_call(FunctionId caller, FunctionId callee, NodeId node, bool on_self) {
  if (callee == kNoFunction) return;
  out_.calls_.push_back({.caller = caller, .callee = callee, .node = node, .held = 0, .on_self = on_self});
}

// The function of the file that a name or an attribute stands for.
FunctionId ConcurrencyBuilder::function_named(Node expression) const {
  expression = without_parentheses(expression);
  if (expression.is(Kind::lambda)) {
    for (std::uint32_t f = 1; f < out_.functions_.size(); ++f) {
      if (out_.functions_[f].node == expression.id()) return FunctionId{f};
    }
    return kNoFunction;
  }
  if (expression.is(Kind::call)) {
    // partial(f, ...), ctx.run is looked through by the caller.
    const std::string_view maker = last_name(expression[Field::function]);
    const Node first = positional_argument(expression, 0);
    if (maker == "partial" && first) return function_named(first);
    return kNoFunction;
  }
  if (expression.is(Kind::identifier)) {
    const BindingId binding = names_.binding_of(expression);
    if (binding == kNoBinding || !names_[binding].is(BindingKind::function_definition)) return kNoFunction;
    return out_.function_of_scope(names_[binding].inner);
  }
  if (!expression.is(Kind::attribute)) return kNoFunction;
  const NamedPlace place = place_of(file_, out_, expression);
  if (place.kind != NamedPlace::Kind::attribute) return kNoFunction;
  return out_.method(ClassId{place.owner}, place.name);
}

void ConcurrencyBuilder::find_calls() {
  FunctionId caller = kModuleCode;
  std::uint32_t next = 1;
  for (const std::uint32_t n : out_.sites_.calls) {
    // Functions begin before their calls: the innermost is kept up to date rather than looked for.
    while (next < out_.functions_.size() && index(out_.functions_[next].node) < n) caller = FunctionId{next++};
    while (caller != kModuleCode && n >= out_[caller].end) caller = out_[caller].parent;
    add_call(n, caller);
  }
  // A decorator is a call made where the definition stands.
  for (const std::uint32_t n : out_.sites_.decorators) {
    const Node decorator = file_.node(NodeId{n});
    const Node value = decorator.operands()[0];
    if (value.is(Kind::call)) continue;
    const FunctionId around = out_.function_of(NodeId{n});
    const FunctionId callee = function_named(value);
    if (callee != kNoFunction) {
      add_call(around, callee, value.id(), false);
      continue;
    }
    const Node first = first_name(value);
    const BindingId binding = first ? names_.binding_of(first) : kNoBinding;
    if (binding != kNoBinding && names_[binding].is_any_import())
      out_.foreign_calls_.push_back({.caller = around, .node = value.id(), .import = binding});
  }
}

void ConcurrencyBuilder::note_held_at_calls() {
  if (out_.holds_.empty()) return;
  for (ThreadCall& call : out_.calls_) {
    for (const Hold& hold : out_.holds_) {
      if (hold.function == call.caller && hold.begin <= index(call.node) && index(call.node) < hold.end) {
        call.held |= bit_of(hold.lock);
      }
    }
  }
}

// A file has more calls than anything else that is looked at here: the tree's arrays are read as they are. What is
// called comes first in a call, the object first in an attribute and its name last.
void ConcurrencyBuilder::add_call(std::uint32_t call, FunctionId caller) {
  const Tree& tree = file_.tree;
  std::uint32_t function = call + 1;
  if (tree.kind[function] == Kind::parenthesized_expression)
    function = index(without_parentheses(file_.node(NodeId{function})).id());
  switch (tree.kind[function]) {
    case Kind::attribute:
      return call_attribute(call, function, caller);
    case Kind::identifier:
      return call_name(call, function, caller);
    case Kind::call:
      // Parallel(...)(...)
      return starts_.push_back(NodeId{call});
    default:
      return;
  }
}

void ConcurrencyBuilder::call_name(std::uint32_t call, std::uint32_t function, FunctionId caller) {
  const std::string_view name = file_.slice(file_.tree.span[function]);
  if (may_start_thread(name)) starts_.push_back(NodeId{call});
  threading_server_ = threading_server_ || name == "ThreadingHTTPServer";
  const BindingId binding = names_.binding_of(file_.node(NodeId{function}));
  if (binding == kNoBinding) return;
  const Binding& called = names_[binding];
  switch (called.kind) {
    case BindingKind::function_definition:
      return add_call(caller, out_.function_of_scope(called.inner), NodeId{call}, false);
    case BindingKind::class_definition:
      if (const ClassId made = out_.class_of_scope(called.inner); made != kNoClass)
        add_call(caller, out_.method(made, "__init__"), NodeId{call}, false);
      return;
    case BindingKind::import:
    case BindingKind::from_import:
    case BindingKind::submodule_import:
      out_.foreign_calls_.push_back({.caller = caller, .node = NodeId{call}, .import = binding});
      return;
    default:
      return;
  }
}

// super().m(): of the bases that the file defines.
void ConcurrencyBuilder::call_super(NodeId call, std::string_view name, FunctionId caller) {
  const ClassId own = out_.class_of(call);
  if (own == kNoClass) return;
  for (const Node base : file_.node(out_[own].node)[Field::superclasses].operands()) {
    const BindingId binding = names_.binding_of(base);
    if (binding == kNoBinding || !names_[binding].is(BindingKind::class_definition)) continue;
    const ClassId found = out_.class_of_scope(names_[binding].inner);
    if (found != kNoClass) add_call(caller, out_.method(found, name), call, true);
  }
}

void ConcurrencyBuilder::call_attribute(std::uint32_t node, std::uint32_t attribute, FunctionId caller) {
  const Tree& tree = file_.tree;
  const NodeId call{node};
  const std::string_view name = file_.slice(tree.span[tree.after[attribute] - 1]);
  if (may_start_thread(name)) starts_.push_back(call);
  if (may_take_lock(name)) acquires_.push_back(call);
  std::uint32_t object = attribute + 1;
  if (tree.kind[object] == Kind::parenthesized_expression) {
    object = index(without_parentheses(file_.node(NodeId{object})).id());
    if (tree.kind[object] == Kind::attribute) return;
  }
  if (tree.kind[object] == Kind::call) {
    const Span maker = tree.span[object + 1];
    if (tree.kind[object + 1] == Kind::identifier && file_.slice(maker) == "super") call_super(call, name, caller);
    return;
  }
  std::uint32_t first = object;
  while (tree.kind[first] == Kind::attribute) ++first;
  const BindingId binding = names_.binding_of(file_.node(NodeId{first}));
  if (binding == kNoBinding) return;
  const Binding& named = names_[binding];
  if (named.is_any_import()) {
    threading_server_ = threading_server_ || name == "ThreadingHTTPServer";
    out_.foreign_calls_.push_back({.caller = caller, .node = call, .import = binding});
    return;
  }
  if (object != first) return;
  if (named.is(BindingKind::class_definition)) {
    const ClassId owner = out_.class_of_scope(named.inner);
    if (owner != kNoClass) add_call(caller, out_.method(owner, name), call, true);
    return;
  }
  if (named.is(BindingKind::argument)) {
    // A nested function sees the `self` of the method around it.
    for (FunctionId f = caller; f != kModuleCode && f != kNoFunction; f = out_[f].parent) {
      const ThreadFunction& around = out_[f];
      if (around.owner == kNoClass || around.self.empty() || around.self != file_.slice(tree.span[first])) continue;
      add_call(caller, out_.method(around.owner, name), call, true);
      return;
    }
  }
  if (named.scope != kModuleScope || !named.is(BindingKind::assignment)) return;
  // Most such calls of a file are of one object: a logger.
  if (binding != object_) {
    object_ = binding;
    class_of_object_ = class_of_object(named);
  }
  if (class_of_object_ != kNoClass) add_call(caller, out_.method(class_of_object_, name), call, false);
}

// The class of `registry` in registry.add(), where the module says `registry = Registry()`.
ClassId ConcurrencyBuilder::class_of_object(const Binding& object) const {
  const Node statement = file_.node(object.statement);
  const Node assignment = statement.is(Kind::expression_statement) ? statement.operands()[0] : statement;
  const Node value = assignment.is(Kind::assignment) ? assigned_value(assignment) : Node{};
  if (!value.is(Kind::call)) return kNoClass;
  const BindingId made = names_.binding_of(value[Field::function]);
  if (made == kNoBinding || !names_[made].is(BindingKind::class_definition)) return kNoClass;
  return out_.class_of_scope(names_[made].inner);
}

void ConcurrencyBuilder::find_escapes() {
  const auto is_called = [](Node name) {
    const Node parent = name.parent();
    return (parent.is(Kind::call) && name.field() == Field::function) || parent.is(Kind::decorator);
  };
  for (ThreadFunction& function : out_.functions_) {
    if (function.owner != kNoClass || function.binding == kNoBinding || function.is(ThreadFunction::is_lambda))
      continue;
    names_.for_each_reference(names_[function.binding], [&](const Reference& reference) {
      const Node name = file_.node(reference.node);
      if (name.is(Kind::identifier) && !is_called(name)) function.flags |= ThreadFunction::escapes;
    });
  }
  find_escaping_methods();
}

// Methods as values: `callback=self._tick`. Only private ones are ever thought to have known callers.
void ConcurrencyBuilder::find_escaping_methods() {
  const auto trait = [](std::string_view name) {
    return std::uint64_t{1} << ((name.size() + 7U * static_cast<unsigned char>(name.back())) & 63U);
  };
  std::uint64_t traits = 0;
  for (const ThreadFunction& function : out_.functions_) {
    if (function.owner != kNoClass && function.name.starts_with('_') && !function.is(ThreadFunction::is_property))
      traits |= trait(function.name);
  }
  if (traits == 0) return;
  for_each_of_kind(file_.tree, 0, file_.tree.own_size, Kind::attribute, [&](std::uint32_t n) {
    const Tree& tree = file_.tree;
    if (tree.field[n] == Field::function && tree.kind[tree.parent[n]] == Kind::call) return;
    // Behind a plain name and a dot, nearly always.
    const std::uint32_t last =
        tree.kind[n + 1] == Kind::identifier && tree.kind[n + 3] == Kind::identifier ? n + 3 : tree.after[n] - 1;
    if (file_.text[tree.span[last].begin] != '_') return;
    const std::string_view name = file_.slice(tree.span[last]);
    if ((traits & trait(name)) == 0) return;
    for (ThreadFunction& function : out_.functions_) {
      if (function.owner != kNoClass && function.name == name && !function.is(ThreadFunction::is_property)) {
        function.flags |= ThreadFunction::escapes;
      }
    }
  });
}

}  // namespace whip
