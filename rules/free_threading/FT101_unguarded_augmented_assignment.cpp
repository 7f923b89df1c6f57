// `x += 1` on something that threads share: a read and a write, between which another thread's write is lost.

#include <algorithm>
#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// Whether the location is written under a lock somewhere: then FT107 tells of the place that forgot it.
bool is_guarded_elsewhere(const Concurrency& facts, const Location& location) {
  for (const ThreadAccess& access : facts.accesses(location)) {
    if (access.writes() && access.held != 0) return true;
  }
  return false;
}

// `x += 1`, `x = x + 1`.
bool is_update(const File& file, const ThreadAccess& access) {
  if (access.kind == AccessKind::update) return true;
  const Node name = file.node(access.node);
  const Node assignment = name.parent();
  if (access.kind != AccessKind::rebind || !assignment.is(Kind::assignment) || name.field() != Field::left)
    return false;
  const Node sum = without_parentheses(assignment[Field::right]);
  return sum.is(Kind::binary_operator) && (is_same(sum[Field::left], name) || is_same(sum[Field::right], name));
}

// `x = first` and then `x += more` in one function: a value that is put together, not one that is kept.
bool begins_here(const Concurrency& facts, const Location& location, const ThreadAccess& update) {
  return std::ranges::any_of(facts.accesses(location), [&](const ThreadAccess& access) {
    return access.function == update.function && access.kind == AccessKind::rebind && access.node < update.node;
  });
}

void unguarded_augmented_assignment(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off()) return;
  for (const Location& location : facts.locations()) {
    if (location.is_thread_local || is_guarded_elsewhere(facts, location)) continue;
    if (location.kind != LocationKind::global && facts[location.owner].is(ThreadClass::is_thread_local)) continue;
    for (const ThreadAccess& access : facts.accesses(location)) {
      if (!is_update(file, access) || access.held != 0 || !facts.may_run(access.function)) continue;
      const ThreadFunction& function = facts[access.function];
      Gate gate = Gate::many;
      if (location.kind == LocationKind::attribute) {
        // Objects of their own for each thread are the rule: only a thread's own object, or one with a lock, is shared.
        const ThreadClass& owner = facts[location.owner];
        const bool meant = owner.is(ThreadClass::owns_lock) && is_covered_by_lock(facts, location);
        if (!facts.may_run_shared(access.function) || belongs_to_loop(facts, location)) continue;
        if (!meant && function.reached != Multiplicity::many) continue;
        // What the thread itself runs of its own object.
        if (owner.is(ThreadClass::is_thread) && (!meant || function.reached == Multiplicity::one)) continue;
        if (meant) gate = Gate::none;
      }
      if (begins_here(facts, location, access)) continue;
      Finding finding =
          report.at(file.node(access.node).parent(),
                    "`" + facts.location_name(location) +
                        "` is read and written in two steps: another thread's change between them is lost");
      one_thread(file, access.function, access.held, finding);
      const auto other = std::ranges::find_if(facts.accesses(location), [&](const ThreadAccess& one) {
        return one.node != access.node && facts.may_run_shared(one.function);
      });
      if (other != facts.accesses(location).end()) {
        another_thread(file, *other, finding);
      } else {
        another_thread_here(file.node(access.node), finding);
      }
      finding.only_if({.function = access.function, .gate = gate});
    }
  }
}

}  // namespace

extern constexpr Rule FT101_unguarded_augmented_assignment{
    .since = "0.1",
    .severity = Severity::warning,
    .doc = R"md(
`hits += 1` loads, adds and stores. Two threads that load the same value both store the same sum, and one of the two counts is
gone. With the GIL this mostly went well, because threads are switched only at calls and at the end of loops; without it the two
run at the same time.

```py bad
import threading

hits = 0


def handle():
    global hits
    hits += 1


for _ in range(8):
    threading.Thread(target=handle).start()
```
```py good
import threading

hits = 0
_lock = threading.Lock()


def handle():
    global hits
    with _lock:
        hits += 1


for _ in range(8):
    threading.Thread(target=handle).start()
```

Reported, also written out as `hits = hits + 1`, for globals, for attributes of classes, and for attributes of `self` where the
class has a lock for them or many threads run the method; where many threads are known to get there (`Thread`s in a loop, pools, request handlers, also from other files of the
project), or where the project supports free threading. Silent: values of `threading.local()`, code that runs only while modules
are imported, code whose callers all hold a lock. A counter whose losses do no harm is marked `# whip: racy-ok[statistics]`.

Python's documentation: "Operations that involve multiple accesses ... are never atomic"
(<https://docs.python.org/3.15/library/threadsafety.html>). Hypothesis lost counts this way (issue 4459).
)md",
    .listens = on_file(unguarded_augmented_assignment, Needs::concurrency),
};

}  // namespace whip::rules
