// A plain lock that its holder takes again: the thread waits for itself.

#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// Whether the lock is a plain one, made in this file: only those are certain.
bool is_plain(const Lock& lock) {
  return lock.kind == LockKind::lock && lock.created != kNoNode &&
         (lock.place.kind == NamedPlace::Kind::global || lock.place.kind == NamedPlace::Kind::attribute);
}

// Where the function itself takes the lock in a `with`; null if it does not.
const Hold* taken_by(const Concurrency& facts, FunctionId function, LockId lock) {
  for (const Hold& hold : facts.holds()) {
    if (hold.function == function && hold.lock == lock && hold.how == Hold::How::with) return &hold;
  }
  return nullptr;
}

// `threading.Lock()` becomes `threading.RLock()`, where the class is written with its module.
void make_reentrant(const File& file, const Lock& lock, Finding& finding) {
  const Node maker = file.node(lock.created)[Field::function];
  if (!maker.is(Kind::attribute) || maker[Field::attribute].text() != "Lock") return;
  finding.fix(Safety::unsafe, "Use an `RLock`, which its holder may take again",
              Edit::replace(maker[Field::attribute].span(), "RLock"));
}

void nonreentrant_reacquire(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off()) return;
  for (const Hold& outer : facts.holds()) {
    const Lock& lock = facts[outer.lock];
    if (!is_plain(lock) || outer.how != Hold::How::with) continue;
    const bool of_self = lock.place.kind == NamedPlace::Kind::attribute;
    for (const Hold& inner : facts.holds()) {
      if (inner.function != outer.function || inner.lock != outer.lock || inner.how != Hold::How::with ||
          inner.begin <= outer.begin || inner.begin >= outer.end)
        continue;
      if (!is_same(file.node(inner.where), file.node(outer.where))) continue;
      Finding finding = report.at(file.node(inner.where), "`" + std::string(file.node(inner.where).text()) +
                                                              "` is held already: the thread waits for itself");
      finding.note(file.node(outer.where).span(), "taken here")
          .note(file.node(lock.created).span(), "a plain lock, which its holder cannot take again");
      make_reentrant(file, lock, finding);
    }
    for (const ThreadCall& call : facts.calls()) {
      if (call.caller != outer.function || index(call.node) < outer.begin || index(call.node) >= outer.end ||
          call.callee == outer.function)
        continue;
      if (of_self && (!call.on_self || facts[call.callee].owner != facts[outer.function].owner)) continue;
      if (of_self && file.node(outer.where)[Field::object].text() != facts[outer.function].self) continue;
      if (facts[call.callee].is(ThreadFunction::is_generator | ThreadFunction::is_async)) continue;
      const Hold* const again = taken_by(facts, call.callee, outer.lock);
      if (again == nullptr) continue;
      Finding finding = report.at(file.node(call.node), facts.function_name(call.callee) + " takes " +
                                                            facts.lock_names(bit_of(outer.lock)) +
                                                            ", which is held here: the thread waits for itself");
      finding.note(file.node(outer.where).span(), "taken here").note(file.node(again->where).span(), "and again here");
      make_reentrant(file, lock, finding);
    }
  }
}

}  // namespace

extern constexpr Rule FT204_nonreentrant_reacquire{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::error,
    .doc = R"md(
A `threading.Lock` knows no owner. A method that holds it and calls another that takes it waits for itself, for ever, on any build.
Locks that are added in a hurry are where this comes from.

```py bad
import threading


class C:
    def __init__(self):
        self._lock = threading.Lock()

    def size(self):
        with self._lock:
            return 1

    def show(self):
        with self._lock:
            return self.size()
```
```py good
import threading


class C:
    def __init__(self):
        self._lock = threading.RLock()

    def size(self):
        with self._lock:
            return 1

    def show(self):
        with self._lock:
            return self.size()
```

Reported for locks that this file makes as plain `Lock`s, for the same object, one call deep.

Python's documentation: `threading.Lock` is "not owned by a particular thread when locked"; a second `acquire` blocks
(<https://docs.python.org/3/library/threading.html#lock-objects>).

The fix makes an `RLock`. It is unsafe: what the inner method sees is then the half-done work of the outer one.
)md",
    .listens = on_file(nonreentrant_reacquire, Needs::concurrency),
};

}  // namespace whip::rules
