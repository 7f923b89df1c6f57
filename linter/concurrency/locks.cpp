// Which objects are locks, and where each is held: `with lock:`, `lock.acquire()` until it is released, functions under
// a decorator that takes one, `stack.enter_context(lock)`.
//
// A lock is known by its making (`threading.Lock()`, also through an alias) or, where it comes from elsewhere, by its
// name: whoever writes `with self._pool_lock:` holds something. An asyncio.Lock excludes tasks, not threads: `async
// with` does not count.

#include <algorithm>

#include "core/syntax/expression.h"
#include "linter/concurrency/builder.h"

namespace whip {

LockKind ConcurrencyBuilder::lock_kind(Node call) const {
  return call.is(Kind::call) ? lock_kind(names_.qualified_name(call[Field::function])) : LockKind::unknown;
}

LockKind ConcurrencyBuilder::lock_kind(const QualifiedName& name) {
  if (name.size() < 2) return LockKind::unknown;
  const std::string_view module = name.first();
  if (module != "threading" && module != "_thread" && module != "multiprocessing" && module != "gevent")
    return LockKind::unknown;
  const std::string_view last = name.last();
  if (last == "Lock" || last == "allocate_lock" || last == "LockType") return LockKind::lock;
  if (last == "RLock") return LockKind::rlock;
  if (last == "Condition") return LockKind::condition;
  if (last == "Semaphore" || last == "BoundedSemaphore") return LockKind::semaphore;
  if (last == "Event") return LockKind::event;
  return LockKind::unknown;
}

LockId ConcurrencyBuilder::add_lock(const NamedPlace& place, LockKind kind, Node created, FunctionId in) {
  for (std::uint32_t l = 0; l < out_.locks_.size(); ++l) {
    Lock& lock = out_.locks_[l];
    if (!(lock.place == place)) continue;
    if (lock.kind == LockKind::unknown) lock.kind = kind;
    return LockId{l};
  }
  const LockId id{static_cast<std::uint32_t>(out_.locks_.size())};
  out_.locks_.push_back({.place = place, .kind = kind, .created = created ? created.id() : kNoNode, .in = in});
  if (place.kind == NamedPlace::Kind::attribute && place.owner < out_.classes_.size()) {
    out_.classes_[place.owner].flags |= ThreadClass::owns_lock;
  }
  return id;
}

void ConcurrencyBuilder::find_locks() {
  const bool imports = names_.imports_module("threading") || names_.imports_module("_thread") ||
                       names_.imports_module("multiprocessing") || names_.imports_module("gevent");
  if (!imports) return;
  for_each_of_kind(file_.tree, 0, file_.tree.own_size, Kind::assignment,
                   [&](std::uint32_t n) { take_lock_assignment(file_.node(NodeId{n})); });
  for (std::uint32_t l = 0; l < out_.locks_.size(); ++l) {
    // Condition(mutex): a name for the lock it was given.
    const Lock lock = out_.locks_[l];
    if (lock.kind != LockKind::condition || lock.created == kNoNode) continue;
    const Node inner = positional_argument(file_.node(lock.created), 0);
    if (!inner || inner.is(Kind::call)) continue;
    const LockId same = lock_at(inner);
    if (same != kNoLock && index(same) != l) out_.locks_[l].same_as = same;
  }
}

void ConcurrencyBuilder::take_lock_assignment(Node assignment) {
  const Node target = assignment[Field::left];
  if (!target.is_any({Kind::identifier, Kind::attribute})) return;
  Node value = assigned_value(assignment);
  LockKind kind = lock_kind(value);
  if (kind == LockKind::unknown && value.is(Kind::call)) {
    // field(default_factory=Lock) of a data class.
    const Node factory = keyword_argument(value, "default_factory");
    const QualifiedName name = factory ? names_.qualified_name(factory) : QualifiedName{};
    if (name.is("threading.Lock")) kind = LockKind::lock;
    if (name.is("threading.RLock")) kind = LockKind::rlock;
  }
  if (kind == LockKind::unknown && !value) {
    // `_lock: threading.Lock` in the body of a class.
    const Node type = assignment[Field::type];
    const QualifiedName name =
        type ? names_.qualified_name(type.is(Kind::type) ? type.first_child() : type) : QualifiedName{};
    if (name.is("threading.Lock")) kind = LockKind::lock;
    if (name.is("threading.RLock")) kind = LockKind::rlock;
    if (name.is("threading.Condition")) kind = LockKind::condition;
  }
  if (kind == LockKind::unknown) return;
  const NamedPlace place = place_of(file_, out_, target);
  if (place.kind != NamedPlace::Kind::text) add_lock(place, kind, value, out_.function_of(assignment.id()));
}

// The lock that an expression names, entered if it only looks like one.
LockId ConcurrencyBuilder::lock_at(Node expression) {
  expression = without_parentheses(expression);
  std::string_view name = last_name(expression);
  if (expression.is(Kind::call)) name = last_name(expression[Field::function]);
  if (expression.is(Kind::subscript)) name = last_name(expression[Field::value]);
  const bool may_be_new = looks_like_lock(name);
  if (out_.locks_.empty() && !may_be_new) return kNoLock;
  const NamedPlace place = place_of(file_, out_, expression);
  for (std::uint32_t l = 0; l < out_.locks_.size(); ++l) {
    if (out_.locks_[l].place == place) return out_.real(LockId{l});
  }
  if (!may_be_new) return kNoLock;
  return add_lock(place, LockKind::unknown, Node{}, out_.function_of(expression.id()));
}

void ConcurrencyBuilder::add_hold(LockId lock, Node where, std::uint32_t begin, std::uint32_t end, Hold::How how) {
  lock = out_.real(lock);
  if (lock == kNoLock || out_[lock].kind == LockKind::event) return;
  out_.holds_.push_back({.lock = lock,
                         .function = out_.function_of(where.id()),
                         .where = where.id(),
                         .begin = begin,
                         .end = end,
                         .how = how});
}

bool may_take_lock(std::string_view last) {
  return last == "acquire" || last == "enter_context" || last == "acquire_lock";
}

void ConcurrencyBuilder::find_holds() {
  for (const std::uint32_t n : out_.sites_.withs) hold_with(file_.node(NodeId{n}));
  for (const NodeId call : acquires_) hold_acquired(file_.node(call));
  hold_decorated();
  std::ranges::stable_sort(out_.holds_, {}, [](const Hold& hold) { return hold.begin; });
}

void ConcurrencyBuilder::hold_with(Node statement) {
  if (statement.first_child().is(Kind::kw_async)) return;
  const Node clause = statement.child(Kind::with_clause);
  for (Node item : clause.operands()) {
    if (item.is(Kind::tuple)) return;
    Node value = item.is(Kind::with_item) ? item[Field::value] : item;
    value = without_parentheses(value);
    if (value.is(Kind::as_pattern)) value = value.first_child();
    // A lock made on the spot excludes nobody (FT202).
    if (value.is(Kind::call) && lock_kind(value) != LockKind::unknown) continue;
    const LockId lock = lock_at(value);
    if (lock != kNoLock) add_hold(lock, value, item.after(), statement.after(), Hold::How::with);
  }
}

void ConcurrencyBuilder::hold_acquired(Node call) {
  const Node function = call[Field::function];
  const Node statement = enclosing_statement(call);
  const Node block = statement.parent();
  if (!statement || !block) return;
  if (function[Field::attribute].text() == "enter_context") {
    const Node taken = positional_argument(call, 0);
    const LockId lock = taken ? lock_at(taken) : kNoLock;
    if (lock != kNoLock) add_hold(lock, taken, call.after(), block.after(), Hold::How::stack);
    return;
  }
  // `await lock.acquire()`: it keeps out tasks, not threads.
  if (call.parent().is(Kind::await)) return;
  const Node object = function[Field::object];
  const LockId lock = lock_at(object);
  if (lock == kNoLock) return;
  const std::string_view text = object.text();
  std::uint32_t end = block.after();
  for (Node next = statement.next_sibling(); next; next = next.next_sibling()) {
    const std::string_view code = next.text();
    const bool releases = code.starts_with(text) && code.substr(text.size()).starts_with(".release(");
    if (releases) {
      end = next.id() == NodeId{0} ? end : index(next.id());
      break;
    }
  }
  add_hold(lock, object, call.after(), end, Hold::How::acquire);
}

void ConcurrencyBuilder::hold_decorated() {
  for (std::uint32_t f = 1; f < out_.functions_.size(); ++f) {
    if (!out_.functions_[f].is(ThreadFunction::is_decorated)) continue;
    const Node definition = file_.node(out_.functions_[f].node);
    for (const Node decorator : definition.parent().children()) {
      if (!decorator.is(Kind::decorator)) continue;
      Node value = decorator.operands()[0];
      if (value.is(Kind::call)) value = value[Field::function];
      if (!looks_like_lock(last_name(value))) continue;
      const LockId lock = add_lock({NamedPlace::Kind::text, 0, value.text()}, LockKind::unknown, Node{}, kModuleCode);
      out_.holds_.push_back({.lock = lock,
                             .function = FunctionId{f},
                             .where = value.id(),
                             .begin = index(definition.id()),
                             .end = definition.after(),
                             .how = Hold::How::decorator});
    }
  }
}

}  // namespace whip
