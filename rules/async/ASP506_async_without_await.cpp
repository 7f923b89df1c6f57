// `async def` that never awaits, and blocks.

#include <algorithm>
#include <string>
#include <vector>

#include "core/syntax/kind_scan.h"
#include "linter/concurrency/blocking.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"
#include "rules/shared/module_uses.h"

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

void report_function(Node definition, Node blocking, std::string_view name, Report& report) {
  const Node keyword = definition.child(Kind::kw_async);
  report
      .at(definition[Field::name], "`" + std::string(definition[Field::name].text()) +
                                       "` never awaits, and keeps the event loop waiting in `" + std::string(name) +
                                       "`")
      .fix(Safety::unsafe, "Make it a plain function, which frameworks run in a thread",
           Edit::remove({keyword.begin(), keyword.next_sibling().begin()}))
      .note(blocking.span(), "no other task runs meanwhile");
}

void async_without_await(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  std::vector<FunctionId> told;
  for (const ForeignCall& from : facts.foreign_calls()) {
    if (!facts[from.caller].is(ThreadFunction::is_async)) continue;
    // By the last name first, unless an import gave it another: nearly all calls end here.
    const std::string_view last = last_called(file, from.node);
    if (last.empty() || !(may_block(last) || file.names[from.import].has(Binding::alias))) continue;
    const Node call = file.node(from.node);
    const std::string name = file.names.qualified_name(call[Field::function]).text();
    if (!is_blocking_call(name) || std::ranges::find(told, from.caller) != told.end()) continue;
    told.push_back(from.caller);
    const Node definition = file.node(facts[from.caller].node);
    if (!suspends(file, definition, from.caller)) report_function(definition, call, name, report);
  }
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
    .listens = on_file(async_without_await, Needs::concurrency),
};

}  // namespace whip::rules
