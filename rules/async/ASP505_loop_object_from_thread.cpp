// Objects of an event loop used by another thread.

#include <algorithm>
#include <array>
#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// What makes such an object, and which of its methods another thread must not call.
struct LoopObject {
  std::string_view made_by;  // of asyncio
  std::string_view methods;  // between blanks
  std::string_view instead;
};
constexpr std::string_view kCall = "Hand it to the loop: `loop.call_soon_threadsafe(...)`";
constexpr std::array kObjects = {
    LoopObject{"Event", " set clear ", kCall},
    LoopObject{"Queue", " put_nowait get_nowait task_done ", kCall},
    LoopObject{"LifoQueue", " put_nowait get_nowait task_done ", kCall},
    LoopObject{"PriorityQueue", " put_nowait get_nowait task_done ", kCall},
    LoopObject{"Future", " set_result set_exception cancel ", kCall},
    LoopObject{"create_task", " cancel ", kCall},
    LoopObject{"ensure_future", " cancel ", kCall},
    LoopObject{"get_running_loop", " call_soon call_later call_at create_task create_future stop ",
               "Use `call_soon_threadsafe`, or `asyncio.run_coroutine_threadsafe`"},
    LoopObject{"get_event_loop", " call_soon call_later call_at create_task create_future stop ",
               "Use `call_soon_threadsafe`, or `asyncio.run_coroutine_threadsafe`"},
    LoopObject{"new_event_loop", " call_soon call_later call_at create_task create_future stop ",
               "Use `call_soon_threadsafe`, or `asyncio.run_coroutine_threadsafe`"},
};

const LoopObject* object_made_by(const File& file, Node value) {
  value = without_parentheses(value);
  if (!value.is(Kind::call)) return nullptr;
  const QualifiedName name = file.names.qualified_name(value[Field::function]);
  if (name.size() != 2 || name.first() != "asyncio") return nullptr;
  const auto row = std::ranges::find(kObjects, name.last(), &LoopObject::made_by);
  return row == kObjects.end() ? nullptr : &*row;
}

// `with` whose name a method has: " set clear " holds " set ".
bool holds_word(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != words.npos; at = words.find(word, at + 1)) {
    if (words[at - 1] == ' ' && words[at + word.size()] == ' ') return true;
  }
  return false;
}

// `event.set()` becomes `loop.call_soon_threadsafe(event.set)`, if the loop is at hand under that name.
void hand_to_loop(const File& file, Node call, const LoopObject& made, Finding& finding) {
  const Node function = call[Field::function];
  const std::string_view method = function[Field::attribute].text();
  if (made.made_by.ends_with("_loop")) {
    if (method == "call_soon") {
      finding.fix(Safety::unsafe, "Use `call_soon_threadsafe`",
                  Edit::replace(function[Field::attribute].span(), "call_soon_threadsafe"));
    }
    return;
  }
  const BindingId id = file.names.lookup("loop", file.names.scope_of(call));
  if (id == kNoBinding || !file.names[id].is(BindingKind::assignment) || !call.parent().is(Kind::expression_statement))
    return;
  const Node assignment = file.node(file.names[id].node).parent();
  const LoopObject* const loop =
      assignment.is(Kind::assignment) ? object_made_by(file, assigned_value(assignment)) : nullptr;
  if (loop == nullptr || !loop->made_by.ends_with("_loop")) return;
  const std::string_view arguments = call[Field::arguments].text();
  const std::string_view inner = arguments.substr(1, arguments.size() - 2);
  finding.fix(Safety::unsafe, "Let the loop call it: `call_soon_threadsafe`",
              Edit::replace(call.span(), "loop.call_soon_threadsafe(" + std::string(function.text()) +
                                             (inner.empty() ? "" : ", ") + std::string(inner) + ")"));
}

void check_call(const File& file, Node call, Report& report) {
  const Concurrency& facts = file.concurrency;
  const Node function = call[Field::function];
  if (!function.is(Kind::attribute)) return;
  const std::string_view method = function[Field::attribute].text();
  if (method.empty() ||
      std::ranges::none_of(kObjects, [&](const LoopObject& object) { return holds_word(object.methods, method); }))
    return;
  const FunctionId inside = facts.function_of(call.id());
  if (facts[inside].reached == Multiplicity::none || facts[inside].is(ThreadFunction::is_async)) return;
  const Node object = function[Field::object];
  if (!object.is(Kind::identifier)) return;
  const BindingId id = file.names.binding_of(object);
  if (id == kNoBinding || !file.names[id].is(BindingKind::assignment)) return;
  const Binding& binding = file.names[id];
  // Made by the thread itself it is its own.
  if (facts.function_of(binding.node) == inside) return;
  const Node assignment = file.node(binding.node).parent();
  if (!assignment.is(Kind::assignment)) return;
  const LoopObject* const made = object_made_by(file, assigned_value(assignment));
  if (made == nullptr || !holds_word(made->methods, method)) return;
  Finding finding = report.at(call, "`" + std::string(object.text()) + "." + std::string(method) +
                                        "` is called in another thread than its event loop's");
  finding.help(std::string(made->instead));
  hand_to_loop(file, call, *made, finding);
  finding.note(assignment.span(), "made here by `asyncio." + std::string(made->made_by) + "`");
  if (facts[inside].reached_at != kNoNode)
    finding.note(file.node(facts[inside].reached_at).span(), "this is how a thread gets there");
}

void loop_object_from_thread(const File& file, Report& report) {
  // Nearly no file starts threads.
  const Concurrency& facts = file.concurrency;
  if (facts.entries().empty()) return;
  for (const std::uint32_t call : facts.call_nodes()) check_call(file, file.node(NodeId{call}), report);
}

}  // namespace

extern constexpr Rule ASP505_loop_object_from_thread{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::error,
    .doc = R"md(
Events, queues, futures, tasks and the loop itself belong to the thread that runs the loop. Called from another, they change its
state under its feet, and do not wake it up: the waiting task may sleep for ever.

```py bad
import asyncio
import threading

event = asyncio.Event()


def worker():
    event.set()


threading.Thread(target=worker).start()
```
```py good
import asyncio
import threading


async def main():
    event = asyncio.Event()
    loop = asyncio.get_running_loop()

    def worker():
        loop.call_soon_threadsafe(event.set)

    threading.Thread(target=worker).start()
    await event.wait()
```

Reported in functions that the file itself runs in a thread, for objects that were made outside of them.

Python's documentation: "Concurrency and Multithreading" (<https://docs.python.org/3/library/asyncio-dev.html>).
)md",
    .listens = on_file(loop_object_from_thread, Needs::concurrency),
};

}  // namespace whip::rules
