// A `threading.local()` whose values only one thread has, or that only one call has.

#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"
#include "rules/shared/statement_removal.h"

namespace whip::rules {
namespace {

bool is_attribute_error(Node clause) {
  return clause.text().substr(0, 80).find("AttributeError") != std::string_view::npos ||
         clause.text().starts_with("except:");
}

// Whether somebody provides for threads that have no value yet: `getattr`, `hasattr`, `try ... except AttributeError`,
// or a store in the same function before.
bool is_provided_for(const File& file, Node name, Node use, std::string_view attribute) {
  const FunctionId function = file.concurrency.function_of(use.id());
  for (Node up = use.parent(); up && !up.is(Kind::function_definition); up = up.parent()) {
    if (!up.is(Kind::try_statement)) continue;
    for (const Node clause : up.children()) {
      if (clause.is(Kind::except_clause) && is_attribute_error(clause)) return true;
    }
  }
  bool provided = false;
  const Node whole = file.node(file.concurrency[function].node);
  for_each_of_kind(file.tree, index(whole.id()), whole.after(), Kind::identifier, [&](std::uint32_t n) {
    const Node other = file.node(NodeId{n});
    if (provided || other.text() != name.text() || other == name) return;
    const Node parent = other.parent();
    if (parent.is(Kind::argument_list)) {
      const std::string_view called = last_name(parent.parent()[Field::function]);
      provided = called == "hasattr" || called == "getattr" || called == "setattr" || called == "vars";
    } else if (parent.is(Kind::attribute) && parent[Field::attribute].text() == attribute &&
               parent.begin() < use.begin()) {
      provided = shape_of(parent).kind == AccessKind::rebind;
    } else if (parent.is(Kind::attribute) && parent[Field::attribute].text() == "__dict__") {
      provided = true;
    } else if (parent.is(Kind::comparison_operator)) {
      provided = true;
    }
  });
  return provided;
}

// The attribute that a statement of the module stores on the object, before any thread can: `local.x = 0`.
Node module_store(const File& file, const Binding& local, std::string_view attribute) {
  Node found;
  file.names.for_each_reference(local, [&](const Reference& reference) {
    const Node parent = file.node(reference.node).parent();
    if (!parent.is(Kind::attribute) || parent[Field::attribute].text() != attribute) return;
    if (file.concurrency.function_of(parent.id()) == kModuleCode && shape_of(parent).kind == AccessKind::rebind)
      found = parent;
  });
  return found;
}

// `state = threading.local()` and `state.depth = 0` become a class with that attribute, and one object of it.
void make_class(const File& file, const Binding& local, Node store, Finding& finding) {
  const Node made = enclosing_statement(file.node(local.node));
  const Node stored = enclosing_statement(store);
  const Node value = assigned_value(store.parent());
  const bool is_plain =
      value.is_any({Kind::integer, Kind::float_, Kind::none, Kind::true_, Kind::false_, Kind::string});
  std::string name(file.names.name(local));
  for (char& c : name) {
    if (c == '_') continue;
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    break;
  }
  if (!is_plain || name == file.names.name(local) || !store.parent().is(Kind::assignment) ||
      made.parent() != file.root() || stored.parent() != file.root() ||
      file.names.bound(kModuleScope, name) != kNoBinding || made.text().find('\n') != std::string_view::npos) {
    return;
  }
  const Node call = assigned_value(file.node(local.node).parent());
  const std::string newline(file.newline());
  const std::string text = "class " + name + "(" + std::string(call[Field::function].text()) + "):" + newline + "    " +
                           std::string(store[Field::attribute].text()) + " = " + std::string(value.text()) + newline +
                           newline + newline + std::string(file.names.name(local)) + " = " + name + "()";
  finding.fix(Safety::unsafe, "Make it a class attribute",
              {Edit::replace(made.span(), text), remove_statement(file, stored)});
}

void only_the_importer_has_it(const File& file, const Binding& local, Report& report) {
  std::vector<std::string_view> told;
  file.names.for_each_reference(local, [&](const Reference& reference) {
    const Node name = file.node(reference.node);
    const Node use = name.parent();
    if (!use.is(Kind::attribute) || name.field() != Field::object) return;
    const std::string_view attribute = use[Field::attribute].text();
    const FunctionId function = file.concurrency.function_of(use.id());
    const AccessKind kind = shape_of(use).kind;
    if (function == kModuleCode || kind == AccessKind::rebind) return;
    const Node store = module_store(file, local, attribute);
    if (!store || is_provided_for(file, name, use, attribute)) return;
    for (const std::string_view other : told) {
      if (other == attribute) return;
    }
    told.push_back(attribute);
    Finding finding = report.at(store, "Only the thread that imports the module has `" + std::string(use.text()) +
                                           "`: every other gets `AttributeError`");
    one_thread(file, function, file.concurrency.held_at(use.id()), finding);
    finding.note(use.span(), "read here, by any thread")
        .help("Give it as a class attribute of a subclass of `threading.local`");
    make_class(file, local, store, finding);
  });
}

// Whether the object is one of the class: `self` in a method, or a global made by calling it.
bool is_instance(const File& file, const ThreadClass& owner, Node object) {
  if (!object.is(Kind::identifier)) return false;
  const ThreadFunction& function = file.concurrency[file.concurrency.function_of(object.id())];
  if (function.owner != kNoClass && object.text() == function.self) return &file.concurrency[function.owner] == &owner;
  const BindingId id = file.names.lookup(object.text(), file.names.scope_of(object));
  if (id == kNoBinding || !file.names[id].is(BindingKind::assignment)) return false;
  const Node value = assigned_value(file.node(file.names[id].node).parent());
  return value.is(Kind::call) && value[Field::function].text() == owner.name;
}

// A list or dictionary in the body of a subclass of threading.local: the class has it, so all threads do.
void shared_by_the_class(const File& file, const ThreadClass& owner, Report& report) {
  for (const Node statement : statements_of(file.node(owner.node)[Field::body])) {
    const Node assignment = expression_of(statement);
    if (!assignment.is(Kind::assignment) || !assignment[Field::left].is(Kind::identifier)) continue;
    const Node value = assigned_value(assignment);
    const bool is_mutable = value.is_any({Kind::list, Kind::dictionary, Kind::set}) || is_empty_container(file, value);
    if (!is_mutable) continue;
    const std::string_view name = assignment[Field::left].text();
    Node changed;
    bool is_own = false;  // each thread gets one of its own in a method
    for_each_of_kind(file.tree, 0, file.tree.own_size, Kind::attribute, [&](std::uint32_t n) {
      const Node use = file.node(NodeId{n});
      if (use[Field::attribute].text() != name || !is_instance(file, owner, use[Field::object])) return;
      const AccessShape shape = shape_of(use);
      is_own = is_own || shape.kind == AccessKind::rebind;
      const bool changes =
          shape.kind == AccessKind::mutate || (shape.kind == AccessKind::update && !shape.operation.empty());
      if (changes && !changed && file.concurrency.function_of(use.id()) != kModuleCode) changed = use;
    });
    if (!changed || is_own) continue;
    Finding finding = report.at(changed, "`" + std::string(changed.text()) +
                                             "` is one object for all threads: the class of the thread-local has it");
    one_thread(file, file.concurrency.function_of(changed.id()), file.concurrency.held_at(changed.id()), finding);
    another_thread_here(changed, finding);
    finding.note(assignment.span(), "made here, once").help("Make it in `__init__`, which runs in each thread");
  }
}

void check_call(const File& file, Node call, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (!call.is(Kind::call) || !call.parent().is(Kind::assignment)) return;
  if (!file.names.qualified_name(call[Field::function]).is("threading.local")) return;
  const Node assignment = call.parent();
  if (!assignment.is(Kind::assignment) || !assignment[Field::left].is(Kind::identifier)) return;
  const Node target = assignment[Field::left];
  const FunctionId function = facts.function_of(call.id());
  const BindingId id = file.names.lookup(target.text(), file.names.scope_of(target));
  if (id == kNoBinding) return;
  const Binding& local = file.names[id];
  if (function == kModuleCode) {
    if (local.scope == kModuleScope) only_the_importer_has_it(file, local, report);
    return;
  }
  if (local.scope == kModuleScope || local.has(Binding::is_global | Binding::is_nonlocal)) return;
  // A new one for each call: nobody else can ever see it, unless it leaves the function.
  bool leaves = false;
  file.names.for_each_reference(local, [&](const Reference& reference) {
    const Node name = file.node(reference.node);
    leaves = leaves || !name.parent().is(Kind::attribute) || facts.function_of(name.id()) != function;
  });
  if (leaves) return;
  Finding finding =
      report.at(call, "This `threading.local()` is new in every call: no two threads ever have the same one");
  one_thread(file, function, 0, finding);
  finding.note(target.span(), "another thread makes its own here").help("Make it once, outside of the function");
}

void thread_local_misuse(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off() || (!file.names.imports_module("threading") && !file.names.imports_module("_thread"))) return;
  for (const ForeignCall& call : facts.foreign_calls()) check_call(file, file.node(call.node), report);
  for (const ThreadClass& owner : facts.classes()) {
    if (owner.is(ThreadClass::is_thread_local)) shared_by_the_class(file, owner, report);
  }
}

}  // namespace

extern constexpr Rule FT111_thread_local_misuse{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
Attributes of a `threading.local()` exist in the thread that set them. A value that the module sets while it is imported is there
for the importing thread, and every other thread that reads it gets `AttributeError`. Defaults for all threads belong into the
class.

```py bad
import threading

state = threading.local()
state.depth = 0


def enter():
    state.depth += 1
```
```py good
import threading


class State(threading.local):
    depth = 0


state = State()


def enter():
    state.depth += 1
```

A `threading.local()` that a function makes for itself is new in every call, and no better than a plain object:

```py bad
import threading


def work():
    local = threading.local()
    local.count = 1
    return local.count
```
```py good
def work():
    count = 1
    return count
```

And a list or dictionary in the body of a subclass of `threading.local` is an attribute of the class: all threads change the same one.

```py bad
import threading


class State(threading.local):
    stack = []


state = State()


def enter(name):
    state.stack.append(name)
```
```py good
import threading


class State(threading.local):
    def __init__(self):
        self.stack = []


state = State()


def enter(name):
    state.stack.append(name)
```

Silent where somebody provides for threads without a value: `getattr(local, "x", default)`, `hasattr`, `except AttributeError`, a
store earlier in the same function.

Python's documentation: "The instance's values will be different for separate threads"
(<https://docs.python.org/3/library/threading.html#thread-local-data>).
)md",
    .listens = on_file(thread_local_misuse, Needs::concurrency),
};

}  // namespace whip::rules
