// A copy that is meant to be safe to walk, taken in a way that is not one step.

#include <algorithm>
#include <string>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/free_threading/shared_containers.h"
#include "rules/shared/access_paths.h"

namespace whip::rules {
namespace {

// The class of the function whose first parameter the node names, if it is a subclass of a built-in container.
const ThreadClass* container_class(const File& file, Node self) {
  const ThreadFunction& function = file.concurrency[file.concurrency.function_of(self.id())];
  if (function.owner == kNoClass || function.self.empty() || self.text() != function.self) return nullptr;
  const ThreadClass& owner = file.concurrency[function.owner];
  return owner.is(ThreadClass::is_dict) ? &owner : nullptr;
}

// The method of the class that changes the object itself: `self[k] = v`, `del self[k]`, `self.pop(k)`.
Node change_of_self(const File& file, const ThreadClass& owner) {
  Node found;
  for_each_of_kind(file.tree, index(owner.node), owner.end, Kind::identifier, [&](std::uint32_t n) {
    const Node name = file.node(NodeId{n});
    if (found || container_class(file, name) != &owner) return;
    const AccessShape shape = shape_of(name);
    const bool changes = shape.kind >= AccessKind::rebind && !shape.operation.empty() && shape.operation != ".";
    const FunctionId function = file.concurrency.function_of(name.id());
    const bool is_free = file.concurrency.held_at(name.id()) == 0;
    if (changes && is_free && file.concurrency.may_run_shared(function)) found = name;
  });
  return found;
}

// `list(self)` in a subclass of dict: only of exact built-ins is a copy one step.
void copies_of_self(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (std::ranges::none_of(facts.classes(), [](const ThreadClass& one) { return one.is(ThreadClass::is_dict); }))
    return;
  for_each_of_kind(file.tree, 0, file.tree.own_size, Kind::call, [&](std::uint32_t n) {
    const Node call = file.node(NodeId{n});
    const std::string_view maker = call[Field::function].text();
    if (maker != "list" && maker != "tuple" && maker != "set" && maker != "sorted") return;
    Node copied = positional_argument(call, 0);
    if (copied.is(Kind::call) && copied[Field::function].is(Kind::attribute)) {
      const std::string_view view = copied[Field::function][Field::attribute].text();
      if (view != "keys" && view != "values" && view != "items") return;
      copied = copied[Field::function][Field::object];
    }
    if (!copied.is(Kind::identifier) || !file.names.is_builtin(call[Field::function], maker)) return;
    const ThreadClass* const owner = container_class(file, copied);
    if (owner == nullptr || facts.held_at(call.id()) != 0) return;
    const FunctionId function = facts.function_of(call.id());
    if (!facts.may_run_shared(function)) return;
    const Node change = change_of_self(file, *owner);
    if (!change) return;
    const FunctionId changer = facts.function_of(change.id());
    Finding finding =
        report.at(copied, "A copy of `" + std::string(copied.text()) +
                              "`, an instance of a subclass of a built-in, is not made in one step: it can "
                              "raise while another thread changes it in " +
                              facts.function_name(changer));
    one_thread(file, function, 0, finding);
    finding.note(change.span(), "another changes it here")
        .help("Hold a lock around the copy and the changes")
        .only_if({.function = function, .gate = Gate::threads, .partners = {changer}});
  });
}

void non_atomic_snapshot(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off()) return;
  copies_of_self(file, report);
  for (const Location& location : facts.locations()) {
    if (!is_exact_builtin(location.container) || location.container == ContainerKind::list ||
        !is_shared(file, location))
      continue;
    for (const ThreadAccess& access : facts.accesses(location)) {
      const bool copies =
          access.kind == AccessKind::iterate && (access.operation == "tuple" || access.operation == "*");
      if (!copies || access.held != 0 || !facts.may_run(access.function)) continue;
      const std::vector<FunctionId> partners = changers(file, location, false);
      if (partners.empty()) break;
      const Node name = file.node(access.node);
      Finding finding =
          report.at(name, "This copy of `" + facts.location_name(location) +
                              "` is not made in one step: it can raise while another thread changes it in " +
                              facts.function_name(partners.front()));
      one_thread(file, access.function, access.held, finding);
      whoever_changes(file, location, partners, finding);
      // tuple(d) and tuple(d.keys()) become tuple(list(d)): list() of an exact built-in is one step.
      const Node list = name.parent();
      const Node view = list.is(Kind::attribute) ? list.parent() : Node{};
      const bool of_keys = view.is(Kind::call) && list[Field::attribute].text() == "keys";
      if (access.operation == "tuple" && (list.is(Kind::argument_list) || of_keys)) {
        const Node whole = of_keys ? view : name;
        finding.fix(Safety::safe, "Copy with `list`, which is one step",
                    Edit::replace(whole.span(), "list(" + std::string(name.text()) + ")"));
      }
      finding.only_if({.function = access.function, .gate = Gate::threads, .partners = partners});
    }
  }
}

}  // namespace

extern constexpr Rule FT105_non_atomic_snapshot{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
Whoever walks a shared dictionary takes a copy first. With the GIL, `tuple(d.keys())` was as good a copy as any: nothing could
come between. Without it, only some ways hold the dictionary's own lock while they copy: `d.copy()`, `list(d)`, `list(d.keys())`.
`tuple(...)` and `[*d]` go through an iterator, and raise `RuntimeError` when another thread adds a key. No test on a build with
the GIL can ever show it.

```toml
concurrency = "library"
```
```py bad
cache = {}


def put(key, value):
    cache[key] = value


def shrink():
    for key in tuple(cache.keys()):
        cache.pop(key, None)
```
```py good
cache = {}


def put(key, value):
    cache[key] = value


def shrink():
    for key in list(cache):
        cache.pop(key, None)
```

The same in a subclass of `dict`: `list(self)` is one step only for exact built-ins.

Python's documentation promises locking for `list.extend` (and so `list()`) with exact `list`, `tuple`, `set`, `frozenset`, `dict`
and views of dictionaries "but not their subclasses" (<https://docs.python.org/3.15/library/threadsafety.html>). The regex module
raised 14 times in 800 calls this way, and never with the GIL (issue 606).
)md",
    .listens = on_file(non_atomic_snapshot, Needs::concurrency),
};

}  // namespace whip::rules
