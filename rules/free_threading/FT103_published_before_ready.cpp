// A lazily made object is stored where other threads look before it is complete.

#include <algorithm>
#include <string>
#include <vector>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/free_threading/half_filled_entry.h"
#include "rules/free_threading/unfinished_object.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

constexpr std::string_view kFixTitle = "Build it under a local name and store it when it is complete";

// The lazy block being looked at, and whom its findings wait for.
struct Look {
  const File& file;
  const LazyBlock& lazy;
  Node guard;  // the `if`
  Shared shared;
  FunctionId function;
};

std::string quoted(Node expression) { return "`" + std::string(expression.text()) + "`"; }

Condition condition_of(const Look& look) {
  // A module's global needs no sign of threads: the shape is wrong in any program that has them.
  const bool any_program = look.shared == Shared::global || is_of_locked_class(look.file, look.lazy.target);
  return {.function = look.function, .gate = any_program ? Gate::none : Gate::threads, .partners = {look.function}};
}

// Whether whoever stores it and whoever looks hold the same lock.
bool is_locked(const Look& look, Node store) {
  const LockSet stored = look.file.concurrency.held_at(store.id());
  return (stored & look.file.concurrency.held_at(look.guard[Field::condition].id())) != 0;
}

// `x = ...` for the x of the test; absent if the statement is something else.
Node store_of(const Look& look, Node statement) {
  const Node assignment = expression_of(statement);
  if (!assignment.is(Kind::assignment) || !is_same(assignment[Field::left], look.lazy.target)) return {};
  return assignment;
}

// The first place at or behind `from` where what x now is gets changed.
Node first_change(const Look& look, std::span<const Node> statements, std::size_t from) {
  Node found;
  for (std::size_t i = from; i < statements.size() && !found; ++i) {
    for_each_same(look.file, statements[i], look.lazy.target, [&](Node name) {
      if (found || is_in_nested_function(look.file, name, look.guard)) return;
      const AccessShape shape = shape_of(name);
      if (shape.kind == AccessKind::mutate || (shape.kind == AccessKind::update && !shape.operation.empty()))
        found = name;
    });
  }
  return found;
}

std::string free_name(const File& file, Node at) {
  const ScopeId scope = file.names.scope_of(at);
  for (const std::string_view name : {"built", "made", "fresh", "ready"}) {
    if (file.names.is_available(name, scope) && file.text.find(name) == std::string_view::npos)
      return std::string(name);
  }
  return {};
}

// Every x from the store to the end of the block becomes a local name, which is stored last.
void add_fix(const Look& look, std::span<const Node> statements, std::size_t store, Finding& finding) {
  const std::string local = free_name(look.file, look.guard);
  if (local.empty()) return;
  std::size_t last = store;
  std::vector<Edit> edits;
  for (std::size_t i = store; i < statements.size(); ++i) {
    if (statements[i].is_any({Kind::return_statement, Kind::raise_statement})) break;
    bool uses = false;
    bool leaves = false;
    for_each_same(look.file, statements[i], look.lazy.target, [&](Node name) {
      uses = true;
      edits.push_back(Edit::replace(name.span(), local));
      leaves = leaves || is_in_nested_function(look.file, name, look.guard);
    });
    for_each_of_kind(look.file.tree, index(statements[i].id()), statements[i].after(), Kind::return_statement,
                     [&](std::uint32_t) { leaves = true; });
    if (leaves) return;
    if (uses) last = i;
  }
  const std::uint32_t line = look.file.lines.line_of(statements[store].begin());
  const Span whole = look.file.lines.line_span(line);
  const std::string_view indent = look.file.slice({whole.begin, statements[store].begin()});
  if (indent.find_first_not_of(" \t") != std::string_view::npos) return;
  std::string text(look.file.newline());
  text.append(indent).append(look.lazy.target.text()).append(" = ").append(local);
  edits.push_back(Edit::insert(statements[last].end(), std::move(text)));
  finding.fix(Safety::unsafe, std::string(kFixTitle), std::move(edits));
}

// x = {} and then x[k] = v; x = a and then x = f(x).
void stored_then_filled(const Look& look, std::span<const Node> statements, Report& report) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Node store = store_of(look, statements[i]);
    if (!store || is_locked(look, store)) continue;
    const Node value = assigned_value(store);
    if (value.is_any({Kind::none, Kind::false_})) continue;
    if (const Node change = first_change(look, statements, i + 1); change && !value.is(Kind::call)) {
      Finding finding =
          report.at(store[Field::left], quoted(look.lazy.target) + " is visible to other threads before it is filled");
      finding.note(change.span(), "filled here, when others may have it already")
          .note(look.lazy.target.span(), "another thread that comes here sees it half done");
      add_fix(look, statements, i, finding);
      finding.only_if(condition_of(look));
      return;
    } else if (change && (is_empty_container(look.file, value) || shape_of(change).operation == ".")) {
      Finding finding = report.at(store[Field::left],
                                  quoted(look.lazy.target) + " is visible to other threads before it is complete");
      finding.note(change.span(), "completed here, when others may have it already")
          .note(look.lazy.target.span(), "another thread that comes here sees it half done");
      add_fix(look, statements, i, finding);
      finding.only_if(condition_of(look));
      return;
    }
    // `if not self.name`: a default that is put together while the object is made.
    if (look.shared == Shared::attribute && look.lazy.is_flag) continue;
    for (std::size_t j = i + 1; j < statements.size(); ++j) {
      const Node again = store_of(look, statements[j]);
      if (!again) continue;
      bool reads_itself = false;
      for_each_same(look.file, again[Field::right], look.lazy.target, [&](Node) { reads_itself = true; });
      if (!reads_itself) continue;
      Finding finding = report.at(
          store[Field::left], quoted(look.lazy.target) + " is visible to other threads before it has its final value");
      finding.note(again[Field::left].span(), "its final value is stored here")
          .note(look.lazy.target.span(), "another thread that comes here takes the first value");
      add_fix(look, statements, i, finding);
      finding.only_if(condition_of(look));
      return;
    }
  }
}

// Attributes say all kinds of things; only some names say that something is ready.
bool says_ready(Node flag) {
  const std::string_view name = last_name(flag);
  if (name.ends_with("ing")) return false;  // `_initializing`: somebody is at it
  for (const std::string_view word : {"built", "configured", "done", "init", "load", "populated", "prepared", "ready",
                                      "resolved", "setup", "started"}) {
    if (name.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// `done = True` in front of the work that it stands for.
void flag_then_data(const Look& look, std::span<const Node> statements, Report& report) {
  if (!look.lazy.is_flag || look.lazy.refuses || (look.shared == Shared::attribute && !says_ready(look.lazy.target)))
    return;
  for (std::size_t i = 0; i + 1 < statements.size(); ++i) {
    const Node store = store_of(look, statements[i]);
    if (!store || !assigned_value(store).is(Kind::true_) || is_locked(look, store)) continue;
    Node work;
    for (std::size_t j = i + 1; j < statements.size() && !work; ++j) {
      for (const Kind kind : {Kind::identifier, Kind::attribute}) {
        for_each_of_kind(look.file.tree, index(statements[j].id()), statements[j].after(), kind, [&](std::uint32_t n) {
          const Node name = look.file.node(NodeId{n});
          if (work || name.parent().is(Kind::attribute) || is_in_nested_function(look.file, name, look.guard)) return;
          const AccessShape shape = shape_of(name);
          if (shape.kind < AccessKind::rebind || shared_kind(look.file, name) != look.shared) return;
          if (!is_same(name, look.lazy.target)) work = name;
        });
      }
    }
    if (!work) continue;
    report.at(store[Field::left], quoted(look.lazy.target) + " says that all is ready before " + quoted(work) + " is")
        .note(work.span(), "made ready here")
        .note(look.lazy.target.span(), "another thread that comes here goes on without it")
        .only_if(condition_of(look));
    return;
  }
}

// `if x is None: with lock: x = make()`: whoever waited for the lock makes it again.
void locked_without_second_look(const Look& look, Report& report) {
  // A flag of an object may stand for work that is meant to wait and run again.
  if (look.lazy.statements.size() > 2 || (look.shared == Shared::attribute && look.lazy.is_flag)) return;
  for (const Node with : look.lazy.statements) {
    if (!with.is(Kind::with_statement)) continue;
    const std::vector<Node> inner = statements_of(with[Field::body]);
    if (inner.empty()) continue;
    const Node first = inner.front();
    const LockSet held = look.file.concurrency.held_at(first.id());
    if (held == 0 || (held & look.file.concurrency.held_at(look.guard[Field::condition].id())) != 0) continue;
    Node store;
    bool looks_again = false;
    for_each_same(look.file, with, look.lazy.target, [&](Node name) {
      const AccessShape shape = shape_of(name);
      if (shape.kind == AccessKind::rebind && name.parent().is(Kind::assignment) && !store) store = name;
      if (shape.kind > AccessKind::iterate) return;
      looks_again = looks_again || !store || name.begin() < store.begin();
    });
    if (!store || looks_again || assigned_value(store.parent()).is_any({Kind::none, Kind::false_})) continue;
    report.at(store, quoted(look.lazy.target) + " is made twice: nobody looks again once the lock is held")
        .note(look.lazy.target.span(), "two threads can pass this test before either has the lock")
        .note(first.span(), "the one that waited makes it again")
        .only_if(condition_of(look));
    return;
  }
}

// `if media.resolved: return` ... `else: media.resolved = True`, and then the work: on an object that the function was
// given.
void flag_of_a_parameter(const File& file, Node guard, FunctionId function, Report& report) {
  const Node flag = without_parentheses(guard[Field::condition]);
  if (!flag.is(Kind::attribute) || !flag[Field::object].is(Kind::identifier) || !says_ready(flag)) return;
  const BindingId binding = file.names.binding_of(flag[Field::object]);
  if (binding == kNoBinding || !file.names[binding].is(BindingKind::argument)) return;
  const ThreadFunction& around = file.concurrency[function];
  if (flag[Field::object].text() == around.self || around.is(ThreadFunction::is_lambda)) return;
  const std::vector<Node> leaves = statements_of(guard[Field::consequence]);
  if (leaves.empty() || !leaves.back().is(Kind::return_statement)) return;
  const Node whole = file.node(around.node);
  Node store;
  Node work;
  for_each_of_kind(file.tree, index(guard.id()), whole.after(), Kind::attribute, [&](std::uint32_t n) {
    const Node name = file.node(NodeId{n});
    if (!name[Field::object].is(Kind::identifier) || name[Field::object].text() != flag[Field::object].text()) return;
    if (shape_of(name).kind != AccessKind::rebind || is_in_nested_function(file, name, guard)) return;
    const bool raises = name.parent().is(Kind::assignment) && assigned_value(name.parent()).is(Kind::true_);
    if (!store && raises && is_same(name, flag)) store = name;
    if (store && !work && !is_same(name, flag) && !raises) work = name;
  });
  if (!store || !work || file.concurrency.held_at(store.id()) != 0) return;
  report.at(store, quoted(flag) + " says that all is ready before " + quoted(work) + " is")
      .note(work.span(), "made ready here")
      .note(flag.span(), "another thread that comes here goes on without it")
      .only_if({.function = function, .gate = Gate::threads, .partners = {function}});
}

void published_before_ready(const File& file, Node guard, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off()) return;
  // By the shape first, and by what is shared at all: nearly all tests are about something else.
  const bool is_handler = guard.is(Kind::except_clause);
  const Node block = is_handler ? guard.child(Kind::block) : guard[Field::consequence];
  const bool may_be_entry = !facts.locations().empty() && stores_entry(block);
  const bool has_threads = facts.is_library() || !facts.entries().empty();
  const bool asks = !is_handler && (has_threads || asks_whether_made(guard));
  Node target = is_handler ? Node{} : lazy_target(guard);
  const bool may_be_shared =
      target.is(Kind::identifier) ? !facts.locations().empty() : has_threads || !facts.locks().empty();
  if (!may_be_shared) target = {};
  if (!may_be_entry && !asks && !target) return;
  const FunctionId function = facts.function_of(guard.id());
  if (!facts.may_run(function)) return;
  if (may_be_entry) half_filled_entry(file, block, function, report);
  if (is_handler) return;
  if (facts.is_library() || facts[function].reached != Multiplicity::none)
    flag_of_a_parameter(file, guard, function, report);
  if (facts.may_run_shared(function)) report_unfinished_object(file, guard, function, report);
  if (!target) return;
  const Shared shared = shared_kind(file, target);
  if (shared == Shared::no) return;
  if (shared != Shared::global) {
    if (!facts.may_run_shared(function)) return;
    // An object that coroutines use belongs to the thread of its event loop.
    if (shared == Shared::attribute && facts[function].is(ThreadFunction::is_async)) return;
    if (!facts.is_library() && facts[function].reached == Multiplicity::none && !is_of_locked_class(file, target))
      return;
  }
  const LazyBlock lazy = lazy_block(guard);
  if (!lazy.target || lazy.statements.empty()) return;
  const Look look{file, lazy, guard, shared, function};
  stored_then_filled(look, lazy.statements, report);
  for (const Node statement : lazy.statements) {
    // The same below a `with lock:` or a `try:`, whose lock others do not take when they look.
    if (!statement.is_any({Kind::with_statement, Kind::try_statement})) continue;
    const std::vector<Node> inner = statements_of(statement[Field::body]);
    stored_then_filled(look, inner, report);
    for (const Node deeper : inner) {
      const LazyBlock again = deeper.is(Kind::if_statement) ? lazy_block(deeper) : LazyBlock{};
      if (again.target && is_same(again.target, lazy.target)) stored_then_filled(look, again.statements, report);
    }
  }
  flag_then_data(look, lazy.statements, report);
  locked_without_second_look(look, report);
}

}  // namespace

extern constexpr Rule FT103_published_before_ready{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::error,
    .doc = R"md(
An object that is made on first use is stored, and so visible to every thread, before it is complete: an empty table that is
filled afterwards, a `done` flag raised before the work, a first value that is replaced by the final one. A thread that comes
between sees something there, skips the making, and works with half of it. The GIL never prevented this, it only made it rare.

```py bad
_table = None


def table():
    global _table
    if _table is None:
        _table = {}
        for i in range(100):
            _table[i] = i * i
    return _table
```
```py good
_table = None


def table():
    global _table
    if _table is None:
        built = {i: i * i for i in range(100)}
        _table = built
    return _table
```

A lock that is taken only after the test needs a second test behind it, or whoever waited makes the object again:

```py bad
import threading

_lock = threading.Lock()
_index = None


def index():
    global _index
    if _index is None:
        with _lock:
            _index = load()
    return _index
```
```py good
import threading

_lock = threading.Lock()
_index = None


def index():
    global _index
    if _index is None:
        with _lock:
            if _index is None:
                _index = load()
    return _index
```

Globals of modules are looked at in every project. Attributes of `self` only where the project supports free threading
(`concurrency = "library"`), where the class has a lock, or where a thread is known to run the method.

Python's documentation: "Operations that involve multiple accesses" are not atomic ("Thread Safety Guarantees",
<https://docs.python.org/3.15/library/threadsafety.html>). Hypothesis, imageio and django-components each mended such a race.

An entry of a shared dictionary is no different: `entry = cache[key] = {}` is found by others before it is filled.

The fix builds the object under a local name and stores it last. It is unsafe: code called meanwhile no longer sees the object.
)md",
    .listens = on_node({Kind::except_clause, Kind::if_statement}, published_before_ready, Needs::concurrency),
};

}  // namespace whip::rules
