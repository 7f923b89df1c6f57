// `with lock:` around an `await`, where the lock is one for threads.

#include <string>

#include "core/syntax/kind_scan.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// The first place in the block where another task may run; absent if there is none.
Node suspension(const File& file, Node block) {
  Node found;
  const auto look = [&](Node node) {
    if (!found && !is_in_nested_function(file, node, block)) found = node;
  };
  const auto each = [&](Kind kind, auto&& wanted) {
    for_each_of_kind(file.tree, index(block.id()), block.after(), kind, [&](std::uint32_t n) {
      const Node node = file.node(NodeId{n});
      if (wanted(node)) look(node);
    });
  };
  each(Kind::await, [](Node) { return true; });
  for (const Kind kind : {Kind::for_statement, Kind::with_statement})
    each(kind, [](Node node) { return static_cast<bool>(node.child(Kind::kw_async)); });
  each(Kind::yield, [](Node) { return true; });  // of an asynchronous generator: the block is in a coroutine
  return found;
}

// A global `threading.Lock()` that only coroutines take, by `with`, becomes an `asyncio.Lock()`.
void make_it_for_tasks(const File& file, Node lock, Finding& finding) {
  const BindingId id = lock.is(Kind::identifier) ? file.names.lookup(lock.text(), kModuleScope) : kNoBinding;
  const BindingId asyncio = file.names.bound(kModuleScope, "asyncio");
  if (id == kNoBinding || asyncio == kNoBinding || !file.names[asyncio].is(BindingKind::import) ||
      !file.names[id].is(BindingKind::assignment)) {
    return;
  }
  const Node made = assigned_value(file.node(file.names[id].node).parent());
  if (!made.is(Kind::call) || !file.names.qualified_name(made[Field::function]).is("threading.Lock")) return;
  std::vector<Edit> edits = {Edit::replace(made[Field::function].span(), "asyncio.Lock")};
  bool all_by_with = true;
  file.names.for_each_reference(file.names[id], [&](const Reference& reference) {
    Node with = file.node(reference.node).parent();
    while (with.is_any({Kind::with_item, Kind::with_clause})) with = with.parent();
    const bool is_with = with.is(Kind::with_statement) && with.child(Kind::with_clause).operands().count() == 1;
    const FunctionId function = file.concurrency.function_of(with.id());
    all_by_with = all_by_with && is_with && file.concurrency[function].is(ThreadFunction::is_async);
    edits.push_back(Edit::insert(with.begin(), "async "));
  });
  if (all_by_with) finding.fix(Safety::unsafe, "Make it an `asyncio.Lock`", std::move(edits));
}

void thread_lock_across_await(const File& file, Node statement, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.holds().empty()) return;
  if (statement.child(Kind::kw_async) || !facts[facts.function_of(statement.id())].is(ThreadFunction::is_async)) return;
  const Node block = statement[Field::body];
  for (const Hold& hold : facts.holds()) {
    if (hold.how != Hold::How::with || hold.begin > index(block.id()) || index(block.id()) >= hold.end) continue;
    const Node lock = file.node(hold.where);
    // Of this statement, and known to be one for threads.
    if (lock.begin() < statement.begin() || lock.end() > block.begin()) continue;
    const LockKind kind = facts[facts.real(hold.lock)].kind;
    if (kind == LockKind::unknown || kind == LockKind::event) continue;
    const Node place = suspension(file, block);
    if (!place) continue;
    Finding finding =
        report.at(lock, "`" + std::string(lock.text()) +
                            "` is held while other tasks run: one that wants it stops the event loop for ever");
    finding.help("Use an `asyncio.Lock` with `async with`, or release it before")
        .note(place.span(), "another task may run here");
    make_it_for_tasks(file, lock, finding);
  }
}

}  // namespace

extern constexpr Rule ASP503_thread_lock_across_await{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::error,
    .doc = R"md(
At an `await` other tasks of the same thread run. If one of them wants the lock, it blocks the thread - and with it the task that
would have released it. Nothing goes on any more.

```py bad
import threading

_lock = threading.Lock()


async def f(queue):
    with _lock:
        await queue.get()
```
```py good
import asyncio

_lock = asyncio.Lock()


async def f(queue):
    async with _lock:
        await queue.get()
```

Only locks that the file shows to be made by `threading` or `multiprocessing` count. `async for`, `async with` and the `yield` of an
asynchronous generator let other tasks run as well.

Python's documentation: "Synchronization Primitives" (<https://docs.python.org/3/library/asyncio-sync.html>).
)md",
    .listens = on_node({Kind::with_statement}, thread_lock_across_await, Needs::concurrency),
};

}  // namespace whip::rules
