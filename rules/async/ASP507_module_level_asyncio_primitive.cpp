// One asyncio lock, event or queue for several event loops.

#include <algorithm>
#include <array>
#include <string>

#include "core/syntax/kind_scan.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

constexpr std::array<std::string_view, 9> kPrimitives = {
    "Barrier", "BoundedSemaphore", "Condition", "Event", "LifoQueue", "Lock", "PriorityQueue", "Queue", "Semaphore"};

// The first call that starts a loop in a thread, of which there may be several at once; absent if there is none.
Node loop_of_a_thread(const File& file) {
  const Concurrency& facts = file.concurrency;
  Node found;
  for_each_of_kind(file.tree, 0, file.tree.own_size, Kind::call, [&](std::uint32_t n) {
    if (found) return;
    const Node call = file.node(NodeId{n});
    const std::string_view last = last_name(call[Field::function]);
    if (last != "run" && last != "Runner" && last != "new_event_loop") return;
    if (facts[facts.function_of(NodeId{n})].reached == Multiplicity::none) return;
    const QualifiedName name = file.names.qualified_name(call[Field::function]);
    if (name.is("asyncio", last)) found = call;
  });
  return found;
}

// The names that hold such an object for as long as the module is there.
void module_level_asyncio_primitive(const File& file, Report& report) {
  if (file.concurrency.entries().empty() || !file.names.imports_module("asyncio")) return;
  const Node loop = loop_of_a_thread(file);
  if (!loop) return;
  const Concurrency& facts = file.concurrency;
  for_each_of_kind(file.tree, 0, file.tree.own_size, Kind::assignment, [&](std::uint32_t n) {
    const Node assignment = file.node(NodeId{n});
    if (facts.function_of(NodeId{n}) != kModuleCode) return;
    const Node value = assigned_value(assignment);
    if (!value.is(Kind::call)) return;
    const QualifiedName name = file.names.qualified_name(value[Field::function]);
    if (name.size() != 2 || name.first() != "asyncio" ||
        std::ranges::find(kPrimitives, name.last()) == kPrimitives.end())
      return;
    report
        .at(value, "`asyncio." + std::string(name.last()) +
                       "` belongs to the first event loop that waits for it, and this program runs several")
        .help("Make it in the coroutine that each loop runs, and pass it on")
        .note(loop.span(), "a loop of its own for each thread");
  });
}

}  // namespace

extern constexpr Rule ASP507_module_level_asyncio_primitive{
    .since = "0.1",
    .severity = Severity::warning,
    .doc = R"md(
A lock, event or queue of asyncio becomes the property of the first loop in which a task has to wait for it. Another loop that waits
for it raises "is bound to a different event loop" - if it has to wait, that is: mostly under load. Programs with a loop in each thread
cannot share them through a module.

```py bad
import asyncio
import threading

semaphore = asyncio.Semaphore(4)


async def job():
    async with semaphore:
        await asyncio.sleep(0)


def thread_main():
    asyncio.run(job())


for _ in range(4):
    threading.Thread(target=thread_main).start()
```
```py good
import asyncio
import threading


async def job(semaphore):
    async with semaphore:
        await asyncio.sleep(0)


async def main():
    await job(asyncio.Semaphore(4))


def thread_main():
    asyncio.run(main())


for _ in range(4):
    threading.Thread(target=thread_main).start()
```

Reported where the file itself runs a loop in a thread.

Python's documentation: "Synchronization Primitives" (<https://docs.python.org/3/library/asyncio-sync.html>).
)md",
    .listens = on_file(module_level_asyncio_primitive, Needs::concurrency),
};

}  // namespace whip::rules
