// A lock that is made by whoever takes it: everybody has one of their own.

#include <string>

#include "core/syntax/expression.h"
#include "core/text/contains.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"
#include "rules/shared/statement_removal.h"

namespace whip::rules {
namespace {

bool makes_lock(const File& file, Node value) {
  value = without_parentheses(value);
  if (!value.is(Kind::call)) return false;
  const std::string_view last = last_name(value[Field::function]);
  if (last != "Lock" && last != "RLock" && last != "Condition" && last != "Semaphore" && last != "BoundedSemaphore")
    return false;
  const QualifiedName name = file.names.qualified_name(value[Field::function]);
  return name.size() == 2 && name.first() == "threading";
}

// Whether the name is only ever taken: not stored, passed on, returned or seen by a function below.
bool stays_here(const File& file, const Binding& lock, FunctionId function) {
  bool stays = true;
  file.names.for_each_reference(lock, [&](const Reference& reference) {
    const Node name = file.node(reference.node);
    const Node parent = name.parent();
    const bool taken = parent.is_any({Kind::with_item, Kind::with_clause}) ||
                       (parent.is(Kind::attribute) && parent.parent().is(Kind::call));
    stays = stays && taken && file.concurrency.function_of(name.id()) == function;
  });
  return stays;
}

// The lock as a global of that name, before the definition in which it is made.
void make_once(const File& file, std::string_view name, Node value, Edit instead, Finding& finding) {
  if (file.names.bound(kModuleScope, name) != kNoBinding || (name == "_lock" && contains(file.text, name))) return;
  Node top = value;
  while (top.parent() && top.parent() != file.root()) top = top.parent();
  if (file.comments.any_inside(instead.span)) return;
  const std::string newline(file.newline());
  finding.fix(
      Safety::unsafe, "Make it once, for the module",
      {Edit::insert(top.begin(), std::string(name) + " = " + std::string(value.text()) + newline + newline + newline),
       std::move(instead)});
}

void lock_without_exclusion(const File& file, Node with, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off() || !file.names.imports_module("threading") || with.first_child().is(Kind::kw_async)) return;
  const FunctionId function = facts.function_of(with.id());
  if (function == kModuleCode) return;
  for (const Node item : with.child(Kind::with_clause).operands()) {
    const Node value = without_parentheses(item[Field::value]);
    if (makes_lock(file, value)) {
      Finding finding = report.at(value, "This lock is made here and excludes nobody");
      one_thread(file, function, 0, finding);
      finding.note(with[Field::body].span(), "another does the same at the same time, under a lock of its own")
          .help("Make it once, where everybody who needs it finds it");
      make_once(file, "_lock", value, Edit::replace(value.span(), "_lock"), finding);
      continue;
    }
    if (!value.is(Kind::identifier)) continue;
    const BindingId id = file.names.binding_of(value);
    if (id == kNoBinding || !file.names[id].is(BindingKind::assignment)) continue;
    const Binding& lock = file.names[id];
    const Node name = file.node(lock.node);
    if (lock.scope == kModuleScope || lock.has(Binding::is_global | Binding::is_nonlocal) ||
        facts.function_of(name.id()) != function)
      continue;
    const Node assignment = name.parent();
    if (!assignment.is(Kind::assignment) || assignment[Field::right].is(Kind::assignment) ||
        !makes_lock(file, assignment[Field::right]))
      continue;
    if (!stays_here(file, lock, function)) continue;
    Finding finding =
        report.at(value, "`" + std::string(value.text()) + "` is made anew in every call and excludes nobody");
    one_thread(file, function, 0, finding);
    finding.note(assignment[Field::right].span(), "made here, by whoever takes it; another thread has its own")
        .help("Make it once, where everybody who needs it finds it");
    make_once(file, value.text(), assignment[Field::right], remove_statement(file, enclosing_statement(assignment)),
              finding);
  }
}

}  // namespace

extern constexpr Rule FT202_lock_without_exclusion{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::error,
    .doc = R"md(
Two threads exclude each other only if they take the same lock. One that is made by the function that takes it is another one in
every call: the `with` reads like protection and is none.

```py bad
import threading

stock = {"n": 5}


def sell():
    lock = threading.Lock()
    with lock:
        stock["n"] -= 1
```
```py good
import threading

stock = {"n": 5}
_lock = threading.Lock()


def sell():
    with _lock:
        stock["n"] -= 1
```

Left alone: locks that leave the function (stored, passed on, returned) and those that inner functions take, which may be threads
that are started here.

Python's documentation: `threading.Lock` (<https://docs.python.org/3/library/threading.html#lock-objects>). Such a `with` was once
proposed as the cure of a crash (xarray, pull request 10776).
)md",
    .listens = on_node({Kind::with_statement}, lock_without_exclusion, Needs::concurrency),
};

}  // namespace whip::rules
