// Independent work that is awaited one piece after another.

#include <string>

#include "core/syntax/expression.h"
#include "core/syntax/kind_scan.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// `results.append(await f(x))`, the only statement of a loop: the await, and the list.
struct Collected {
  Node list;
  Node await;
};

Collected collected(const std::vector<Node>& statements) {
  if (statements.size() != 1) return {};
  const Node call = expression_of(statements[0]);
  if (!call.is(Kind::call)) return {};
  const Node function = call[Field::function];
  if (!function.is(Kind::attribute) || function[Field::attribute].text() != "append") return {};
  const Node list = function[Field::object];
  const Node value = without_parentheses(positional_argument(call, 0));
  if (!list.is(Kind::identifier) || !value.is(Kind::await)) return {};
  return {list, value};
}

void gather_misuse(const File& file, Node loop, Report& report) {
  if (loop.child(Kind::kw_async) ||
      !file.concurrency[file.concurrency.function_of(loop.id())].is(ThreadFunction::is_async))
    return;
  const auto [list, await] = collected(statements_of(loop[Field::body]));
  if (!list) return;
  const Node called = without_parentheses(await.operands()[0]);
  // Only calls that are given what the loop goes over, and not what came before.
  if (!called.is(Kind::call)) return;
  bool uses_item = false;
  bool uses_list = false;
  const std::string_view item = loop[Field::left].text();
  const std::string_view results = list.text();
  for_each_of_kind(file.tree, index(called.id()), called.after(), Kind::identifier, [&](std::uint32_t n) {
    const std::string_view name = file.node(NodeId{n}).text();
    uses_item = uses_item || name == item;
    uses_list = uses_list || name == results;
  });
  if (!uses_item || uses_list) return;
  report.at(await, "Each call waits for the one before, whose result it does not use")
      .help(file.target >= PythonVersion::py311 ? "Start them in an `asyncio.TaskGroup`"
                                                : "Await `asyncio.gather(...)` of them all");
}

}  // namespace

extern constexpr Rule ASP508_gather_misuse{
    .since = "0.1",
    .severity = Severity::info,
    .doc = R"md(
A loop that awaits a call for each item takes the sum of all waiting times; tasks that run beside each other take the longest. A
`TaskGroup` also cancels the others when one fails, which `gather` does not.

```py bad
async def all_pages(urls):
    pages = []
    for url in urls:
        pages.append(await get(url))
    return pages
```
```py good
import asyncio


async def all_pages(urls):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(get(url)) for url in urls]
    return [task.result() for task in tasks]
```

A limit on requests, an order that matters, or pages that come one after another are good reasons to wait: the rule is a hint.

Python's documentation: "Task Groups" (<https://docs.python.org/3/library/asyncio-task.html#task-groups>).
)md",
    .listens = on_node({Kind::for_statement}, gather_misuse, Needs::concurrency),
};

}  // namespace whip::rules
