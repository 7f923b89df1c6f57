// A copy that is meant to be safe to walk, taken in a way that is not one step.

#include <string>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/free_threading/shared_containers.h"
#include "rules/shared/access_paths.h"

namespace whip::rules {
namespace {

void non_atomic_snapshot(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off()) return;
  for (const Location& location : facts.locations()) {
    if (!is_exact_builtin(location.container) || location.container == ContainerKind::list ||
        !is_shared(file, location))
      continue;
    for (const ThreadAccess& access : facts.accesses(location)) {
      const bool copies =
          access.kind == AccessKind::iterate && (access.operation == "tuple" || access.operation == "*");
      if (!copies || access.held != 0 || !facts.may_run(access.function)) continue;
      const std::vector<FunctionId> partners = changers(file, location, false);
      if (partners.empty()) break;
      const Node name = file.node(access.node);
      Finding finding =
          report.at(name, "This copy of `" + facts.location_name(location) +
                              "` is not made in one step: it can raise while another thread changes it in " +
                              facts.function_name(partners.front()));
      one_thread(file, access.function, access.held, finding);
      whoever_changes(file, location, partners, finding);
      // tuple(d) and tuple(d.keys()) become tuple(list(d)): list() of an exact built-in is one step.
      const Node list = name.parent();
      const Node view = list.is(Kind::attribute) ? list.parent() : Node{};
      const bool of_keys = view.is(Kind::call) && list[Field::attribute].text() == "keys";
      if (access.operation == "tuple" && (list.is(Kind::argument_list) || of_keys)) {
        const Node whole = of_keys ? view : name;
        finding.fix(Safety::safe, "Copy with `list`, which is one step",
                    Edit::replace(whole.span(), "list(" + std::string(name.text()) + ")"));
      }
      finding.only_if({.function = access.function, .gate = Gate::threads, .partners = partners});
    }
  }
}

}  // namespace

extern constexpr Rule FT105_non_atomic_snapshot{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
Whoever walks a shared dictionary takes a copy first. With the GIL, `tuple(d.keys())` was as good a copy as any: nothing could
come between. Without it, only some ways hold the dictionary's own lock while they copy: `d.copy()`, `list(d)`, `list(d.keys())`.
`tuple(...)` and `[*d]` go through an iterator, and raise `RuntimeError` when another thread adds a key. No test on a build with
the GIL can ever show it.

```toml
concurrency = "library"
```
```py bad
cache = {}


def put(key, value):
    cache[key] = value


def shrink():
    for key in tuple(cache.keys()):
        cache.pop(key, None)
```
```py good
cache = {}


def put(key, value):
    cache[key] = value


def shrink():
    for key in list(cache):
        cache.pop(key, None)
```

Python's documentation promises locking for `list.extend` (and so `list()`) with exact `list`, `tuple`, `set`, `frozenset`, `dict`
and views of dictionaries "but not their subclasses" (<https://docs.python.org/3.15/library/threadsafety.html>). The regex module
raised 14 times in 800 calls this way, and never with the GIL (issue 606).
)md",
    .listens = on_file(non_atomic_snapshot, Needs::concurrency),
};

}  // namespace whip::rules
