// A value that is saved, overwritten and put back: two threads put back each other's.

#include <optional>
#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// `x = saved` among the statements of a `finally`, where `saved` is a plain name.
Node restoring(Node statement) {
  const Node assignment = expression_of(statement);
  if (!assignment.is(Kind::assignment)) return {};
  const bool plain = assignment[Field::right].is(Kind::identifier) &&
                     assignment[Field::left].is_any({Kind::identifier, Kind::attribute});
  return plain ? assignment : Node{};
}

// An attribute of something imported: process-wide, like a global.
bool is_of_module(const File& file, Node target) {
  if (!target.is(Kind::attribute)) return false;
  const Node first = first_name(target);
  const BindingId binding = first ? file.names.binding_of(first) : kNoBinding;
  return binding != kNoBinding && file.names[binding].is_any_import();
}

void save_restore_shared_state(const File& file, Node finally_clause, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off()) return;
  const FunctionId function = facts.function_of(finally_clause.id());
  if (!facts.may_run(function) || facts.held_at(finally_clause.id()) != 0) return;
  std::optional<Finding> finding;
  for (const Node statement : statements_of(finally_clause.child(Kind::block))) {
    const Node restore = restoring(statement);
    if (!restore) continue;
    const Node target = restore[Field::left];
    const Shared shared = shared_kind(file, target);
    const bool process_wide =
        shared == Shared::global || shared == Shared::class_attribute || is_of_module(file, target);
    const bool locked_object =
        shared == Shared::attribute && is_of_locked_class(file, target) && facts.may_run_shared(function);
    if (!process_wide && !locked_object) continue;
    // saved = x, and x = something else, before or inside the `try`.
    const std::string_view saved = restore[Field::right].text();
    Node save;
    Node overwrite;
    const Node whole = file.node(facts[function].node);
    for_each_same(file, whole, target, [&](Node name) {
      if (name.begin() >= target.begin() || is_in_nested_function(file, name, finally_clause)) return;
      const Node parent = name.parent();
      if (!parent.is(Kind::assignment)) return;
      if (name.field() == Field::right && parent[Field::left].text() == saved) save = name;
      if (name.field() == Field::left && save) overwrite = name;
    });
    if (!save || !overwrite || facts.held_at(overwrite.id()) != 0) continue;
    const std::string name = "`" + std::string(target.text()) + "`";
    if (finding) {
      finding->note(target.span(), "so is " + name);
      continue;
    }
    finding = report.at(target, name + " is put back to what another thread may have set meanwhile");
    finding->note(save.span(), "saved here")
        .note(overwrite.span(), "overwritten here, for every thread")
        .help("Keep the value in a `contextvars.ContextVar`")
        .only_if({.function = function, .gate = Gate::threads});
  }
}

}  // namespace

extern constexpr Rule FT108_save_restore_shared_state{
    .since = "0.1",
    .severity = Severity::error,
    .doc = R"md(
Code that saves a shared value, sets its own, and puts the old one back assumes to be alone meanwhile. With two threads, the second
saves what the first had set, and the last to leave puts that back for ever. A lock does not help unless it is held all the while:
a value for the time of a call belongs into a `ContextVar`.

```toml
concurrency = "library"
```
```py bad
from contextlib import contextmanager

precision = 8


@contextmanager
def printed_with(p):
    global precision
    saved = precision
    precision = p
    try:
        yield
    finally:
        precision = saved
```
```py good
from contextlib import contextmanager
from contextvars import ContextVar

_precision = ContextVar("precision", default=8)


@contextmanager
def printed_with(p):
    token = _precision.set(p)
    try:
        yield
    finally:
        _precision.reset(token)
```

Reported for globals, attributes of classes and of imported modules, where a thread is known to get there or the project supports
free threading; for attributes of `self` only where the class has a lock.

Python's documentation: `contextvars` (<https://docs.python.org/3/library/contextvars.html>): "Context managers that have state
should use Context Variables instead of `threading.local()`".
)md",
    .listens = on_node({Kind::finally_clause}, save_restore_shared_state, Needs::concurrency),
};

}  // namespace whip::rules
