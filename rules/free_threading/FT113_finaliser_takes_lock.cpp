// Code that the garbage collector runs in the midst of other code, taking a lock that the other code may hold.

#include <string>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

void finaliser_takes_lock(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off()) return;
  for (const Hold& hold : facts.holds()) {
    const ThreadFunction& function = facts[hold.function];
    const Lock& lock = facts[hold.lock];
    if (!function.is(ThreadFunction::is_finaliser) || lock.kind != LockKind::lock) continue;
    // The lock of the dying object itself is nobody else's any more.
    if (lock.place.kind == NamedPlace::Kind::attribute &&
        file.node(lock.created).parent()[Field::left].is(Kind::attribute))
      continue;
    for (const Hold& other : facts.holds()) {
      if (other.lock != hold.lock || facts[other.function].is(ThreadFunction::is_finaliser)) continue;
      Finding finding =
          report.at(file.node(hold.where), facts.function_name(hold.function) + " can run while its own thread holds " +
                                               facts.lock_names(bit_of(hold.lock)) + ", and would wait for itself");
      one_thread(file, other.function, bit_of(hold.lock), finding);
      finding.note(file.node(other.where).span(), "held here, where a collection may come between")
          .help("Note what is to be done in a `queue.SimpleQueue`, whose `put` may be called anywhere");
      break;
    }
  }
}

}  // namespace

extern constexpr Rule FT113_finaliser_takes_lock{
    .since = "0.1",
    .severity = Severity::warning,
    .doc = R"md(
`__del__`, callbacks of weak references, `weakref.finalize` and signal handlers run whenever a collection or a signal comes, in the
midst of whatever the thread is doing. If that is code that holds a plain lock, and the finaliser takes the same one, the thread
waits for itself.

```py bad
import threading

_lock = threading.Lock()
live = {}


class Handle:
    def __del__(self):
        with _lock:
            live.pop(id(self), None)


def snapshot():
    with _lock:
        return dict(live)
```
```py good
import queue

dead = queue.SimpleQueue()


class Handle:
    def __del__(self):
        dead.put(id(self))
```

Left alone: `RLock`s, which the same thread may take again, and locks of the object that dies.

Python's documentation: `SimpleQueue.put` is reentrant, so that it can be used "in destructors such as `__del__` methods or
`weakref` callbacks" (<https://docs.python.org/3/library/queue.html#queue.SimpleQueue.put>).
)md",
    .listens = on_file(finaliser_takes_lock, Needs::concurrency),
};

}  // namespace whip::rules
