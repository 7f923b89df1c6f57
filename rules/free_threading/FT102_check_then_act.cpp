// A test on a shared container, and then an act that relies on it: another thread may act in between.

#include <algorithm>
#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/free_threading/shared_containers.h"
#include "rules/shared/access_paths.h"

namespace whip::rules {
namespace {

// A test of a container: `k in d`, `k not in d`, `d`, `not d`.
struct Asked {
  Node container;
  Node key;  // absent for a test of emptiness
  bool present = true;
};

Asked read_test(Node condition) {
  if (condition.is(Kind::parenthesized_expression)) condition = without_parentheses(condition);
  bool turned = false;
  while (condition.is(Kind::not_operator)) {
    turned = !turned;
    condition = without_parentheses(condition[Field::argument]);
  }
  if (condition.is_any({Kind::identifier, Kind::attribute})) return {condition, {}, !turned};
  if (!condition.is(Kind::comparison_operator) || condition.operands().count() != 2) return {};
  const bool in = static_cast<bool>(condition.child(Kind::kw_in));
  if (!in && !condition.child(Kind::kw_not_in)) return {};
  return {condition.operands()[1], condition.operands()[0], in != turned};
}

bool is_key(Node a, Node b) { return without_parentheses(a).text() == without_parentheses(b).text(); }

// An object of which there must be one: locks, containers that are filled later, instances of classes.
bool has_identity(const File& file, Node value) {
  value = without_parentheses(value);
  // A container that is stored empty is filled later; one that is stored full is a value like any other.
  if (is_empty_container(file, value)) return true;
  if (!value.is(Kind::call)) return false;
  const Node function = value[Field::function];
  if (file.names.builtin_name(function) == "object") return true;
  const BindingId binding = file.names.binding_of(function);
  if (binding != kNoBinding && file.names[binding].is(BindingKind::class_definition)) return true;
  const QualifiedName name = file.names.qualified_name(function);
  return name && (container_made_by(name.text()) == ContainerKind::queue || name.first() == "threading" ||
                  name.is("sqlite3.connect"));
}

// Whether entries of a weak container go when nobody keeps their values.
bool has_weak_values(const File& file, const Location& location) {
  const Node value = location.value == kNoNode ? Node{} : without_parentheses(file.node(location.value));
  return value.is(Kind::call) && last_name(value[Field::function]) == "WeakValueDictionary";
}

// What is done to the tested key below the test.
struct Act {
  Node node;
  Node value;  // of a store
  enum class Kind : std::uint8_t { none, store, load, remove } kind = Kind::none;
};

Act find_act(const File& file, const Asked& asked, Node body) {
  Act act;
  for_each_same(file, body, asked.container, [&](Node name) {
    if (act.kind != Act::Kind::none || is_in_nested_function(file, name, body)) return;
    const Node parent = name.parent();
    const AccessShape shape = shape_of(name);
    if (asked.key && parent.is(Kind::subscript) && name.field() == Field::value &&
        is_key(parent[Field::subscript], asked.key)) {
      if (shape.operation == "[]=" && parent.parent().is(Kind::assignment))
        act = {name, assigned_value(parent.parent()), Act::Kind::store};
      if (shape.operation == "[]") act = {name, {}, Act::Kind::load};
      if (shape.operation == "del") act = {name, {}, Act::Kind::remove};
      return;
    }
    const Node call = parent.parent();
    if (!parent.is(Kind::attribute) || !call.is(Kind::call)) return;
    const auto arguments = call[Field::arguments].operands().count();
    if (shape.operation == "pop" && asked.key && arguments == 1 && is_key(positional_argument(call, 0), asked.key))
      act = {name, {}, Act::Kind::remove};
    if (shape.operation == "remove" && asked.key && arguments == 1 && is_key(positional_argument(call, 0), asked.key))
      act = {name, {}, Act::Kind::remove};
    if (!asked.key && arguments == 0 &&
        (shape.operation == "pop" || shape.operation == "popleft" || shape.operation == "popitem"))
      act = {name, {}, Act::Kind::remove};
  });
  return act;
}

// `if k in d: del d[k]` is d.pop(k, None); `if k not in d: d[k] = []` is d.setdefault(k, []).
void add_fix(const Location& location, Node guard, const Asked& asked, const Act& act, Finding& finding) {
  if (location.container != ContainerKind::dict || guard[Field::alternative] || guard.child(Kind::elif_clause)) return;
  const std::vector<Node> body = statements_of(guard[Field::consequence]);
  if (body.size() != 1 || guard[Field::consequence].child(Kind::comment) || guard.child(Kind::comment)) return;
  const std::string container(asked.container.text());
  const std::string key(asked.key.text());
  if (act.kind == Act::Kind::remove && body[0].is(Kind::delete_statement) && body[0].operands().count() == 1 &&
      body[0].operands()[0] == act.node.parent()) {
    finding.fix(Safety::safe, "Use `pop` with a default",
                Edit::replace(guard.span(), container + ".pop(" + key + ", None)"));
  } else if (act.kind == Act::Kind::store && expression_of(body[0]).is(Kind::assignment) &&
             expression_of(body[0])[Field::left] == act.node.parent()) {
    const Node value = act.value;
    const bool literal = value.is_any({Kind::dictionary, Kind::list, Kind::set}) && value.operands().empty();
    finding.fix(literal ? Safety::safe : Safety::unsafe, "Use `setdefault`",
                Edit::replace(guard.span(), container + ".setdefault(" + key + ", " + std::string(value.text()) + ")"));
  }
}

void act_on_container(const File& file, Node guard, Report& report) {
  const Concurrency& facts = file.concurrency;
  const Asked asked = read_test(guard[Field::condition]);
  if (!asked.container) return;
  const FunctionId function = facts.function_of(guard.id());
  if (!facts.may_run(function)) return;
  const Location* location = location_of(file, asked.container);
  if (location == nullptr || !is_container(location->container) || !is_shared(file, *location)) return;
  if (location->kind == LocationKind::attribute && !facts.may_run_shared(function)) return;
  const Node body = guard[Field::consequence];
  const Act act = find_act(file, asked, body);
  const LockSet held = facts.held_at(guard[Field::condition].id());
  if (act.kind == Act::Kind::none || (held & facts.held_at(act.node.id())) != 0) return;
  if (held == 0 && facts.held_at(act.node.id()) != 0)
    return;  // the lock is taken for the act, and looks again or not: FT103, FT107
  const std::string name = "`" + facts.location_name(*location) + "`";
  if (act.kind == Act::Kind::store) {
    if (asked.present || !has_identity(file, act.value) || location->container == ContainerKind::default_dict) return;
    Finding finding = report.at(act.node.parent(), "Two threads can both find the key missing from " + name +
                                                       ", and each keeps an object of its own");
    finding.note(asked.container.span(), "looked up here, by another thread too");
    one_thread(file, function, held, finding);
    add_fix(*location, guard, asked, act, finding);
    finding.only_if({.function = function, .gate = Gate::many});
    return;
  }
  if (!asked.present) return;
  // Whoever removes: another thread in this very act, or another function.
  // A default dictionary makes what is missing; who has a weak dictionary's key keeps it there.
  const bool vanishes = location->container == ContainerKind::weak && has_weak_values(file, *location);
  if (act.kind == Act::Kind::load &&
      (location->container == ContainerKind::default_dict || location->container == ContainerKind::counter))
    return;
  std::vector<FunctionId> partners = changers(file, *location, true);
  if (act.kind == Act::Kind::load && partners.empty() && !vanishes) return;
  const std::string_view error =
      asked.key ? (location->container == ContainerKind::list ? "ValueError" : "KeyError") : "IndexError";
  Finding finding =
      report.at(act.node.parent(), (asked.key ? "The key may be gone from " : "The last element may be gone from ") +
                                       name + " since it was looked for: another thread can remove it");
  finding.note(asked.container.span(), "looked for here")
      .help("Act and catch `" + std::string(error) + "`, or hold a lock around both");
  one_thread(file, function, held, finding);
  if (!vanishes) whoever_changes(file, *location, partners, finding);
  if (vanishes) partners.clear();
  if (act.kind == Act::Kind::remove) add_fix(*location, guard, asked, act, finding);
  finding.only_if({.function = function, .gate = Gate::many, .partners = std::move(partners)});
}

// The call that makes a lock for threads; asyncio's are for the tasks of one.
bool makes_lock(const File& file, Node value) {
  if (!value.is(Kind::call)) return false;
  const std::string_view last = last_name(value[Field::function]);
  if (last != "Lock" && last != "RLock" && last != "allocate_lock") return false;
  const std::string_view module = file.names.qualified_name(value[Field::function]).first();
  return module != "asyncio" && module != "anyio" && module != "trio";
}

// Whether somebody holds the lock in a plain `with`.
bool is_held_somewhere(const Concurrency& facts, LockId lock) {
  return std::ranges::any_of(facts.holds(), [&](const Hold& hold) { return hold.lock == lock; });
}

// `if self._lock is None: self._lock = Lock()`: of two locks, neither keeps anybody out.
void lock_made_late(const File& file, Node tested, const std::vector<Node>& statements, Report& report) {
  const Concurrency& facts = file.concurrency;
  const FunctionId function = facts.function_of(tested.id());
  const Shared shared = shared_kind(file, tested);
  if (facts.is_off() || shared == Shared::no || facts.held_at(tested.id()) != 0) return;
  if (shared == Shared::attribute ? !facts.may_run_shared(function) : !facts.may_run(function)) return;
  for (const Node statement : statements) {
    const Node store = expression_of(statement);
    if (!store.is(Kind::assignment) || !is_same(store[Field::left], tested) || !makes_lock(file, assigned_value(store)))
      continue;
    const LockId lock = facts.lock_of(file, tested);
    if (lock == kNoLock || !is_held_somewhere(facts, lock) || facts.held_at(store.id()) != 0) return;
    Finding finding = report.at(store[Field::left], "Two threads can both find `" + std::string(tested.text()) +
                                                        "` missing, and each makes a lock of its own");
    one_thread(file, function, 0, finding);
    finding.note(tested.span(), "another may look here at the same time")
        .help("Make the lock with what it protects: in `__init__`, or with the module")
        .only_if({.function = function, .gate = Gate::none, .partners = {function}});
    return;
  }
}

// `try: self._lock` ... `except AttributeError: self._lock = Lock()`.
void lock_made_after_error(const File& file, Node handler, Report& report) {
  const Node attempt = handler.parent();
  if (!attempt.is(Kind::try_statement)) return;
  const std::vector<Node> tried = statements_of(attempt[Field::body]);
  if (tried.size() != 1) return;
  Node looked = expression_of(tried[0]);
  if (looked.is(Kind::return_statement) && !looked.operands().empty()) looked = looked.operands()[0];
  if (looked.is_any({Kind::identifier, Kind::attribute}))
    lock_made_late(file, looked, statements_of(handler.child(Kind::block)), report);
}

void check_then_act(const File& file, Node node, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off() || (facts.locations().empty() && facts.locks().empty())) return;
  if (node.is(Kind::except_clause)) {
    if (!facts.locks().empty()) lock_made_after_error(file, node, report);
    return;
  }
  if (!facts.locations().empty()) act_on_container(file, node, report);
  if (facts.locks().empty()) return;
  const LazyBlock lazy = lazy_block(node);
  if (lazy.target) lock_made_late(file, lazy.target, lazy.statements, report);
}

}  // namespace

extern constexpr Rule FT102_check_then_act{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
`if key not in d: d[key] = make()` is two steps. Two threads that find the key missing both make an object, and the one that is
stored last hides the other: two locks for one key, two pools for one host. `if key in d: use(d[key])` fails the other way round,
when another thread removes the key in between.

```toml
concurrency = "library"
```
```py bad
_pools = {}


def pool_for(host):
    if host not in _pools:
        _pools[host] = object()
    return _pools[host]
```
```py good
_pools = {}


def pool_for(host):
    return _pools.setdefault(host, object())
```

Reported where many threads are known to get there, or the project supports free threading. A store is reported only where it
matters which object is kept (containers, locks, instances of classes), not where the value is merely computed twice. A use after
`in` is reported only where something removes keys from that container while the program runs. A lock that is made when it is
first needed is reported everywhere: two threads can have one each.

Python's documentation names check-then-act among what is not atomic
(<https://docs.python.org/3.15/library/threadsafety.html>). The standard library's own `linecache` had it (gh-133253).

Safe fixes: `if k in d: del d[k]` becomes `d.pop(k, None)`, a store of an empty literal becomes `setdefault`. With any other value
`setdefault` is unsafe: the value is made each time.
)md",
    .listens = on_node({Kind::except_clause, Kind::if_statement}, check_then_act, Needs::concurrency),
};

}  // namespace whip::rules
