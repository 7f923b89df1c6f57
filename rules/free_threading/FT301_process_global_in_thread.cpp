// State of the whole process, changed by one of many threads.

#include <algorithm>
#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"
#include "rules/shared/module_uses.h"

namespace whip::rules {
namespace {

struct Changer {
  std::string_view name;
  std::string_view what;  // "the working directory"
};

// Sorted by name. Each is documented to act on the process, or on a module's only state.
constexpr Changer kChangers[] = {
    {"contextlib.chdir", "the working directory"},
    {"contextlib.redirect_stderr", "`sys.stderr`"},
    {"contextlib.redirect_stdout", "`sys.stdout`"},
    {"locale.setlocale", "the locale"},
    {"numpy.random.seed", "NumPy's global generator"},
    {"os.chdir", "the working directory"},
    {"os.fchdir", "the working directory"},
    {"os.putenv", "the environment"},
    {"os.umask", "the umask"},
    {"os.unsetenv", "the environment"},
    {"random.seed", "the global generator of `random`"},
    {"socket.setdefaulttimeout", "the timeout of new sockets"},
    {"sys.setrecursionlimit", "the recursion limit"},
    {"time.tzset", "the time zone"},
    {"warnings.catch_warnings", "the warning filters"},
    {"warnings.filterwarnings", "the warning filters"},
    {"warnings.simplefilter", "the warning filters"},
};

// A bit for each way in which the last part of a changer's name begins and how long it is: nearly all calls end here.
constexpr std::uint64_t trait(std::string_view word) {
  return word.empty() ? 0 : std::uint64_t{1} << ((static_cast<unsigned char>(word[0]) * 5U + word.size() * 3U) & 63U);
}
constexpr std::string_view last_part(const Changer& changer) {
  return changer.name.substr(changer.name.rfind('.') + 1);
}
constexpr std::uint64_t kTraits = [] {
  std::uint64_t traits = 0;
  for (const Changer& changer : kChangers) traits |= trait(last_part(changer));
  return traits;
}();

bool may_change(std::string_view last) {
  return (kTraits & trait(last)) != 0 &&
         std::ranges::any_of(kChangers, [&](const Changer& changer) { return last_part(changer) == last; });
}

bool may_be_state(std::string_view last) {
  return (last.size() == 7 && last == "environ") ||
         (last.size() >= 5 && last.starts_with("std") && (last == "stdout" || last == "stderr" || last == "stdin"));
}

void tell(const File& file, Node where, std::string_view what, FunctionId function, Report& report) {
  Finding finding =
      report.at(where, "This changes " + std::string(what) + " of the whole process, in one of many threads");
  one_thread(file, function, 0, finding);
  another_thread_here(where, finding);
  finding.only_if({.function = function, .gate = Gate::started});
}

// `with catch_warnings(): simplefilter(...)`: the `with` is the change, and told of.
bool is_caught(const File& file, Node call) {
  for (Node up = call.parent(); up && !up.is_any({Kind::function_definition, Kind::lambda}); up = up.parent()) {
    if (!up.is(Kind::with_statement)) continue;
    for (const Node item : up.child(Kind::with_clause).operands()) {
      const Node entered =
          item[Field::value].is(Kind::as_pattern) ? item[Field::value].first_child() : item[Field::value];
      if (entered.is(Kind::call) && file.names.qualified_name(entered[Field::function]).is("warnings.catch_warnings"))
        return true;
    }
  }
  return false;
}

// Whether other threads may run while the node does, and nothing keeps them out.
bool runs_beside_others(const Concurrency& facts, Node node, FunctionId function) {
  return facts.may_run(function) && facts.held_at(node.id()) == 0;
}

void look_at_call(const File& file, const ForeignCall& call, Report& report) {
  // By the last name first: nearly all calls end here, and the decorators, which call nothing.
  if (!may_change(last_called(file, call.node))) return;
  const Node node = file.node(call.node);
  const Node called = node[Field::function];
  if (!runs_beside_others(file.concurrency, node, call.caller)) return;
  const std::string name = file.names.qualified_name(called).text();
  const auto* found = std::ranges::lower_bound(kChangers, name, {}, &Changer::name);
  if (found == std::end(kChangers) || found->name != name) return;
  // Filters follow the context where the interpreter is told to (3.14), and then each thread has its own.
  if (name.ends_with("filter") || name.ends_with("filterwarnings")) {
    if (is_caught(file, node)) return;
  }
  tell(file, node, found->what, call.caller, report);
}

// os.environ[k] = v, sys.stdout = x
void look_at_state(const File& file, Node node, Report& report) {
  if (!node.is(Kind::attribute) || !may_be_state(last_name(node)) || node.parent().is(Kind::attribute) ||
      shape_of(node).kind < AccessKind::rebind)
    return;
  const FunctionId function = file.concurrency.function_of(node.id());
  if (!runs_beside_others(file.concurrency, node, function)) return;
  const QualifiedName name = file.names.qualified_name(node);
  if (name.is("os.environ")) tell(file, node, "the environment", function, report);
  if (name.is("sys.stdout") || name.is("sys.stderr") || name.is("sys.stdin"))
    tell(file, node, "`" + name.text() + "`", function, report);
}

void process_global_in_thread(const File& file, Report& report) {
  if (file.concurrency.is_off()) return;
  constexpr std::string_view kModules[] = {"contextlib", "locale", "numpy", "os",      "random",
                                           "socket",     "sys",    "time",  "warnings"};
  if (std::ranges::none_of(kModules, [&](std::string_view module) { return file.names.imports_module(module); }))
    return;
  for (const ForeignCall& call : file.concurrency.foreign_calls()) look_at_call(file, call, report);
  for (const std::string_view module : {"os", "sys"}) {
    for_each_module_use(file, module, [&](Node name) { look_at_state(file, name.parent(), report); });
  }
}

}  // namespace

extern constexpr Rule FT301_process_global_in_thread{
    .since = "0.1",
    .severity = Severity::warning,
    .doc = R"md(
The working directory, the environment, the locale, the umask, `sys.stdout`, warning filters: a process has one of each. A thread
that changes them changes them under the feet of all others, and a lock around the change does not stop the others from reading.

```py bad
import os
from concurrent.futures import ThreadPoolExecutor


def build(folder):
    os.chdir(folder)
    return os.listdir(".")


with ThreadPoolExecutor() as pool:
    pool.map(build, ["a", "b"])
```
```py good
import os
from concurrent.futures import ThreadPoolExecutor


def build(folder):
    return os.listdir(folder)


with ThreadPoolExecutor() as pool:
    pool.map(build, ["a", "b"])
```

Reported in code that many threads of the project get to, also from other files. What the callers of a library do with their threads
does not count here.

Python's documentation counts environment variables among what is incompatible with threads "even with external locking"
(<https://docs.python.org/3.15/library/threadsafety.html>), and calls `contextlib.chdir` not suitable for most threaded contexts.
)md",
    .listens = on_file(process_global_in_thread, Needs::concurrency),
};

}  // namespace whip::rules
