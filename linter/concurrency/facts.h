// What one file says about threads: which functions there are and who may run them, which locks are held where, which
// places in memory several threads can see and what is done to them. Computed once per file, only if a rule that is on
// needs it; every rule about threads is a query over these arrays.
//
//   functions  in document order; 0 is the module's own code          calls      who calls whom, holding what
//   classes    in document order                                      entries    where a thread is given something to
//   run locks      every object taken like a lock, aliases followed       holds      regions of the tree in which one
//   is held locations  globals, attributes of classes and of `self`           accesses   what is done to them, by
//   location
//
// Sets of locks are bits of one word: a file with more than 63 locks lumps the rest together. Unsound by design, like
// all of its kind: aliases through containers, getattr and monkeypatching are not seen (docs/free-threading.md).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/kind_scan.h"
#include "core/syntax/node.h"
#include "linter/concurrency/containers.h"
#include "linter/concurrency/sites.h"
#include "linter/semantic/names.h"

namespace whip {

struct File;

enum class FunctionId : std::uint32_t {};
enum class ClassId : std::uint32_t {};
enum class LockId : std::uint32_t {};
enum class LocationId : std::uint32_t {};
inline constexpr FunctionId kModuleCode{0};
inline constexpr FunctionId kNoFunction{UINT32_MAX};
inline constexpr ClassId kNoClass{UINT32_MAX};
inline constexpr LockId kNoLock{UINT32_MAX};
inline constexpr LocationId kNoLocation{UINT32_MAX};
constexpr std::uint32_t index(FunctionId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index(ClassId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index(LockId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index(LocationId id) { return static_cast<std::uint32_t>(id); }

using LockSet = std::uint64_t;  // a bit for each lock of the file
constexpr LockSet bit_of(LockId lock) {
  return lock == kNoLock ? 0 : LockSet{1} << (index(lock) < 63 ? index(lock) : 63U);
}

// How many threads run a function at once.
enum class Multiplicity : std::uint8_t { none, one, many };

struct ThreadFunction {
  enum Flag : std::uint16_t {
    is_async = 1U << 0,
    is_generator = 1U << 1,
    is_lambda = 1U << 2,
    is_private = 1U << 3,  // its name begins with an underscore, or that of a class around it
    is_nested = 1U << 4,   // in another function
    is_dunder = 1U << 5,
    is_decorated = 1U << 6,
    escapes = 1U << 7,       // named otherwise than in a call: whoever has it may call it
    construction = 1U << 8,  // runs before others can see the object: __init__ and what only it calls
    import_only = 1U << 9,   // every call that is known happens while modules are imported
    is_static = 1U << 10,
    is_classmethod = 1U << 11,
    is_property = 1U << 12,
    is_finaliser = 1U << 13,  // __del__, weakref callbacks, signal handlers: runs in the midst of any other code
    is_context_manager = 1U << 14,
    is_teardown = 1U << 15,  // tests' and forks' hooks: runs alone
  };
  NodeId node{0};         // the definition, the lambda, the module
  std::uint32_t end = 0;  // first node past it
  ScopeId scope = kNoScope;
  FunctionId parent = kNoFunction;  // around it
  ClassId owner = kNoClass;         // whose method it is
  BindingId binding = kNoBinding;
  std::string_view name;
  std::string_view self;  // its first parameter, if it is a method
  std::uint16_t flags = 0;
  Multiplicity entry = Multiplicity::none;    // started as a thread, by this file
  Multiplicity reached = Multiplicity::none;  // or called by what is
  FunctionId reached_from = kNoFunction;      // the caller through which it is
  NodeId reached_at = kNoNode;                // the call; of an entry where the thread gets it
  LockSet inherited = 0;                      // held by every caller, where all are known

  bool is(std::uint16_t mask) const { return (flags & mask) != 0; }
};

struct ThreadClass {
  enum Flag : std::uint16_t {
    owns_lock = 1U << 0,        // one of its methods stores a lock on `self`, or its body holds one
    is_thread = 1U << 1,        // a subclass of threading.Thread
    is_thread_local = 1U << 2,  // of threading.local
    is_dict = 1U << 3,          // of a built-in container
    has_bases = 1U << 4,        // others than object
    is_private = 1U << 5,
    is_exception = 1U << 6,
    is_enum = 1U << 7,
    is_test = 1U << 8,
  };
  NodeId node{0};
  std::uint32_t end = 0;
  ScopeId scope = kNoScope;
  ClassId parent = kNoClass;          // around it, functions between them or not
  FunctionId function = kModuleCode;  // in which it is defined
  BindingId binding = kNoBinding;
  std::string_view name;
  std::uint16_t flags = 0;
  bool is(std::uint16_t mask) const { return (flags & mask) != 0; }
};

enum class LockKind : std::uint8_t { lock, rlock, condition, semaphore, event, unknown };

// What a lock, or a location, is called: a name in a scope or an attribute of a class; else the text of the expression.
struct NamedPlace {
  enum class Kind : std::uint8_t { global, attribute, local, text };
  Kind kind = Kind::text;
  std::uint32_t owner = 0;  // class of an attribute, scope of a local
  std::string_view name;
  bool operator==(const NamedPlace&) const = default;
};

struct Lock {
  NamedPlace place;
  LockKind kind = LockKind::unknown;
  LockId same_as = kNoLock;  // Condition(self.mutex) is self.mutex
  NodeId created = kNoNode;  // the call that makes it
  FunctionId in = kModuleCode;
};

// A region in which a lock is held.
struct Hold {
  enum class How : std::uint8_t { with, acquire, decorator, stack };
  LockId lock = kNoLock;
  FunctionId function = kModuleCode;
  NodeId where{0};          // the expression that names the lock
  std::uint32_t begin = 0;  // nodes [begin, end)
  std::uint32_t end = 0;
  How how = How::with;
};

struct ThreadCall {
  FunctionId caller = kModuleCode;
  FunctionId callee = kNoFunction;
  NodeId node{0};  // the call
  LockSet held = 0;
  bool on_self = false;  // self.m(), cls.m(), super().m()
};

// A call of something imported, to be bound when the project is linked.
struct ForeignCall {
  FunctionId caller = kModuleCode;
  NodeId node{0};
  BindingId import = kNoBinding;  // of the first name
};

// A place where a thread is given something to run.
struct Entry {
  FunctionId function = kNoFunction;  // kNoFunction: imported, see `target`
  NodeId where{0};                    // the call or the decorator or the class
  NodeId target = kNoNode;            // the expression that names what is run
  FunctionId starter = kModuleCode;
  Multiplicity multiplicity = Multiplicity::one;
};

enum class LocationKind : std::uint8_t { global, class_attribute, attribute };

struct Location {
  LocationKind kind = LocationKind::global;
  ContainerKind container = ContainerKind::unknown;
  bool is_immutable = false;  // never anything but numbers, strings, None, bool: only rebinding changes it
  bool is_thread_local = false;
  ClassId owner = kNoClass;
  std::string_view name;
  NodeId defined = kNoNode;  // the first assignment's target
  NodeId value = kNoNode;    // and what is assigned
  std::uint32_t first = 0;   // its accesses
  std::uint32_t count = 0;
};

enum class AccessKind : std::uint8_t {
  read,     // loaded, passed on, an element or attribute read
  test,     // in, is None, truth, comparison
  iterate,  // for, comprehension, *, list(), .items() that is walked
  rebind,   // assigned, deleted
  update,   // x += 1, x[k] += 1
  mutate,   // a method or item that changes it
};

struct ThreadAccess {
  LocationId location = kNoLocation;
  NodeId node{0};  // the name, or the attribute expression
  FunctionId function = kModuleCode;
  AccessKind kind = AccessKind::read;
  LockSet held = 0;
  std::string_view operation;  // the method: "append"; "[]", "[]=", "del", "[]+=" for items; empty for the name alone

  bool writes() const { return kind >= AccessKind::rebind; }
};

class Concurrency {
 public:
  std::span<const ThreadFunction> functions() const { return functions_; }
  std::span<const ThreadClass> classes() const { return classes_; }
  std::span<const Lock> locks() const { return locks_; }
  std::span<const Hold> holds() const { return holds_; }
  std::span<const ThreadCall> calls() const { return calls_; }
  // Calls of what an import binds, in document order; behind them decorators that are such a name.
  std::span<const ForeignCall> foreign_calls() const { return foreign_calls_; }
  // All calls of the file, in document order.
  std::span<const std::uint32_t> call_nodes() const { return sites_.calls; }
  std::span<const Entry> entries() const { return entries_; }
  std::span<const Location> locations() const { return locations_; }
  const ThreadFunction& operator[](FunctionId id) const { return functions_[index(id)]; }
  const ThreadClass& operator[](ClassId id) const { return classes_[index(id)]; }
  const Lock& operator[](LockId id) const { return locks_[index(id)]; }
  const Location& operator[](LocationId id) const { return locations_[index(id)]; }
  // In document order.
  std::span<const ThreadAccess> accesses(const Location& location) const {
    return std::span(accesses_).subspan(location.first, location.count);
  }

  // The innermost function around a node; kModuleCode for code of the module and of class bodies in it.
  FunctionId function_of(NodeId node) const;
  ClassId class_of(NodeId node) const;
  FunctionId function_of_scope(ScopeId scope) const;
  ClassId class_of_scope(ScopeId scope) const;
  FunctionId method(ClassId owner, std::string_view name) const;
  LocationId location(ClassId owner, std::string_view name) const;
  LocationId global(std::string_view name) const;
  // The lock that an expression names, if one is known or it looks like one.
  LockId lock_of(const File& file, Node expression) const;
  LockId real(LockId lock) const {
    return lock != kNoLock && (*this)[lock].same_as != kNoLock ? (*this)[lock].same_as : lock;
  }
  // What is held at a node: by regions around it in its function, and by every caller of the function.
  LockSet held_at(NodeId node) const;
  // Names of locks, for people: "`_lock`", or "`a` and `b`".
  std::string lock_names(LockSet locks) const;
  // "add", "Pool.get", "the module".
  std::string function_name(FunctionId function) const;
  std::string location_name(const Location& location) const;

  // Whether the project promises that any thread may call what is public.
  bool is_library() const { return library_; }
  // Whether rules about threads are to be silent.
  bool is_off() const { return off_; }
  // Whether the function may run while other threads do: it is no part of import or teardown.
  bool may_run(FunctionId function) const {
    return function != kModuleCode && !(*this)[function].is(ThreadFunction::import_only | ThreadFunction::is_teardown);
  }
  // The same for what it does to attributes of `self`: during construction nobody else has the object.
  bool may_run_shared(FunctionId function) const {
    return may_run(function) && !(*this)[function].is(ThreadFunction::construction);
  }

 private:
  friend class ConcurrencyBuilder;
  std::vector<ThreadFunction> functions_;
  std::vector<ThreadClass> classes_;
  std::vector<Lock> locks_;
  std::vector<Hold> holds_;
  std::vector<ThreadCall> calls_;
  std::vector<ForeignCall> foreign_calls_;
  std::vector<Entry> entries_;
  std::vector<Location> locations_;
  std::vector<ThreadAccess> accesses_;
  std::vector<std::uint32_t> function_by_scope_;  // by scope: the function whose body it is, or UINT32_MAX
  std::vector<std::uint32_t> class_by_scope_;
  std::vector<std::uint32_t> first_method_;      // by class: a chain of its methods, or UINT32_MAX
  std::vector<std::uint32_t> next_method_;       // by function
  std::vector<std::uint32_t> location_by_name_;  // of globals, by NameId
  std::size_t globals_ = 0;                      // how many of the locations are
  ThreadSites sites_;
  const Names* names_ = nullptr;
  bool library_ = false;
  bool off_ = false;
};

// Fills `out` with the facts of the file, whose names must be resolved.
void gather_concurrency(const File& file, Concurrency& out);

}  // namespace whip
