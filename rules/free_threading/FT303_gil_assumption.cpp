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

void gil_assumption(const File& file, Node call, Report& report) {
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

Silent where the project needs Python 3.13 or newer, and where the call stands behind a test of the version, `hasattr` or a `try`.

Python's documentation: "Identifying free-threaded Python" (<https://docs.python.org/3/howto/free-threading-python.html>).

The fix is unsafe only in that it changes what older versions do: they go on instead of failing.
)md",
    .listens = on_node({Kind::call}, gil_assumption, Needs::concurrency),
};

}  // namespace whip::rules
