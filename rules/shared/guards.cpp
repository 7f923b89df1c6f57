#include "rules/shared/guards.h"

#include <algorithm>

#include "core/syntax/expression.h"

namespace whip::rules {
namespace {

bool leaves(Node statement) {
  return statement.is_any(
      {Kind::return_statement, Kind::raise_statement, Kind::continue_statement, Kind::break_statement});
}

// What a test says is missing, and whether the body runs when it is (true) or when it is there (false).
struct Test {
  Node target;
  bool missing = true;
  bool is_flag = false;
};

Test read_test(Node condition) {
  if (condition.is(Kind::parenthesized_expression)) condition = without_parentheses(condition);
  if (condition.is(Kind::not_operator)) {
    Test inner = read_test(condition[Field::argument]);
    inner.missing = !inner.missing;
    return inner;
  }
  if (condition.is_any({Kind::identifier, Kind::attribute})) return {condition, false, true};
  if (condition.is(Kind::boolean_operator)) {
    // `x is None or stale`: the first operand decides what is made.
    return read_test(condition[Field::left]);
  }
  if (!condition.is(Kind::comparison_operator) || condition.operands().count() != 2) return {};
  const Node left = condition.operands()[0];
  const Node right = condition.operands()[1];
  if (!left.is_any({Kind::identifier, Kind::attribute}) || !right.is(Kind::none)) return {};
  if (condition.child(Kind::kw_is) || condition.child(Kind::equal_equal)) return {left, true, false};
  if (condition.child(Kind::kw_is_not) || condition.child(Kind::not_equal)) return {left, false, false};
  return {};
}

std::string_view trimmed(std::string_view name) {
  while (name.starts_with('_')) name.remove_prefix(1);
  while (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

// What a lock's name says it is for: "pool" of `_pool_lock`; nothing if it is for the whole object.
std::string_view purpose_of(std::string_view lock) {
  lock = trimmed(lock);
  for (const std::string_view ending : {"lock", "mutex", "condition", "cond", "semaphore", "cv"}) {
    if (!lock.ends_with(ending)) continue;
    lock.remove_suffix(ending.size());
    break;
  }
  if (lock.ends_with("_r")) lock.remove_suffix(1);
  lock = trimmed(lock);
  for (const std::string_view whole : {"access", "all", "data", "global", "instance", "internal", "main", "r", "state",
                                       "sync", "thread", "update", "write"}) {
    if (lock == whole) return {};
  }
  return lock;
}

}  // namespace

std::vector<Node> statements_of(Node block) {
  std::vector<Node> statements;
  for (const Node child : block.operands()) {
    if (is_statement(child.kind())) statements.push_back(child);
  }
  return statements;
}

Node expression_of(Node statement) {
  return statement.is(Kind::expression_statement) ? statement.operands()[0] : statement;
}

LazyBlock lazy_block(Node if_statement) {
  LazyBlock lazy;
  const Test test = read_test(if_statement[Field::condition]);
  if (!test.target) return lazy;
  const Node body = if_statement[Field::consequence];
  if (test.missing) {
    lazy.statements = statements_of(body);
  } else {
    // The other way round: what is there is returned, and the rest of the block makes it.
    const std::vector<Node> inner = statements_of(body);
    if (inner.empty() || !leaves(inner.back()) || if_statement[Field::alternative]) return lazy;
    lazy.refuses = inner.back().is(Kind::raise_statement);
    for (Node next = if_statement.next_sibling(); next; next = next.next_sibling()) {
      if (is_statement(next.kind())) lazy.statements.push_back(next);
    }
  }
  lazy.target = test.target;
  lazy.is_flag = test.is_flag;
  return lazy;
}

Node lazy_target(Node if_statement) { return read_test(if_statement[Field::condition]).target; }

bool is_same(Node a, Node b) {
  if (a.kind() != b.kind()) return false;
  if (a.is(Kind::attribute)) {
    return a[Field::attribute].text() == b[Field::attribute].text() && is_same(a[Field::object], b[Field::object]);
  }
  return a.text() == b.text();
}

Shared shared_kind(const File& file, Node expression) {
  const NamedPlace place = place_of(file, file.concurrency, expression);
  if (place.kind == NamedPlace::Kind::global) {
    const LocationId location = file.concurrency.global(place.name);
    return location != kNoLocation && !file.concurrency[location].is_thread_local ? Shared::global : Shared::no;
  }
  if (place.kind != NamedPlace::Kind::attribute || !expression.is(Kind::attribute)) return Shared::no;
  const ThreadClass& owner = file.concurrency[ClassId{place.owner}];
  if (owner.is(ThreadClass::is_thread_local | ThreadClass::is_test)) return Shared::no;
  const FunctionId function = file.concurrency.function_of(expression.id());
  const bool through_class = expression[Field::object].text() != file.concurrency[function].self ||
                             file.concurrency[function].is(ThreadFunction::is_classmethod);
  return through_class ? Shared::class_attribute : Shared::attribute;
}

bool is_empty_container(const File& file, Node value) {
  value = without_parentheses(value);
  if (value.is_any({Kind::dictionary, Kind::list})) return value.operands().empty();
  if (!value.is(Kind::call)) return false;
  const Node function = value[Field::function];
  const std::string_view builtin = file.names.builtin_name(function);
  ContainerKind kind = ContainerKind::unknown;
  if (!builtin.empty()) {
    kind = container_made_by(builtin);
  } else if (const QualifiedName name = file.names.qualified_name(function)) {
    kind = container_made_by(name.text());
  }
  if (!is_container(kind)) return false;
  return kind == ContainerKind::default_dict || value[Field::arguments].operands().empty();
}

bool is_in_nested_function(const File& file, Node node, Node outer) {
  return file.concurrency.function_of(node.id()) != file.concurrency.function_of(outer.id());
}

bool is_of_locked_class(const File& file, Node expression) {
  const NamedPlace place = place_of(file, file.concurrency, expression);
  return place.kind == NamedPlace::Kind::attribute && file.concurrency[ClassId{place.owner}].is(ThreadClass::owns_lock);
}

bool is_covered_by_lock(const Concurrency& facts, const Location& location) {
  for (const ThreadAccess& access : facts.accesses(location)) {
    if (access.held != 0) return true;
  }
  const std::string_view name = trimmed(location.name);
  return std::ranges::any_of(facts.locks(), [&](const Lock& lock) {
    if (lock.place.kind != NamedPlace::Kind::attribute || lock.place.owner != index(location.owner)) return false;
    const std::string_view purpose = purpose_of(lock.place.name);
    if (purpose.empty() || name.starts_with(purpose)) return true;
    // `_results_lock` beside `_results` is for that, and not for `_pending_results`.
    const bool is_for_another = std::ranges::any_of(facts.locations(), [&](const Location& other) {
      return other.owner == location.owner && trimmed(other.name) == purpose;
    });
    return !is_for_another && (name.find(purpose) != name.npos || purpose.find(name) != purpose.npos);
  });
}

bool belongs_to_loop(const Concurrency& facts, const Location& location) {
  bool any = false;
  for (const ThreadAccess& access : facts.accesses(location)) {
    // A thread that looks at it is another than the loop's.
    if (facts[access.function].reached != Multiplicity::none) return false;
    if (!access.writes() || !facts.may_run_shared(access.function)) continue;
    FunctionId at = access.function;
    while (at != kModuleCode && !facts[at].is(ThreadFunction::is_async)) at = facts[at].parent;
    if (at == kModuleCode) return false;
    any = true;
  }
  return any;
}

bool runs_once(const File& file, FunctionId function) {
  if (function == kModuleCode) return false;
  const Node whole = file.node(file.concurrency[function].node);
  for (const Node statement : statements_of(whole[Field::body])) {
    if (!statement.is(Kind::if_statement)) continue;
    const Node flag = without_parentheses(statement[Field::condition]);
    if (!flag.is_any({Kind::identifier, Kind::attribute})) continue;
    const std::vector<Node> leaving = statements_of(statement[Field::consequence]);
    if (leaving.empty() || !leaving.back().is(Kind::return_statement)) continue;
    bool raised = false;
    for_each_same(file, whole, flag, [&](Node name) {
      const Node assignment = name.parent();
      raised = raised || (assignment.is(Kind::assignment) && name.field() == Field::left &&
                          assigned_value(assignment).is(Kind::true_));
    });
    if (raised) return true;
  }
  return false;
}

}  // namespace whip::rules
