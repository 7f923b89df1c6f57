// Independent work that is awaited one piece after another.

#include <string>

#include "core/syntax/expression.h"
#include "core/syntax/kind_scan.h"
#include "core/text/contains.h"
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

// The loop as a group of tasks, and the list filled when all are done.
void start_in_group(const File& file, Node loop, Node list, Node called, Finding& finding) {
  const BindingId asyncio = file.names.lookup("asyncio", file.names.scope_of(loop));
  if (asyncio == kNoBinding || !file.names[asyncio].is(BindingKind::import) || loop[Field::alternative] ||
      file.comments.any_inside(loop.span()) || contains(file.text, "task_group")) {
    return;
  }
  const Span line = file.lines.line_span(file.lines.line_of(loop.begin()));
  const std::string indent(file.slice({line.begin, loop.begin()}));
  if (indent.find_first_not_of(" \t") != std::string::npos || called.text().find('\n') != std::string_view::npos)
    return;
  const auto text = [](Node node) { return std::string(node.text()); };
  const std::string newline(file.newline());
  finding.fix(
      Safety::unsafe, "Start them in an `asyncio.TaskGroup`",
      Edit::replace(loop.span(), "async with asyncio.TaskGroup() as task_group:" + newline + indent +
                                     "    tasks = [task_group.create_task(" + text(called) + ") for " +
                                     text(loop[Field::left]) + " in " + text(loop[Field::right]) + "]" + newline +
                                     indent + text(list) + ".extend(task.result() for task in tasks)"));
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
  Finding finding = report.at(await, "Each call waits for the one before, whose result it does not use");
  if (file.target < PythonVersion::py311) {
    finding.help("Await `asyncio.gather(...)` of them all");
  } else {
    finding.help("Start them in an `asyncio.TaskGroup`");
    start_in_group(file, loop, list, called, finding);
  }
}

}  // namespace

extern constexpr Rule ASP508_gather_misuse{
    .since = "0.1",
    .fixable = Fixable::sometimes,
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
