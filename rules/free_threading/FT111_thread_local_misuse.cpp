// A `threading.local()` whose values only one thread has, or that only one call has.

#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"

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
  });
}

void thread_local_misuse(const File& file, Node call, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off() || !call.parent().is(Kind::assignment) || !file.names.imports_module("threading")) return;
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

}  // namespace

extern constexpr Rule FT111_thread_local_misuse{
    .since = "0.1",
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

Silent where somebody provides for threads without a value: `getattr(local, "x", default)`, `hasattr`, `except AttributeError`, a
store earlier in the same function.

Python's documentation: "The instance's values will be different for separate threads"
(<https://docs.python.org/3/library/threading.html#thread-local-data>).
)md",
    .listens = on_node({Kind::call}, thread_local_misuse, Needs::concurrency),
};

}  // namespace whip::rules
