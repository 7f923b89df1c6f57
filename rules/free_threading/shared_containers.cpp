#include "rules/free_threading/shared_containers.h"

#include <algorithm>

#include "core/syntax/expression.h"

namespace whip::rules {
namespace {

// Whether the module keeps one object of the class for everybody: `cache = Cache()`.
bool is_of_global(const File& file, const ThreadClass& owner) {
  const Concurrency& facts = file.concurrency;
  return std::ranges::any_of(facts.locations(), [&](const Location& location) {
    if (location.kind != LocationKind::global || location.container != ContainerKind::instance) return false;
    const Node made = without_parentheses(file.node(location.value));
    return made.is(Kind::call) && made[Field::function].text() == owner.name;
  });
}

}  // namespace

Change change_of(const ThreadAccess& access) {
  if (!access.writes()) return Change::none;
  const std::string_view operation = access.operation;
  for (const std::string_view removing : {"clear", "del", "difference_update", "discard", "intersection_update", "pop",
                                          "popitem", "popleft", "remove", "subtract"}) {
    if (operation == removing) return access.kind == AccessKind::rebind ? Change::none : Change::removes;
  }
  for (const std::string_view adding :
       {"[]=", "[]+=", "add", "append", "appendleft", "extend", "insert", "setdefault", "update"}) {
    if (operation == adding) return Change::adds;
  }
  return Change::none;
}

std::vector<FunctionId> changers(const File& file, const Location& location, bool only_removals) {
  const Concurrency& facts = file.concurrency;
  std::vector<FunctionId> found;
  for (const ThreadAccess& access : facts.accesses(location)) {
    const Change change = change_of(access);
    if (change == Change::none || (only_removals && change != Change::removes)) continue;
    const bool runs = location.kind == LocationKind::attribute ? facts.may_run_shared(access.function)
                                                               : facts.may_run(access.function);
    if (!runs || std::ranges::find(found, access.function) != found.end()) continue;
    if (access.held == 0 || !runs_once(file, access.function)) found.push_back(access.function);
  }
  return found;
}

bool is_shared(const File& file, const Location& location) {
  const Concurrency& facts = file.concurrency;
  if (location.is_thread_local) return false;
  if (location.kind != LocationKind::attribute) return true;
  const ThreadClass& owner = facts[location.owner];
  const bool meant = owner.is(ThreadClass::owns_lock) ? is_covered_by_lock(facts, location) : is_of_global(file, owner);
  return meant && !belongs_to_loop(facts, location);
}

const Location* location_of(const File& file, Node expression) {
  if (!expression.is_any({Kind::identifier, Kind::attribute})) return nullptr;
  const NamedPlace place = place_of(file, file.concurrency, expression);
  LocationId id = kNoLocation;
  if (place.kind == NamedPlace::Kind::global) id = file.concurrency.global(place.name);
  if (place.kind == NamedPlace::Kind::attribute && expression.is(Kind::attribute)) {
    id = file.concurrency.location(ClassId{place.owner}, place.name);
  }
  return id == kNoLocation ? nullptr : &file.concurrency[id];
}

bool is_excluded(const Concurrency& facts, const Location& location, LockSet held) {
  if (held == 0) return false;
  for (const ThreadAccess& access : facts.accesses(location)) {
    if (change_of(access) != Change::none && facts.may_run(access.function) && (access.held & held) == 0) return false;
  }
  return true;
}

}  // namespace whip::rules
