// A coroutine that calls a function that waits.

#include <string>

#include "linter/project/project.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

// How the callee comes to wait: the calls in between, and the one that waits.
void add_path(const Project& project, std::uint32_t callee, std::uint32_t file, Diagnostic& finding) {
  std::uint32_t last = callee;
  for (std::uint32_t steps = 0; project.functions()[last].blocks_through != Project::kNone && steps < 8; ++steps)
    last = project.functions()[last].blocks_through;
  const ProjectFunction& waits = project.functions()[last];
  const Summary& summary = project.summary(waits.file);
  Note note{.span = project.local(waits).blocks_at, .message = project.name(waits) + " waits here"};
  if (waits.file != file) note.path = summary.at(summary.path);
  finding.notes.push_back(std::move(note));
}

std::string_view what_blocks(const Project& project, std::uint32_t callee) {
  for (std::uint32_t steps = 0; project.functions()[callee].blocks_through != Project::kNone && steps < 64; ++steps)
    callee = project.functions()[callee].blocks_through;
  const ProjectFunction& waits = project.functions()[callee];
  return project.summary(waits.file).at(project.local(waits).blocks);
}

void transitive_blocking_call(const Project& project, ProjectReport& report) {
  for (const ProjectCall& call : project.calls()) {
    if ((project.flags(call.caller) & ThreadFunction::is_async) == 0) continue;
    const ProjectFunction& callee = project.functions()[call.callee];
    // A generator does nothing yet; a decorator is called while the module is imported.
    if (!callee.may_block || (project.flags(call.callee) & ThreadFunction::is_generator) != 0) continue;
    const Summary::Call& made = project.summary(call.file).calls[call.call];
    if ((made.flags & Summary::Call::is_decorator) != 0) continue;
    Diagnostic& finding = report.at(call.file, made.span,
                                    project.name(callee) + " keeps the event loop waiting: it gets to `" +
                                        std::string(what_blocks(project, call.callee)) + "`");
    finding.help = "Await `asyncio.to_thread(...)` of it, or make it a coroutine";
    add_path(project, call.callee, call.file, finding);
  }
}

}  // namespace

extern constexpr Rule ASP501_transitive_blocking_call{
    .since = "0.1",
    .severity = Severity::warning,
    .doc = R"md(
While a coroutine waits without `await`, no other task runs: not the timers, not the other connections. That it calls `time.sleep`
or `requests.get` itself is plain to see; here the call goes through functions of the project, in this file or another.

```py bad
import time


def fetch():
    time.sleep(1)


async def view():
    fetch()
```
```py good
import asyncio
import time


def fetch():
    time.sleep(1)


async def view():
    await asyncio.to_thread(fetch)
```

Followed are calls of functions and of methods of `self`, through all files of the run. What is known to wait: sleeping, processes,
sockets and the usual HTTP clients.

Python's documentation: "Running Blocking Code" (<https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code>).
)md",
    .listens = on_project(transitive_blocking_call),
};

}  // namespace whip::rules
