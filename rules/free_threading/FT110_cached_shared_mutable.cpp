// A cache of objects of which there must be one: under threads it may make two.

#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

bool is_cache(const File& file, Node decorator) {
  Node value = decorator.operands()[0];
  if (value.is(Kind::call)) value = value[Field::function];
  const std::string_view last = last_name(value);
  if (last != "cache" && last != "lru_cache" && last != "cached_property") return false;
  const QualifiedName name = file.names.qualified_name(value);
  return name.first() == "functools";
}

// What a lock is made by; of two, each thread has one and nobody waits.
std::string_view unique_maker(const File& file, Node value) {
  value = without_parentheses(value);
  if (!value.is(Kind::call)) return {};
  const QualifiedName name = file.names.qualified_name(value[Field::function]);
  for (const std::string_view maker :
       {"threading.Lock", "threading.RLock", "threading.Condition", "threading.Semaphore", "threading.BoundedSemaphore",
        "threading.local", "queue.Queue", "queue.SimpleQueue", "concurrent.futures.ThreadPoolExecutor",
        "sqlite3.connect"}) {
    if (name.is(maker)) return maker;
  }
  return {};
}

void cached_shared_mutable(const File& file, Node decorator, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off() || !is_cache(file, decorator)) return;
  const Node definition = decorator.parent()[Field::definition];
  if (!definition.is(Kind::function_definition)) return;
  for_each_of_kind(file.tree, index(definition.id()), definition.after(), Kind::return_statement, [&](std::uint32_t n) {
    const Node value = file.node(NodeId{n}).operands()[0];
    const std::string_view maker = unique_maker(file, value);
    if (maker.empty() || is_in_nested_function(file, value, definition[Field::body])) return;
    Finding finding = report.at(value, "Two threads that ask at once get a `" + std::string(maker) +
                                           "` each: a cache may compute a value twice");
    finding.note(decorator.span(), "cached here, without a lock")
        .help("Keep it in a dictionary with `setdefault`, or make it under a lock");
    one_thread(file, facts.function_of(value.id()), 0, finding);
    another_thread_here(value, finding);
  });
}

}  // namespace

extern constexpr Rule FT110_cached_shared_mutable{
    .since = "0.1",
    .severity = Severity::warning,
    .doc = R"md(
`functools.cache` and, from Python 3.12, `cached_property` hold no lock while they compute: two threads that ask at once may both
run the function, and each gets its own result. For a pure value that is a little wasted time. For a lock, a queue or a connection
it is two where there must be one.

```py bad
import threading
from functools import cache


@cache
def lock_for(key):
    return threading.Lock()
```
```py good
import threading

_locks = {}


def lock_for(key):
    return _locks.setdefault(key, threading.Lock())
```

Python's documentation of `cached_property`: "the getter function could run more than once on the same instance"
(<https://docs.python.org/3/library/functools.html#functools.cached_property>).
)md",
    .listens = on_node({Kind::decorator}, cached_shared_mutable, Needs::concurrency),
};

}  // namespace whip::rules
