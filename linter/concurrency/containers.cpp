#include "linter/concurrency/containers.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace whip {
namespace {

constexpr std::pair<std::string_view, ContainerKind> kMakers[] = {
    {"_thread._local", ContainerKind::thread_local_},
    {"asgiref.local.Local", ContainerKind::thread_local_},
    {"collections.Counter", ContainerKind::counter},
    {"collections.OrderedDict", ContainerKind::ordered_dict},
    {"collections.defaultdict", ContainerKind::default_dict},
    {"collections.deque", ContainerKind::deque},
    {"contextvars.ContextVar", ContainerKind::context_var},
    {"dict", ContainerKind::dict},
    {"iter", ContainerKind::iterator},
    {"itertools.chain", ContainerKind::iterator},
    {"itertools.count", ContainerKind::counter_iterator},
    {"itertools.cycle", ContainerKind::iterator},
    {"itertools.islice", ContainerKind::iterator},
    {"list", ContainerKind::list},
    {"multiprocessing.Queue", ContainerKind::queue},
    {"queue.LifoQueue", ContainerKind::queue},
    {"queue.PriorityQueue", ContainerKind::queue},
    {"queue.Queue", ContainerKind::queue},
    {"queue.SimpleQueue", ContainerKind::queue},
    {"set", ContainerKind::set},
    {"threading.local", ContainerKind::thread_local_},
    {"weakref.WeakKeyDictionary", ContainerKind::weak},
    {"weakref.WeakSet", ContainerKind::weak},
    {"weakref.WeakValueDictionary", ContainerKind::weak},
    {"werkzeug.local.Local", ContainerKind::thread_local_},
    {"zip", ContainerKind::iterator},
};

// Sorted. Names that mean the same for every container that has them.
constexpr std::string_view kChanging[] = {"add",
                                          "append",
                                          "appendleft",
                                          "clear",
                                          "difference_update",
                                          "discard",
                                          "extend",
                                          "extendleft",
                                          "insert",
                                          "intersection_update",
                                          "move_to_end",
                                          "pop",
                                          "popitem",
                                          "popleft",
                                          "remove",
                                          "reverse",
                                          "rotate",
                                          "setdefault",
                                          "sort",
                                          "subtract",
                                          "symmetric_difference_update",
                                          "update"};
constexpr std::string_view kReading[] = {"__contains__", "copy", "count", "get", "index"};
constexpr std::string_view kViews[] = {"elements", "items", "keys", "values"};

// From "Thread safety guarantees": each row an operation that "is atomic" (lock-free or under the object's own lock).
struct Row {
  ContainerKind kind;
  std::string_view operation;
};
constexpr Row kAtomic[] = {
    // threadsafety-dict: "d[key]", "d.get", "key in d", "len(d)", "d[key] = v", "d.pop", "del d[key]", "d.setdefault",
    // "d.popitem", "d.copy", "d.clear", "list(d)"; "update" of an exact dict holds both locks.
    {ContainerKind::dict, "[]"},
    {ContainerKind::dict, "[]="},
    {ContainerKind::dict, "clear"},
    {ContainerKind::dict, "copy"},
    {ContainerKind::dict, "del"},
    {ContainerKind::dict, "get"},
    {ContainerKind::dict, "in"},
    {ContainerKind::dict, "len"},
    {ContainerKind::dict, "list"},
    {ContainerKind::dict, "pop"},
    {ContainerKind::dict, "popitem"},
    {ContainerKind::dict, "setdefault"},
    {ContainerKind::dict, "update"},
    // threadsafety-list: one element read, stored, appended, inserted, popped, cleared, reversed, sorted, copied.
    {ContainerKind::list, "[]"},
    {ContainerKind::list, "[]="},
    {ContainerKind::list, "append"},
    {ContainerKind::list, "clear"},
    {ContainerKind::list, "copy"},
    {ContainerKind::list, "del"},
    {ContainerKind::list, "extend"},
    {ContainerKind::list, "insert"},
    {ContainerKind::list, "len"},
    {ContainerKind::list, "list"},
    {ContainerKind::list, "pop"},
    {ContainerKind::list, "reverse"},
    {ContainerKind::list, "sort"},
    // threadsafety-set
    {ContainerKind::set, "add"},
    {ContainerKind::set, "clear"},
    {ContainerKind::set, "copy"},
    {ContainerKind::set, "discard"},
    {ContainerKind::set, "in"},
    {ContainerKind::set, "len"},
    {ContainerKind::set, "list"},
    {ContainerKind::set, "pop"},
    {ContainerKind::set, "remove"},
    // collections.deque: "append, appendleft, pop, popleft and len(d)" (library/collections, note on thread-safety)
    {ContainerKind::deque, "append"},
    {ContainerKind::deque, "appendleft"},
    {ContainerKind::deque, "len"},
    {ContainerKind::deque, "pop"},
    {ContainerKind::deque, "popleft"},
};

bool contains(std::span<const std::string_view> sorted, std::string_view word) {
  return std::ranges::binary_search(sorted, word);
}

}  // namespace

ContainerKind container_made_by(std::string_view dotted) {
  const auto* found = std::ranges::lower_bound(kMakers, dotted, {}, [](const auto& row) { return row.first; });
  return found != std::end(kMakers) && found->first == dotted ? found->second : ContainerKind::unknown;
}

bool last_part_makes_container(std::string_view last) {
  return std::ranges::any_of(kMakers, [&](const auto& row) {
    return is_container(row.second) && row.first.ends_with(last) &&
           (row.first.size() == last.size() || row.first[row.first.size() - last.size() - 1] == '.');
  });
}

Effect effect_of(std::string_view method) {
  if (contains(kChanging, method)) return Effect::change;
  if (contains(kReading, method)) return Effect::read;
  if (contains(kViews, method)) return Effect::views;
  return Effect::unknown;
}

bool is_atomic(ContainerKind kind, std::string_view operation) {
  return std::ranges::any_of(kAtomic, [&](const Row& row) { return row.kind == kind && row.operation == operation; });
}

}  // namespace whip
