// `x += 1` on something that threads share: a read and a write, between which another thread's write is lost.

#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
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

std::string how(const Concurrency& facts, const ThreadAccess& access) {
  std::string text(access.writes() ? "written in " : "read in ");
  text += facts.function_name(access.function);
  return access.held == 0 ? text + ", holding no lock" : text + ", holding " + facts.lock_names(access.held);
}

void unguarded_augmented_assignment(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off()) return;
  for (const Location& location : facts.locations()) {
    if (location.is_thread_local || is_guarded_elsewhere(facts, location)) continue;
    if (location.kind != LocationKind::global && facts[location.owner].is(ThreadClass::is_thread_local)) continue;
    for (const ThreadAccess& access : facts.accesses(location)) {
      if (access.kind != AccessKind::update || access.held != 0 || !facts.may_run(access.function)) continue;
      const ThreadFunction& function = facts[access.function];
      Gate gate = Gate::many;
      if (location.kind == LocationKind::attribute) {
        // Objects of their own for each thread are the rule: only a thread's own object, or one with a lock, is shared.
        const bool owns_lock = facts[location.owner].is(ThreadClass::owns_lock);
        if (!facts.may_run_shared(access.function)) continue;
        if (!owns_lock && function.reached != Multiplicity::many) continue;
        if (!owns_lock && facts[location.owner].is(ThreadClass::is_thread)) continue;
        if (owns_lock) gate = Gate::none;
      }
      Finding finding =
          report.at(file.node(access.node).parent(),
                    "`" + facts.location_name(location) +
                        "` is read and written in two steps: another thread's change between them is lost");
      for (const ThreadAccess& other : facts.accesses(location)) {
        if (other.node == access.node || !facts.may_run(other.function)) continue;
        finding.note(file.node(other.node).span(), how(facts, other));
        break;
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

Reported for globals, for attributes of classes, and for attributes of `self` where the class has a lock or many threads run the
method; where many threads are known to get there (`Thread`s in a loop, pools, request handlers, also from other files of the
project), or where the project supports free threading. Silent: values of `threading.local()`, code that runs only while modules
are imported, code whose callers all hold a lock. A counter whose losses do no harm is marked `# whip: racy-ok[statistics]`.

Python's documentation: "Operations that involve multiple accesses ... are never atomic"
(<https://docs.python.org/3.15/library/threadsafety.html>). Hypothesis lost counts this way (issue 4459).
)md",
    .listens = on_file(unguarded_augmented_assignment, Needs::concurrency),
};

}  // namespace whip::rules
