// How the facts of linter/concurrency/facts.h are put together: one step a file, in this order, each reading what the
// steps before it found.
#pragma once

#include <vector>

#include "linter/concurrency/facts.h"
#include "linter/file.h"

namespace whip {

class ConcurrencyBuilder {
 public:
  ConcurrencyBuilder(const File& file, Concurrency& out) : file_(file), names_(file.names), out_(out) {}
  void run();

 private:
  // functions.cpp: who there is.
  void find_functions();
  void tie_bindings();
  FunctionId add_function(Node node, FunctionId around, ClassId owner);
  void add_class(Node node, FunctionId around, ClassId outer);
  BindingId binding_of_body(ScopeId scope) const;
  void read_decorators(Node definition, ThreadFunction& function) const;
  std::uint16_t flags_of_bases(Node superclasses);

  // locks.cpp: what is held where.
  void find_locks();
  void take_lock_assignment(Node assignment);
  LockKind lock_kind(Node call) const;
  static LockKind lock_kind(const QualifiedName& name);
  LockId add_lock(const NamedPlace& place, LockKind kind, Node created, FunctionId in);
  LockId lock_at(Node expression);
  void find_holds();
  void hold_with(Node statement);
  void hold_acquired(Node call);
  void hold_decorated();
  void add_hold(LockId lock, Node where, std::uint32_t begin, std::uint32_t end, Hold::How how);

  // calls.cpp: who calls whom.
  void find_calls();
  void add_call(std::uint32_t call, FunctionId caller);
  void add_call(FunctionId caller, FunctionId callee, NodeId node, bool on_self);
  void call_name(std::uint32_t call, std::uint32_t function, FunctionId caller);
  void call_attribute(std::uint32_t node, std::uint32_t attribute, FunctionId caller);
  ClassId class_of_object(const Binding& object) const;
  void call_super(NodeId call, std::string_view name, FunctionId caller);
  void note_held_at_calls();
  void find_escapes();
  void find_escaping_methods();

  // entries.cpp: who runs in threads.
  void find_entries();
  void entry_by_call(Node call);
  void entry_by_decorator(Node decorator);
  void entries_by_class();
  void add_entry(Node target, Node where, Multiplicity multiplicity);
  bool is_thread_pool(Node receiver) const;
  bool made_by(Node value, std::string_view first, std::string_view second) const;
  bool is_repeated(Node node) const;
  FunctionId function_named(Node expression) const;

  // reach.cpp: what follows from calls.
  void spread_reach();
  void spread_phases();
  void spread_phases_to_decorators();
  void spread_locks();

  // locations.cpp and accesses.cpp: what is shared, and what is done to it.
  void find_globals();
  void find_attributes();
  void group_accesses();
  LocationId new_location(LocationKind kind, ClassId owner, std::string_view name);
  void assign(Location& location, Node target, Node value);
  void add_access(LocationId location, Node node);
  ContainerKind container_of(Node value) const;
  // The class of the file that a call makes an object of.
  ClassId class_made_by(Node value) const;
  bool may_be_container(Node value) const;

  const File& file_;
  const Names& names_;
  Concurrency& out_;
  struct GlobalBinding {
    BindingId binding;
    std::uint32_t location;
  };
  std::vector<GlobalBinding> global_bindings_;
  std::vector<std::uint8_t> rebound_;        // by location: functions bind the name anew
  std::vector<BindingId> binding_by_scope_;  // of the definition whose body a scope is
  std::vector<std::uint32_t> last_method_;   // by class
  std::vector<NodeId> starts_;               // calls that may give a thread something to run
  std::vector<NodeId> acquires_;             // calls that may take a lock
  BindingId object_ = kNoBinding;            // whose method was called last
  ClassId class_of_object_ = kNoClass;
  bool threading_server_ = false;  // a base class, or what is called, is one
};

// The place that an expression names: a global, an attribute of a class of the file (through `self`, `cls`, the class's
// name), a local name, or whatever its text says.
NamedPlace place_of(const File& file, const Concurrency& facts, Node expression);
// What an access does, from what stands around the name.
struct AccessShape {
  AccessKind kind = AccessKind::read;
  std::string_view operation;
};
AccessShape shape_of(Node name);
// The value of an assignment (`a = b = value`: the last one); absent if it has none.
Node assigned_value(Node assignment);
// Whether the last name of what is called may be one that entries.cpp, or locks.cpp, looks at closer.
bool may_start_thread(std::string_view last);
bool may_take_lock(std::string_view last);
// Whether a name says that it is a lock: `_lock`, `mutex`, `cond`; not `block`, not `clock`.
bool looks_like_lock(std::string_view name);
// The last name of a name or a chain of attributes; empty for other expressions.
std::string_view last_name(Node expression);
// The first name of a chain of attributes, itself included; absent where the chain begins with something else.
Node first_name(Node expression);
// The n-th positional argument of a call; absent if there is none.
Node positional_argument(Node call, std::uint32_t n);
// The value of a keyword argument; absent if it is not given.
Node keyword_argument(Node call, std::string_view name);

}  // namespace whip
