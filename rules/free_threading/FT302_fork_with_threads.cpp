// A fork while other threads run: the child has their locks, and none of the threads that would release them.

#include <algorithm>
#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

bool is_subprocess(const QualifiedName& name) {
  return name.is("subprocess.Popen") || name.is("subprocess.run") || name.is("subprocess.call") ||
         name.is("subprocess.check_call") || name.is("subprocess.check_output");
}

struct Fork {
  Node where;  // absent: it is none
  std::string what;
  Node method;  // the "fork" of multiprocessing
};

Fork fork_of(const File& file, Node call) {
  const QualifiedName name = file.names.qualified_name(call[Field::function]);
  if (name.is("os.fork") || name.is("os.forkpty") || name.is("pty.fork"))
    return {call, "`" + std::string(call[Field::function].text()) + "()`", {}};
  if (name.is("multiprocessing.get_context") || name.is("multiprocessing.set_start_method")) {
    Node method = positional_argument(call, 0);
    if (!method) method = keyword_argument(call, "method");
    if (method.is(Kind::string) && (method.text() == "\"fork\"" || method.text() == "'fork'"))
      return {call, "a process of the start method `fork`", method};
  }
  if (is_subprocess(name)) {
    const Node hook = keyword_argument(call, "preexec_fn");
    if (hook && !hook.is(Kind::none)) return {hook.parent(), "a child that runs `preexec_fn` before its program", {}};
  }
  return {};
}

// Whether the child becomes another program at once: nothing of the parent's locks is asked for then.
bool becomes_another(const File& file, Node call) {
  const Node around = file.node(file.concurrency[file.concurrency.function_of(call.id())].node);
  bool found = false;
  for_each_of_kind(file.tree, index(around.id()), around.after(), Kind::call, [&](std::uint32_t n) {
    const std::string_view name = last_name(file.node(NodeId{n})[Field::function]);
    found = found || name.starts_with("exec") || name == "posix_spawn";
  });
  return found;
}

// The statement of `with ThreadPoolExecutor() as pool:` around a start, if any: behind it the threads are gone.
Node pool_around(Node start) {
  for (Node up = start.parent(); up && !up.is_any({Kind::function_definition, Kind::lambda}); up = up.parent()) {
    if (up.is(Kind::with_statement)) return up;
  }
  return {};
}

// Whether threads are waited for between the two places.
bool are_joined(const File& file, std::uint32_t begin, std::uint32_t end) {
  bool joined = false;
  for_each_of_kind(file.tree, 0, file.tree.own_size, Kind::call, [&](std::uint32_t n) {
    const Node call = file.node(NodeId{n});
    if (call.begin() < begin || call.end() > end) return;
    const std::string_view name = last_name(call[Field::function]);
    joined = joined || name == "join" || name == "shutdown" || name == "cancel";
  });
  return joined;
}

// Routes and request handlers are threads that a server starts, not this code.
bool is_started_here(const File& file, const Entry& entry) { return file.node(entry.where).is(Kind::call); }

// Whether the start certainly comes before the fork: earlier in the same function, while the module is imported, or in
// a function that is called earlier. The place in the fork's function, or the start itself.
Node start_before(const File& file, const Entry& entry, Node fork) {
  const Concurrency& facts = file.concurrency;
  const FunctionId forks_in = facts.function_of(fork.id());
  const Node start = file.node(entry.where);
  const Node pool = pool_around(start);
  const bool is_over = pool && !pool.is_ancestor_of(fork);
  if (is_over) return {};
  if (entry.starter == forks_in) {
    const bool is_before = start.begin() < fork.begin() && !are_joined(file, start.end(), fork.begin());
    return is_before ? start : Node{};
  }
  // Two branches of one module: `if main: start()`, and a function that forks.
  if (entry.starter == kModuleCode) {
    for (Node up = start.parent(); up; up = up.parent()) {
      if (up.is_any({Kind::if_statement, Kind::try_statement})) return {};
    }
    return are_joined(file, start.end(), UINT32_MAX) ? Node{} : start;
  }
  for (const ThreadCall& call : facts.calls()) {
    const Node node = file.node(call.node);
    const bool comes_first = call.callee == entry.starter && call.caller == forks_in && node.begin() < fork.begin();
    if (!comes_first) continue;
    const Node starter = file.node(facts[entry.starter].node);
    if (!are_joined(file, start.end(), starter.end()) && !are_joined(file, node.end(), fork.begin())) return start;
  }
  return {};
}

void fork_with_threads(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off() || facts.entries().empty()) return;
  for_each_of_kind(file.tree, 0, file.tree.own_size, Kind::call, [&](std::uint32_t n) {
    const Node call = file.node(NodeId{n});
    const Fork fork = fork_of(file, call);
    if (!fork.where || becomes_another(file, call)) return;
    for (const Entry& entry : facts.entries()) {
      if (!is_started_here(file, entry)) continue;
      const Node start = start_before(file, entry, call);
      if (!start) continue;
      Finding finding = report.at(
          fork.where, "A thread runs when " + fork.what + " is made: what it has locked stays locked in the child");
      finding.note(start.span(), "the thread is started here");
      if (entry.target != kNoNode) finding.note(file.node(entry.target).span(), "and runs this meanwhile");
      if (fork.method) {
        finding.fix(Safety::unsafe, "Use the start method `spawn`", Edit::replace(fork.method.span(), "\"spawn\""));
      } else {
        finding.help("Fork before the first thread starts, or start a new program");
      }
      return;
    }
  });
}

}  // namespace

extern constexpr Rule FT302_fork_with_threads{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
`fork` copies the memory of a process, and only the thread that calls it. A lock that another thread held at that moment, be it a
lock of `logging` or of the C library, is held in the child for ever. Since Python 3.12 that is a `DeprecationWarning`, and since 3.14 Linux
no longer forks by default; without the GIL, programs have more threads when they fork.

```py bad
import os
import threading

threading.Thread(target=print, daemon=True).start()
if os.fork() == 0:
    print("child")
```
```py good
import multiprocessing
import threading

if __name__ == "__main__":
    threading.Thread(target=print, daemon=True).start()
    multiprocessing.get_context("spawn").Process(target=print).start()
```

Reported are `os.fork`, `os.forkpty`, `pty.fork`, multiprocessing's start method `fork` and `preexec_fn`, where the file starts a thread
before: earlier in the same function, in a function called earlier, or while the module is imported. Silent where the threads are
joined in between, and where the child becomes another program (`os.exec*`).

The fix, for multiprocessing, chooses `spawn`. It is unsafe: the child imports the program anew and must be given what it needs.

Python's documentation: `os.fork` (<https://docs.python.org/3/library/os.html#os.fork>), "Contexts and start methods"
(<https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods>).
)md",
    .listens = on_file(fork_with_threads, Needs::concurrency),
};

}  // namespace whip::rules
