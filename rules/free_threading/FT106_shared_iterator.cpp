// One iterator that several threads advance.

#include <string>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// `next(x)`, or a loop over it.
bool advances(const File& file, const ThreadAccess& access) {
  if (access.kind == AccessKind::iterate) return true;
  const Node parent = file.node(access.node).parent();
  if (!parent.is(Kind::argument_list)) return false;
  const Node function = parent.parent()[Field::function];
  return file.names.is_builtin(function, "next");
}

// From 3.15 on an iterator can be made to serve one thread at a time.
void add_fix(const File& file, const Location& location, Finding& finding) {
  const BindingId threading = file.names.bound(kModuleScope, "threading");
  if (file.target < PythonVersion::py315 || location.value == kNoNode || threading == kNoBinding ||
      !file.names[threading].is(BindingKind::import)) {
    return;
  }
  const Span value = file.node(location.value).span();
  finding.fix(Safety::unsafe, "Let it serve one thread at a time: `threading.serialize_iterator`",
              {Edit::insert(value.begin, "threading.serialize_iterator("), Edit::insert(value.end, ")")});
}

void shared_iterator(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off()) return;
  for (const Location& location : facts.locations()) {
    if (location.container != ContainerKind::iterator || location.kind == LocationKind::attribute) continue;
    for (const ThreadAccess& access : facts.accesses(location)) {
      if (access.held != 0 || !facts.may_run(access.function) || !advances(file, access)) continue;
      Finding finding = report.at(file.node(access.node), "Several threads advance `" + facts.location_name(location) +
                                                              "`, which is one iterator");
      if (location.defined != kNoNode) finding.note(file.node(location.defined).span(), "made here, once");
      one_thread(file, access.function, access.held, finding);
      another_thread_here(file.node(access.node), finding);
      add_fix(file, location, finding);
      finding.help("Give each thread its own, hold a lock, or hand out the values through a `queue.Queue`");
      finding.only_if({.function = access.function, .gate = Gate::many});
      break;
    }
  }
}

}  // namespace

extern constexpr Rule FT106_shared_iterator{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::error,
    .doc = R"md(
An iterator has one place where it stands. Two threads that advance the same generator get `ValueError: generator already
executing`; with the iterators of lists and ranges they get values twice or not at all.

```py bad
import threading


def lines():
    yield from range(100)


src = lines()


def drain():
    for x in src:
        print(x)


for _ in range(3):
    threading.Thread(target=drain).start()
```
```py good
import threading


def lines():
    yield from range(100)


src = threading.serialize_iterator(lines())


def drain():
    for x in src:
        print(x)


for _ in range(3):
    threading.Thread(target=drain).start()
```

`threading.serialize_iterator` is there from Python 3.15; before that, a lock around `next`, or a queue. `pool.map(f, iterator)` takes
the values in one thread and is left alone.

CPython does not lock iterators, on purpose (gh-124397, gh-120496).
)md",
    .listens = on_file(shared_iterator, Needs::concurrency),
};

}  // namespace whip::rules
