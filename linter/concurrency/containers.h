// Kinds of shared objects by how they are made, and what their operations do without the GIL.
//
// The table of atomic operations is "Thread Safety Guarantees" of the Python documentation (library/threadsafety.html,
// from 3.15): it holds for the exact built-in types, not for their subclasses. What is not in it is not promised.
#pragma once

#include <cstdint>
#include <string_view>

namespace whip {

enum class ContainerKind : std::uint8_t {
  unknown,
  none,       // None, the usual mark of "not made yet"
  immutable,  // numbers, strings, bytes, bool, tuples of such: only rebinding changes it
  dict,
  list,
  set,
  deque,
  ordered_dict,
  default_dict,
  counter,
  weak,              // WeakKeyDictionary, WeakValueDictionary, WeakSet
  iterator,          // iter(), a generator, itertools.*
  counter_iterator,  // itertools.count
  thread_local_,
  context_var,
  queue,  // made for threads
  lock,
  instance,  // of a class
};

constexpr bool is_container(ContainerKind kind) { return kind >= ContainerKind::dict && kind <= ContainerKind::weak; }
constexpr bool is_mapping(ContainerKind kind) {
  return kind == ContainerKind::dict || kind == ContainerKind::ordered_dict || kind == ContainerKind::default_dict ||
         kind == ContainerKind::counter;
}
// Exactly dict, list or set: what the documented guarantees are about.
constexpr bool is_exact_builtin(ContainerKind kind) {
  return kind == ContainerKind::dict || kind == ContainerKind::list || kind == ContainerKind::set;
}

// The kind that calling this dotted name makes: "collections.deque", "dict"; unknown for all others.
ContainerKind container_made_by(std::string_view dotted);

// Whether that may be so by the last part of the name alone.
bool last_part_makes_container(std::string_view last);

enum class Effect : std::uint8_t {
  read,    // one step that changes nothing
  change,  // one step that changes
  views,   // nothing by itself; walking the result walks the container
  unknown,
};
// What a method of a container does.
Effect effect_of(std::string_view method);
// Whether the operation on an exact built-in container is one atomic step by the documentation. Items are "[]", "[]=",
// "del".
bool is_atomic(ContainerKind kind, std::string_view operation);

}  // namespace whip
