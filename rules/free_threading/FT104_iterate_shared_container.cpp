// Walking a container that another thread changes.

#include <string>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/free_threading/shared_containers.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/module_uses.h"

namespace whip::rules {
namespace {

// Operations that take a whole copy in one step of an exact built-in, or whose copies FT105 is about.
bool is_copy(std::string_view operation) {
  return operation == "list" || operation == "sorted" || operation == "tuple" || operation == "set" ||
         operation == "dict" || operation == "frozenset" || operation == "*";
}

bool grows_or_shrinks(ContainerKind kind) {
  return is_mapping(kind) || kind == ContainerKind::set || kind == ContainerKind::weak || kind == ContainerKind::deque;
}

// Every import adds to it, and no thread asks the others before it imports.
void iterate_modules(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  for_each_module_use(file, "sys", [&](Node module) {
    const Node node = module.parent();
    if (!node.is(Kind::attribute) || node[Field::attribute].text() != "modules" ||
        !file.names.qualified_name(node).is("sys.modules"))
      return;
    const AccessShape shape = shape_of(node);
    const FunctionId function = facts.function_of(node.id());
    if (shape.kind != AccessKind::iterate || is_copy(shape.operation) || !facts.may_run(function)) return;
    Finding finding = report.at(node, "`sys.modules` may change while it is walked: another thread can import");
    one_thread(file, function, facts.held_at(node.id()), finding);
    another_thread_here(node, finding);
    finding.fix(Safety::safe, "Walk a copy", Edit::insert(node.end(), ".copy()"))
        .only_if({.function = function, .gate = Gate::threads});
  });
}

void iterate_shared_container(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off()) return;
  iterate_modules(file, report);
  for (const Location& location : facts.locations()) {
    if (!is_container(location.container) || !is_shared(file, location)) continue;
    std::vector<FunctionId> partners;
    bool asked = false;
    for (const ThreadAccess& access : facts.accesses(location)) {
      if (access.kind != AccessKind::iterate || access.operation == "iter" || !facts.may_run(access.function)) continue;
      if (is_copy(access.operation) && is_exact_builtin(location.container)) continue;
      if (location.kind == LocationKind::attribute && !facts.may_run_shared(access.function)) continue;
      // A list that grows while it is walked raises nothing; one that shrinks skips elements.
      if (!asked) partners = changers(file, location, !grows_or_shrinks(location.container));
      asked = true;
      if (partners.empty()) break;
      if (access.held != 0) continue;
      Finding finding =
          report.at(file.node(access.node), "`" + facts.location_name(location) +
                                                "` may change while it is walked: another thread can change it in " +
                                                facts.function_name(partners.front()));
      one_thread(file, access.function, access.held, finding);
      whoever_changes(file, location, partners, finding);
      if (is_exact_builtin(location.container)) {
        finding.fix(Safety::safe, "Walk a copy", Edit::insert(file.node(access.node).end(), ".copy()"));
      }
      finding.only_if({.function = access.function, .gate = Gate::threads, .partners = partners});
    }
  }
}

}  // namespace

extern constexpr Rule FT104_iterate_shared_container{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
A loop over a container is many steps. A thread that adds or removes between two of them makes the loop raise
`RuntimeError: dictionary changed size during iteration`, or skip elements.

```toml
concurrency = "library"
```
```py bad
handlers = {}


def add(name, function):
    handlers[name] = function


def fire():
    for name, function in handlers.items():
        function(name)
```
```py good
handlers = {}


def add(name, function):
    handlers[name] = function


def fire():
    for name, function in handlers.copy().items():
        function(name)
```

Reported where a thread gets to the loop, or the project supports free threading, and some function that changes the container
may run meanwhile. Containers that are only filled while modules are imported are left alone: registries whose `register` nobody
calls later, in the whole project. So are those that are filled once, under a lock, and objects that only coroutines change.

`sys.modules` is walked by nobody alone: any import in any thread adds to it.

Python's documentation: "To safely iterate over a dictionary that may be modified by another thread, iterate over a copy"
(<https://docs.python.org/3.15/library/threadsafety.html>). skore mended this in its cache (pull request 2205).

The fix walks a copy of an exact `dict`, `list` or `set`, which is made in one step.
)md",
    .listens = on_file(iterate_shared_container, Needs::concurrency),
};

}  // namespace whip::rules
