// `async def` that never awaits, and blocks.

#include <string>

#include "core/syntax/kind_scan.h"
#include "linter/concurrency/blocking.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

bool suspends(const File& file, Node definition, FunctionId function) {
  const Concurrency& facts = file.concurrency;
  bool found = false;
  const auto in_it = [&](std::uint32_t n) { return facts.function_of(NodeId{n}) == function; };
  for (const Kind kind : {Kind::await, Kind::yield}) {
    for_each_of_kind(file.tree, index(definition.id()), definition.after(), kind,
                     [&](std::uint32_t n) { found = found || in_it(n); });
  }
  // `async for`, `async with`, asynchronous comprehensions: the word itself, which also begins nested functions.
  for_each_of_kind(file.tree, index(definition.id()) + 1, definition.after(), Kind::kw_async, [&](std::uint32_t n) {
    found = found || (!file.node(NodeId{n}).parent().is(Kind::function_definition) && in_it(n));
  });
  return found;
}

void async_without_await(const File& file, Node definition, Report& report) {
  if (!definition.first_child().is(Kind::kw_async)) return;
  const Concurrency& facts = file.concurrency;
  const FunctionId function = facts.function_of(definition[Field::body].id());
  if (function == kModuleCode || suspends(file, definition, function)) return;
  Node blocking;
  std::string name;
  for_each_of_kind(file.tree, index(definition.id()), definition.after(), Kind::call, [&](std::uint32_t n) {
    if (blocking) return;
    const Node call = file.node(NodeId{n});
    std::string dotted = file.names.qualified_name(call[Field::function]).text();
    if (!is_blocking_call(dotted) || facts.function_of(call.id()) != function) return;
    blocking = call;
    name = std::move(dotted);
  });
  if (!blocking) return;
  const Node keyword = definition.child(Kind::kw_async);
  report
      .at(definition[Field::name], "`" + std::string(definition[Field::name].text()) +
                                       "` never awaits, and keeps the event loop waiting in `" + name + "`")
      .fix(Safety::unsafe, "Make it a plain function, which frameworks run in a thread",
           Edit::remove({keyword.begin(), keyword.next_sibling().begin()}))
      .note(blocking.span(), "no other task runs meanwhile");
}

}  // namespace

extern constexpr Rule ASP506_async_without_await{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
A coroutine without any `await` gives the event loop nothing; one that waits for the network besides stops all other tasks until it
has its answer. As a plain function it would be run in a thread by frameworks such as FastAPI, and callers would know that it blocks.

```py bad
import requests


async def handler(url):
    return requests.get(url).json()
```
```py good
import requests


def handler(url):
    return requests.get(url).json()
```

Coroutines that neither await nor block are left alone: a protocol may ask for them.

Python's documentation: "Running Blocking Code" (<https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code>).
)md",
    .listens = on_node({Kind::function_definition}, async_without_await, Needs::concurrency),
};

}  // namespace whip::rules
