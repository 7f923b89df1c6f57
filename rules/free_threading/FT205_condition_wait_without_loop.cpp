// `cond.wait()` that is not asked again whether what it waited for is so.

#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

void check_wait(const File& file, Node call, Report& report) {
  const Concurrency& facts = file.concurrency;
  const Node function = call[Field::function];
  if (!function.is(Kind::attribute) || function[Field::attribute].text() != "wait") return;
  if (!call.parent().is(Kind::expression_statement)) return;
  // An alias of a mutex is a condition all the same: the lock as it is named here.
  const NamedPlace place = place_of(file, facts, function[Field::object]);
  bool is_condition = false;
  for (const Lock& lock : facts.locks())
    is_condition = is_condition || (lock.place == place && lock.kind == LockKind::condition);
  if (!is_condition) return;
  for (Node up = call.parent(); up && !up.is_any({Kind::function_definition, Kind::lambda}); up = up.parent()) {
    if (up.is_any({Kind::while_statement, Kind::for_statement})) return;
  }
  if (positional_argument(call, 0) || keyword_argument(call, "timeout")) return;
  Finding finding = report.at(
      call, "`" + std::string(function[Field::object].text()) + ".wait()` may return before what it waits for is so");
  one_thread(file, facts.function_of(call.id()), facts.held_at(call.id()), finding);
  finding.note(function[Field::object].span(), "another thread may wait here, and be the first to go on");
  const Node block = call.parent().parent();
  const Node guard = block.parent();
  if (!guard.is(Kind::if_statement) || guard[Field::alternative] || guard[Field::consequence] != block ||
      guard.child(Kind::elif_clause) || guard.child(Kind::else_clause)) {
    finding.help("Wait with `wait_for(predicate)`, or in a `while` loop that tests it");
    return;
  }
  finding.note(guard[Field::condition].span(), "asked once")
      .fix(Safety::safe, "Ask again after each wait", Edit::replace({guard.begin(), guard.begin() + 2}, "while"));
}

void condition_wait_without_loop(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off() || facts.locks().empty()) return;
  for (const std::uint32_t call : facts.call_nodes()) check_wait(file, file.node(NodeId{call}), report);
}

}  // namespace

extern constexpr Rule FT205_condition_wait_without_loop{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
A thread that returns from `cond.wait()` knows only that somebody called `notify`. Before it runs, another may have taken what was
there. The condition must be asked again, in a `while` loop or by `wait_for`.

```py bad
import threading

cond = threading.Condition()
items = []


def take():
    with cond:
        if not items:
            cond.wait()
        return items.pop()
```
```py good
import threading

cond = threading.Condition()
items = []


def take():
    with cond:
        cond.wait_for(lambda: items)
        return items.pop()
```

Left alone: waits in a loop, and waits with a timeout, which are asked about otherwise.

Python's documentation of `Condition`: `wait()` "can return after an arbitrary long time, and the condition which prompted the
`notify()` call may no longer hold true" (<https://docs.python.org/3/library/threading.html#condition-objects>).
)md",
    .listens = on_file(condition_wait_without_loop, Needs::concurrency),
};

}  // namespace whip::rules
