// Code that asks about the GIL in a way that fails or that answers another question, and comments that count on it.

#include <algorithm>
#include <string>

#include "core/base/characters.h"
#include "core/syntax/expression.h"
#include "core/text/contains.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"
#include "rules/shared/module_uses.h"

namespace whip::rules {
namespace {

bool names_lock(std::string_view text) {
  return text.find("lock") != std::string_view::npos || text.find("Lock") != std::string_view::npos ||
         text.find("mutex") != std::string_view::npos;
}

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

// Whether a branch that depends on the node has to do with locks: it is decided there whether to take one.
bool decides_about_locks(Node node) {
  for (Node up = node; up && !is_statement(up.kind()); up = up.parent()) {
    const Node outer = up.parent();
    if (outer.is_any({Kind::if_statement, Kind::conditional_expression}) && up.field() != Field::consequence)
      return names_lock(outer.text());
  }
  return false;
}

// The same for a name that the value is stored under.
bool is_used_about_locks(const File& file, Node value) {
  if (decides_about_locks(value)) return true;
  Node assignment = value;
  while (assignment && !assignment.is(Kind::assignment) && !is_statement(assignment.kind()))
    assignment = assignment.parent();
  const Node target = assignment[Field::left];
  if (!assignment.is(Kind::assignment) || !target.is(Kind::identifier)) return false;
  const BindingId id = file.names.lookup(target.text(), file.names.scope_of(target));
  if (id == kNoBinding) return false;
  bool used = false;
  file.names.for_each_reference(file.names[id], [&](const Reference& reference) {
    used = used || decides_about_locks(file.node(reference.node));
  });
  return used;
}

// How the build was made, asked where it matters whether the GIL is on now.
void check_build_question(const File& file, Node call, Report& report) {
  const Node argument = positional_argument(call, 0);
  const std::string_view name = argument.text();
  if (name != "\"Py_GIL_DISABLED\"" && name != "'Py_GIL_DISABLED'") return;
  if (!file.names.qualified_name(call[Field::function]).is("sysconfig.get_config_var")) return;
  if (contains(file.text, "_is_gil_enabled") || !is_used_about_locks(file, call)) return;
  Finding finding = report.at(
      call, "`Py_GIL_DISABLED` tells how Python was built, not whether the GIL is on: an import can turn it on again");
  const BindingId sys = file.names.bound(kModuleScope, "sys");
  if (sys == kNoBinding || !file.names[sys].is(BindingKind::import)) {
    finding.help("Ask `sys._is_gil_enabled()`");
    return;
  }
  finding.fix(Safety::unsafe, "Ask `sys._is_gil_enabled()`",
              Edit::replace(call.span(), "(not getattr(sys, \"_is_gil_enabled\", lambda: True)())"));
}

// `platform.python_implementation() == "CPython"`, taken for "there is a GIL".
void check_implementation(const File& file, Node comparison, Report& report) {
  const Node left = without_parentheses(comparison.operands()[0]);
  const bool is_call = left.is(Kind::call);
  const QualifiedName name = file.names.qualified_name(is_call ? left[Field::function] : left);
  if (!name.is("platform.python_implementation") && !name.is("sys.implementation.name")) return;
  const std::string_view text = comparison.text();
  if (text.find("CPython") == std::string_view::npos && text.find("cpython") == std::string_view::npos) return;
  const Node target = comparison.parent().is(Kind::assignment) ? comparison.parent()[Field::left] : Node{};
  const bool says_gil =
      target.text().find("GIL") != std::string_view::npos || target.text().find("gil") != std::string_view::npos;
  if (!says_gil && !is_used_about_locks(file, comparison)) return;
  report.at(comparison, "CPython does not mean that there is a GIL: builds without it are CPython too")
      .help("Ask `sys._is_gil_enabled()`, where it is there");
}

// Whether the words say that the GIL makes something safe, and not that it does not.
bool claims_safety(std::string_view text) {
  if (!contains(text, "GIL")) return false;
  const std::string lower = lowered(text);
  for (const std::string_view no :
       {"without the gil", "no gil", "nogil", "no-gil", "free-thread", "free thread", "freethread", "not atomic",
        "not safe", "not thread", "isn't", "unsafe", "disabled", "release"}) {
    if (lower.find(no) != std::string::npos) return false;
  }
  for (const std::string_view yes :
       {"atomic", "safe", "protect", "guarantee", "because of the gil", "thanks to the gil", "due to the gil",
        "rely on the gil", "relies on the gil", "relying on the gil"}) {
    if (lower.find(yes) != std::string::npos) return true;
  }
  return false;
}

// The first change of something shared in the same function, without a lock, at most three lines away.
const ThreadAccess* change_near(const File& file, Span words) {
  const Concurrency& facts = file.concurrency;
  const std::uint32_t first = file.lines.line_of(words.begin);
  const std::uint32_t last = file.lines.line_of(words.end);
  const Node around = file.innermost(words.begin);
  if (!around) return nullptr;
  const FunctionId function = facts.function_of(around.id());
  for (const Location& location : facts.locations()) {
    for (const ThreadAccess& access : facts.accesses(location)) {
      if (!access.writes() || access.held != 0 || access.function != function || !facts.may_run(function)) continue;
      if (location.kind == LocationKind::attribute && !facts.may_run_shared(access.function)) continue;
      const std::uint32_t line = file.lines.line_of(file.node(access.node).begin());
      if (line + 3 >= first && line <= last + 3) return &access;
    }
  }
  return nullptr;
}

// Whether there is such a change at all: in nearly no file there is.
bool changes_anything(const Concurrency& facts) {
  return std::ranges::any_of(facts.locations(), [&](const Location& location) {
    return std::ranges::any_of(facts.accesses(location),
                               [](const ThreadAccess& access) { return access.writes() && access.held == 0; });
  });
}

void check_claim(const File& file, Span words, Report& report) {
  if (!claims_safety(file.slice(words))) return;
  const ThreadAccess* const change = change_near(file, words);
  if (change == nullptr) return;
  report.at(words, "This counts on the GIL, which is not always there")
      .note(file.node(change->node).span(), "for this change, which holds no lock")
      .help("Hold a lock, or say in the comment what makes it safe without the GIL");
}

void check_switch(const File& file, Node call, Report& report) {
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

void check_question(const File& file, NodeId call, Report& report) {
  const std::string_view last = last_called(file, call);
  if (last == "get_config_var") check_build_question(file, file.node(call), report);
  if (last == "_is_gil_enabled" || last == "setswitchinterval") check_switch(file, file.node(call), report);
}

void gil_assumption(const File& file, Report& report) {
  if (file.concurrency.is_off()) return;
  if (file.names.imports_module("sys") || file.names.imports_module("sysconfig")) {
    for (const ForeignCall& call : file.concurrency.foreign_calls()) check_question(file, call.node, report);
  }
  if ((file.names.imports_module("sys") || file.names.imports_module("platform")) &&
      contains(file.text, "mplementation")) {
    for_each_of_kind(file.tree, 0, file.tree.own_size, Kind::comparison_operator,
                     [&](std::uint32_t n) { check_implementation(file, file.node(NodeId{n}), report); });
  }
  // A claim stands beside a change of something shared.
  if (!changes_anything(file.concurrency)) return;
  for (const Span comment : file.comments.all()) check_claim(file, comment, report);
  for_each_of_kind(file.tree, 0, file.tree.own_size, Kind::expression_statement, [&](std::uint32_t n) {
    for (const Node child : file.node(NodeId{n}).children()) {
      if (child.is(Kind::string)) check_claim(file, child.span(), report);
    }
  });
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

`sysconfig.get_config_var("Py_GIL_DISABLED")` tells how Python was built: the GIL of such a build may be on all the same, because of a
module that was imported or of `PYTHON_GIL=1`. And CPython does not mean that there is a GIL. Both are reported where it is
decided by them whether to take a lock.

Comments and docstrings are reported that count on the GIL, where at most three lines away something shared is changed
without a lock:

```py bad
counts = {}


def bump(key):
    # Safe: updates of dictionaries are atomic because of the GIL.
    counts[key] = counts.get(key, 0) + 1
```
```py good
import threading

counts = {}
_lock = threading.Lock()


def bump(key):
    with _lock:
        counts[key] = counts.get(key, 0) + 1
```

`sys._is_gil_enabled` is fine where the project needs Python 3.13 or newer, and where the call stands behind a test of the version, `hasattr` or a `try`.

Python's documentation: "Identifying free-threaded Python" (<https://docs.python.org/3/howto/free-threading-python.html>).

The fixes are unsafe: older versions go on instead of failing, and another question gets another answer.
)md",
    .listens = on_file(gil_assumption, Needs::concurrency),
};

}  // namespace whip::rules
