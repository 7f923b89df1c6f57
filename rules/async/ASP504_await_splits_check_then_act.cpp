// Shared state that is tested before an `await` and set behind it.

#include <string>

#include "core/syntax/expression.h"
#include "core/syntax/kind_scan.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// `key not in container`.
struct Absence {
  Node key;
  Node container;
};

Absence absence(Node condition) {
  condition = without_parentheses(condition);
  if (!condition.is(Kind::comparison_operator) || condition.operands().count() != 2 ||
      !condition.child(Kind::kw_not_in))
    return {};
  return {condition.operands()[0], condition.operands()[1]};
}

// The first `await` of the function in the nodes [begin, end).
Node await_in(const File& file, std::uint32_t begin, std::uint32_t end, Node outer) {
  Node found;
  for_each_of_kind(file.tree, begin, end, Kind::await, [&](std::uint32_t n) {
    const Node node = file.node(NodeId{n});
    if (!found && !is_in_nested_function(file, node, outer)) found = node;
  });
  return found;
}

// Whether other tasks may be kept out: by a `with` around it, whatever it enters, or by `await lock.acquire()` before.
bool may_be_alone(const File& file, Node node, Node function) {
  for (Node outer = node.parent(); outer && !outer.is(Kind::function_definition); outer = outer.parent()) {
    if (outer.is(Kind::with_statement)) return true;
  }
  bool acquired = false;
  for_each_of_kind(file.tree, index(function.id()), index(node.id()), Kind::await, [&](std::uint32_t n) {
    const Node call = file.node(NodeId{n}).operands()[0];
    acquired = acquired || (call.is(Kind::call) && last_name(call[Field::function]) == "acquire");
  });
  return acquired;
}

// The assignment in these statements that sets what the test found missing.
Node assignment_to(const std::vector<Node>& statements, Node container, Node key) {
  for (const Node statement : statements) {
    const Node assignment = expression_of(statement);
    if (!assignment.is(Kind::assignment)) continue;
    const Node target = without_parentheses(assignment[Field::left]);
    if (!key) {
      if (is_same(target, container)) return assignment;
    } else if (target.is(Kind::subscript) && is_same(target[Field::value], container) &&
               target[Field::subscript].text() == key.text()) {
      return assignment;
    }
  }
  return {};
}

bool tests_again(const std::vector<Node>& statements, Node container, std::uint32_t after) {
  for (const Node statement : statements) {
    if (statement.begin() > after && statement.is(Kind::if_statement) &&
        statement[Field::condition].text().find(container.text()) != std::string_view::npos)
      return true;
  }
  return false;
}

void await_splits_check_then_act(const File& file, Node statement, Report& report) {
  if (!file.tree.present.contains(Kind::await)) return;
  const Concurrency& facts = file.concurrency;
  Absence tested = absence(statement[Field::condition]);
  // By the shape first: most tests ask about something else.
  const Node target = tested.container ? Node{} : lazy_target(statement);
  if (!tested.container && !target) return;
  const FunctionId function = facts.function_of(statement.id());
  // `__aenter__` and `__anext__` are for one task: whoever enters or walks the object.
  if (!facts[function].is(ThreadFunction::is_async) ||
      facts[function].is(ThreadFunction::is_teardown | ThreadFunction::is_dunder))
    return;
  std::vector<Node> statements;
  if (tested.container) {
    statements = statements_of(statement[Field::consequence]);
  } else {
    // By the name first: most tests are about something that nobody shares.
    if (shared_kind(file, target) == Shared::no) return;
    LazyBlock lazy = lazy_block(statement);
    if (!lazy.target || lazy.is_flag || lazy.refuses) return;
    tested.container = lazy.target;
    statements = std::move(lazy.statements);
  }
  if (shared_kind(file, tested.container) == Shared::no ||
      may_be_alone(file, statement, file.node(facts[function].node)))
    return;
  const Node assignment = assignment_to(statements, tested.container, tested.key);
  if (!assignment) return;
  const Node await = await_in(file, index(statements.front().id()), assignment.after(), statement);
  if (!await || tests_again(statements, tested.container, await.end())) return;
  const std::string name(tested.container.text());
  report.at(statement[Field::condition], "Another task may set `" + name + "` between this test and the assignment")
      .help("Keep the task or future itself before awaiting it, or hold an `asyncio.Lock`")
      .note(await.span(), "other tasks run here")
      .note(assignment.span(), "set here, whatever they did");
}

}  // namespace

extern constexpr Rule ASP504_await_splits_check_then_act{
    .since = "0.1",
    .severity = Severity::warning,
    .doc = R"md(
Between two `await`s a task has the thread to itself; at an `await` it does not. Two tasks that find a key missing, both load it and
both set it: the work is done twice, and whoever kept the first value has another than everybody else.

```py bad
cache = {}


async def get(key):
    if key not in cache:
        cache[key] = await load(key)
    return cache[key]
```
```py good
import asyncio

cache = {}


async def get(key):
    if key not in cache:
        cache[key] = asyncio.ensure_future(load(key))
    return await cache[key]
```

Looked at are globals and attributes that are tested with `not in` or for `None`. Code in any `with` block or behind
`await lock.acquire()` is left alone, and so is code that tests again, that turns the second comer away with `raise`, or that one
task runs by its nature (`__aenter__`, `__anext__`).

Python's documentation: "Coroutines and Tasks" (<https://docs.python.org/3/library/asyncio-task.html>).
)md",
    .listens = on_node({Kind::if_statement}, await_splits_check_then_act, Needs::concurrency),
};

}  // namespace whip::rules
