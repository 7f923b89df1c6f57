// Code that asks about the GIL in a way that fails, or that answers another question.

#include <string>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// Whether the call stands behind `hasattr(sys, "_is_gil_enabled")`, a version test, or in a `try`.
bool is_guarded(Node call) {
  for (Node up = call.parent(); up; up = up.parent()) {
    if (up.is(Kind::try_statement)) return true;
    if (up.is_any({Kind::if_statement, Kind::conditional_expression, Kind::boolean_operator})) {
      const std::string_view text = up.text();
      if (text.find("hasattr") != std::string_view::npos || text.find("version_info") != std::string_view::npos ||
          text.find("GIL") != std::string_view::npos || text.find("free") != std::string_view::npos ||
          text.find("nogil") != std::string_view::npos) {
        return true;
      }
    }
  }
  return false;
}

// A comment that takes the GIL for a lock.
bool relies_on_gil(std::string_view comment) {
  const std::size_t gil = comment.find("GIL");
  if (gil == comment.npos) return false;
  for (const std::string_view word : {"atomic", "thread-safe", "thread safe", "threadsafe", "because of the GIL",
                                      "thanks to the GIL", "due to the GIL", "protected by the GIL"}) {
    if (comment.find(word) != comment.npos) return comment.find("without") == comment.npos;
  }
  return false;
}

// Talk is no race: something that threads share must be changed within three lines.
void comment_beside_change(const File& file, Node comment, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off() || !relies_on_gil(comment.text())) return;
  const std::uint32_t line = file.lines.line_of(comment.begin());
  for (const Location& location : facts.locations()) {
    if (location.is_thread_local) continue;
    for (const ThreadAccess& access : facts.accesses(location)) {
      const std::uint32_t at = file.lines.line_of(file.node(access.node).begin());
      if (!access.writes() || access.held != 0 || at + 3 < line || at > line + 3) continue;
      report
          .at(comment, "This relies on the GIL: without it, nothing keeps other threads from `" +
                           facts.location_name(location) + "` meanwhile")
          .note(file.node(access.node).span(), "changed here, holding no lock");
      return;
    }
  }
}

void gil_assumption(const File& file, Node call, Report& report) {
  if (call.is(Kind::comment)) {
    comment_beside_change(file, call, report);
    return;
  }
  const std::string_view last = last_name(call[Field::function]);
  if (last != "_is_gil_enabled" && last != "setswitchinterval") return;
  if (file.concurrency.is_off()) return;
  const QualifiedName name = file.names.qualified_name(call[Field::function]);
  if (name.is("sys._is_gil_enabled")) {
    if (file.target >= PythonVersion::py313 || is_guarded(call)) return;
    report.at(call, "`sys._is_gil_enabled` is not there before Python 3.13")
        .fix(Safety::unsafe, "Ask whether it is there",
             Edit::replace(call[Field::function].span(), "getattr(sys, \"_is_gil_enabled\", lambda: True)"));
  } else if (name.is("sys.setswitchinterval")) {
    report.at(call, "`sys.setswitchinterval` keeps no thread from running: without the GIL it has no effect")
        .help("Hold a lock where threads must not run together");
  }
}

}  // namespace

extern constexpr Rule FT303_gil_assumption{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::info,
    .doc = R"md(
`sys._is_gil_enabled()` came with Python 3.13; code that runs on older versions must ask whether it is there. And
`sys.setswitchinterval` only tells how often threads take turns at the GIL: where there is none, all run at once.

```py bad
import sys

FREE = not sys._is_gil_enabled()
```
```py good
import sys

FREE = not getattr(sys, "_is_gil_enabled", lambda: True)()
```

A comment that says "atomic because of the GIL" beside a change of something shared is the author's own word for a race.

Silent where the project needs Python 3.13 or newer, and where the call stands behind a test of the version, `hasattr` or a `try`.

Python's documentation: "Identifying free-threaded Python" (<https://docs.python.org/3/howto/free-threading-python.html>).

The fix is unsafe only in that it changes what older versions do: they go on instead of failing.
)md",
    .listens = on_node({Kind::call, Kind::comment}, gil_assumption, Needs::concurrency),
};

}  // namespace whip::rules
