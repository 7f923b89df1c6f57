// Written under a lock in one place, and without it in another.

#include <algorithm>
#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// Whether the function says that its caller holds the lock: by its name, or in a comment or docstring.
bool says_caller_holds(const File& file, const ThreadFunction& function) {
  for (const std::string_view word :
       {"locked", "unlocked", "nolock", "no_lock", "without_lock", "unsafe", "holding_lock"}) {
    if (function.name.find(word) != std::string_view::npos) return true;
  }
  const std::string_view text = file.node(function.node).text();
  for (std::size_t at = 0; (at = text.find("lock", at)) != std::string_view::npos; ++at) {
    const std::size_t begin = text.rfind('\n', at) == std::string_view::npos ? 0 : text.rfind('\n', at);
    const std::string_view line = text.substr(begin, text.find('\n', at) - begin);
    for (const std::string_view verb :
         {"must hold", "is held", "be held", "holds", "held by", "acquired by", "already", "not thread", "caller"}) {
      if (line.find(verb) != std::string_view::npos) return true;
    }
  }
  return false;
}

// An access that changes the object, or hands it to a function that may.
bool counts_as_change(const File& file, const Location& location, const ThreadAccess& access) {
  if (access.writes()) return true;
  const Node parent = file.node(access.node).parent();
  return is_container(location.container) && access.operation.empty() && parent.is(Kind::argument_list);
}

// `slots[threading.get_ident()] = value`: each thread has a place of its own.
bool is_own_slot(const File& file, const ThreadAccess& access) {
  if (access.operation != "[]=") return false;
  const Node key = file.node(access.node).parent()[Field::subscript];
  const std::string_view made_by = key.is(Kind::call) ? last_name(key[Field::function]) : std::string_view{};
  return made_by == "get_ident" || made_by == "get_native_id" || made_by == "current_thread";
}

// Whether a lock is released further on that this function did not acquire: another did, and holds it until then.
bool is_handed_over(const File& file, const ThreadAccess& access) {
  const Node whole = file.node(file.concurrency[access.function].node);
  Node released;
  bool acquired = false;
  for_each_of_kind(file.tree, index(whole.id()), whole.after(), Kind::call, [&](std::uint32_t n) {
    const Node function = file.node(NodeId{n})[Field::function];
    if (!function.is(Kind::attribute) || !looks_like_lock(last_name(function[Field::object]))) return;
    const std::string_view method = function[Field::attribute].text();
    acquired = acquired || method == "acquire";
    if (method == "release" && n > index(access.node) && !is_in_nested_function(file, function, file.node(access.node)))
      released = function;
  });
  return released && !acquired;
}

// Whether all that is ever done to a list or set is to add to it, one element in one step: nothing to lose there,
// unless somebody looks at it under the lock and expects it to stay as it is.
bool only_grows(const Concurrency& facts, const Location& location) {
  return std::ranges::all_of(facts.accesses(location), [&](const ThreadAccess& access) {
    if (!facts.may_run_shared(access.function)) return true;
    if (access.kind < AccessKind::rebind) return access.held == 0;
    return access.operation == "append" || access.operation == "appendleft" || access.operation == "add";
  });
}

// Whether what happens under the lock needs it: more than storing one value.
bool is_compound(const ThreadAccess& access) { return access.kind != AccessKind::rebind; }

void wrap_in_lock(const File& file, const ThreadAccess& bare, const Lock& lock, Finding& finding) {
  const Node statement = enclosing_statement(file.node(bare.node));
  std::string name(lock.place.name);
  if (lock.place.kind == NamedPlace::Kind::attribute) {
    const std::string_view self = file.concurrency[bare.function].self;
    if (self.empty()) return;
    name.insert(0, ".").insert(0, self);
  } else if (lock.place.kind != NamedPlace::Kind::global) {
    return;
  }
  const std::uint32_t line = file.lines.line_of(statement.begin());
  if (!statement.is_any({Kind::expression_statement, Kind::delete_statement}) || shares_line(statement) ||
      file.lines.line_of(statement.end()) != line) {
    return;
  }
  const std::string indent(file.slice({file.lines.line_begin(line), statement.begin()}));
  if (indent.find_first_not_of(" \t") != std::string::npos) return;
  std::string text = "with " + name + ":" + std::string(file.newline()) + indent +
                     (indent.find('\t') != std::string::npos ? "\t" : "    ");
  finding.fix(Safety::unsafe, "Hold `" + name + "` here too", Edit::insert(statement.begin(), std::move(text)));
}

void inconsistent_guard(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off() || facts.holds().empty()) return;
  for (const Location& location : facts.locations()) {
    if (location.is_thread_local || location.container >= ContainerKind::context_var) continue;
    const auto runs = [&](FunctionId function) {
      return location.kind == LocationKind::global ? facts.may_run(function) : facts.may_run_shared(function);
    };
    // The lock under which it is changed: one that all guarded changes share.
    LockSet guards = ~LockSet{0};
    const ThreadAccess* guarded = nullptr;
    bool compound = false;
    for (const ThreadAccess& access : facts.accesses(location)) {
      if (!counts_as_change(file, location, access) || access.held == 0 || !runs(access.function)) continue;
      // The lock is there that the work is done once.
      if (runs_once(file, access.function)) continue;
      guards &= access.held;
      if (guarded == nullptr || (!guarded->writes() && access.writes())) guarded = &access;
      compound = compound || is_compound(access);
    }
    if (guarded == nullptr || guards == 0 || !compound) continue;
    if (is_container(location.container) && only_grows(facts, location)) continue;
    for (const ThreadAccess& bare : facts.accesses(location)) {
      if (!bare.writes() || bare.held != 0 || !runs(bare.function) || is_own_slot(file, bare)) continue;
      const ThreadFunction& function = facts[bare.function];
      if (function.is(ThreadFunction::is_dunder | ThreadFunction::is_finaliser) || says_caller_holds(file, function) ||
          is_handed_over(file, bare))
        continue;
      Finding finding = report.at(file.node(bare.node), "`" + facts.location_name(location) +
                                                            "` is changed here without " + facts.lock_names(guards) +
                                                            ", which is held where it is changed elsewhere");
      one_thread(file, bare.function, bare.held, finding);
      // Best told by another function's change.
      const auto elsewhere = std::ranges::find_if(facts.accesses(location), [&](const ThreadAccess& access) {
        return access.held != 0 && access.function != bare.function && runs(access.function) &&
               counts_as_change(file, location, access);
      });
      another_thread(file, elsewhere != facts.accesses(location).end() ? *elsewhere : *guarded, finding);
      const auto first = static_cast<std::uint32_t>(__builtin_ctzll(guards));
      if (first < 63) wrap_in_lock(file, bare, facts[LockId{first}], finding);
      finding.only_if({.function = bare.function, .gate = Gate::none, .partners = {bare.function}});
    }
  }
}

}  // namespace

extern constexpr Rule FT107_inconsistent_guard{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
A lock protects a value only if everybody takes it. Where a value is changed under a lock in one place and without it in another,
the second place undoes what the lock was for.

```py bad
import threading


class Meter:
    def __init__(self):
        self._lock = threading.Lock()
        self.total = 0

    def add(self, n):
        with self._lock:
            self.total += n

    def reset(self):
        self.total = 0
```
```py good
import threading


class Meter:
    def __init__(self):
        self._lock = threading.Lock()
        self.total = 0

    def add(self, n):
        with self._lock:
            self.total += n

    def reset(self):
        with self._lock:
            self.total = 0
```

The lock is the evidence: no thread need be known. A container that is handed to a function while the lock is held counts as
changed under it. Left alone: reading, construction (`__init__` and what only it calls), helpers whose callers all hold the lock
or that say so (`_drop_locked`, "caller must hold the lock"), values that are only ever stored whole, lists that only ever grow, a
thread's own slot (`slots[threading.get_ident()]`), work that a flag lets be done once, and code that ends with releasing a lock
that another function took.

The GIL hid many of these: regex shrank its cache under a lock and filled it without (issue 606, mended in 2026.7.10).

The fix wraps the statement in the lock. It is unsafe: the caller may hold it already.
)md",
    .listens = on_file(inconsistent_guard, Needs::concurrency),
};

}  // namespace whip::rules
