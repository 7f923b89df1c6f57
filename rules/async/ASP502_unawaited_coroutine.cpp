// A coroutine that is made and thrown away.

#include <string>

#include "linter/project/project.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

void unawaited_coroutine(const Project& project, ProjectReport& report) {
  for (const ProjectCall& call : project.calls()) {
    // What a decorator returns may be anything: a task, or what a framework runs itself.
    const std::uint16_t flags = project.flags(call.callee);
    if ((flags & ThreadFunction::is_async) == 0 ||
        (flags & (ThreadFunction::is_generator | ThreadFunction::is_decorated)) != 0)
      continue;
    const Summary::Call& made = project.summary(call.file).calls[call.call];
    if ((made.flags & Summary::Call::is_discarded) == 0) continue;
    const ProjectFunction& callee = project.functions()[call.callee];
    const Summary::Function& function = project.local(callee);
    Diagnostic& finding = report.at(call.file, made.span,
                                    project.name(callee) + " is a coroutine that is never awaited: it does not run");
    const bool in_coroutine = (project.local(project.functions()[call.caller]).flags & ThreadFunction::is_async) != 0;
    if (in_coroutine) {
      finding.fix =
          Fix{.safety = Safety::safe, .title = "Await it", .edits = {Edit::insert(made.span.begin, "await ")}};
    } else {
      finding.help = "Run it with `asyncio.run`, or call it from a coroutine";
    }
    Note note{.span = function.span, .message = "defined here with `async def`"};
    if (callee.file != call.file) note.path = project.summary(callee.file).at(project.summary(callee.file).path);
    finding.notes.push_back(std::move(note));
  }
}

}  // namespace

extern constexpr Rule ASP502_unawaited_coroutine{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::error,
    .doc = R"md(
To call an `async def` function runs nothing of it: it makes a coroutine, which somebody must await. Thrown away, it is only a
`RuntimeWarning` when it is collected.

```py bad
async def save(): ...


async def main():
    save()
```
```py good
async def save(): ...


async def main():
    await save()
```

Followed are functions, methods of `self` and imports from other files of the run. Decorated functions are left alone: what the
decorator makes of them may run by itself.

In a coroutine the fix awaits it, which is what was meant. Elsewhere nothing is fixed: who runs it is for you to say.

Python's documentation: "Detect never-awaited coroutines" (<https://docs.python.org/3/library/asyncio-dev.html>).
)md",
    .listens = on_project(unawaited_coroutine),
};

}  // namespace whip::rules
