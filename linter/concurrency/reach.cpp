// What follows from the calls of a file, each to a fixed point: who runs in threads, who runs only while modules are
// imported or an object is made, which locks every caller of a function holds.

#include "linter/concurrency/builder.h"

namespace whip {
namespace {

// Whether the function runs where it is called, and nowhere else.
bool is_ordinary(const ThreadFunction& function) {
  return !function.is(ThreadFunction::escapes | ThreadFunction::is_dunder | ThreadFunction::is_property |
                      ThreadFunction::is_finaliser | ThreadFunction::is_lambda) &&
         function.entry == Multiplicity::none;
}

// Whether all callers are in the file: nobody else can have the function.
bool has_known_callers(const ThreadFunction& function) {
  return function.is(ThreadFunction::is_private | ThreadFunction::is_nested) && is_ordinary(function);
}

Multiplicity larger(Multiplicity a, Multiplicity b) { return a > b ? a : b; }

}  // namespace

void ConcurrencyBuilder::spread_reach() {
  for (const Entry& entry : out_.entries_) {
    if (entry.function == kNoFunction) continue;
    ThreadFunction& function = out_.functions_[index(entry.function)];
    // Two places that start it are two threads.
    function.entry = function.entry == Multiplicity::none ? entry.multiplicity : Multiplicity::many;
    function.reached = function.entry;
    function.reached_at = entry.where;
  }
  if (out_.entries_.empty()) return;
  for (bool changed = true; changed;) {
    changed = false;
    for (const ThreadCall& call : out_.calls_) {
      const ThreadFunction& caller = out_[call.caller];
      ThreadFunction& callee = out_.functions_[index(call.callee)];
      const Multiplicity reached = larger(caller.reached, callee.reached);
      if (call.caller == kModuleCode || reached == callee.reached) continue;
      callee.reached = reached;
      callee.reached_from = call.caller;
      callee.reached_at = call.node;
      changed = true;
    }
  }
}

void ConcurrencyBuilder::spread_phases() {
  const std::size_t count = out_.functions_.size();
  // Assumed of everybody who could, and taken back where a caller contradicts.
  std::vector<std::uint8_t> called(count, 0);
  for (const ThreadCall& call : out_.calls_) called[index(call.callee)] = 1;
  for (std::size_t f = 1; f < count; ++f) {
    ThreadFunction& function = out_.functions_[f];
    if (called[f] == 0 || !has_known_callers(function)) continue;
    function.flags |= ThreadFunction::import_only;
    if (function.owner != kNoClass) function.flags |= ThreadFunction::construction;
  }
  const auto constructs = [&](const ThreadCall& call) {
    const ThreadFunction& caller = out_[call.caller];
    return caller.is(ThreadFunction::construction) && caller.owner == out_[call.callee].owner;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const ThreadCall& call : out_.calls_) {
      ThreadFunction& callee = out_.functions_[index(call.callee)];
      const bool at_import = call.caller == kModuleCode || out_[call.caller].is(ThreadFunction::import_only);
      std::uint16_t lost = 0;
      if (!at_import) lost |= ThreadFunction::import_only;
      if (!constructs(call) && has_known_callers(callee)) lost |= ThreadFunction::construction;
      if ((callee.flags & lost) == 0) continue;
      callee.flags &= static_cast<std::uint16_t>(~lost);
      changed = true;
    }
  }
}

// `@register("name")`: what such a function returns is called once, where the decorated definition is. So a function
// inside it that is returned runs at import time as well, if the one around it does.
void ConcurrencyBuilder::spread_phases_to_decorators() {
  std::vector<std::uint8_t> otherwise(out_.functions_.size(), 0);
  for (const ThreadCall& call : out_.calls_) {
    if (!file_.node(call.node).parent().is(Kind::decorator)) otherwise[index(call.callee)] = 1;
  }
  for (ThreadFunction& function : out_.functions_) {
    if (!function.is(ThreadFunction::is_nested) || function.is(ThreadFunction::is_lambda)) continue;
    const ThreadFunction& around = out_[function.parent];
    if (around.is(ThreadFunction::import_only) && !around.is(ThreadFunction::is_nested) &&
        otherwise[index(function.parent)] == 0) {
      function.flags |= ThreadFunction::import_only;
    }
  }
}

void ConcurrencyBuilder::spread_locks() {
  if (out_.holds_.empty()) return;
  constexpr LockSet kAll = ~LockSet{0};
  const std::size_t count = out_.functions_.size();
  std::vector<std::uint8_t> known(count, 0);
  // A public method that its object calls, each time with the lock, is a part of the others all the same.
  // Not so one that only begins the object's life: others call it later.
  enum : std::uint8_t { uncalled, internal, external };
  std::vector<std::uint8_t> calls(count, uncalled);
  for (const ThreadCall& call : out_.calls_) {
    std::uint8_t& seen = calls[index(call.callee)];
    if (!call.on_self) {
      seen = external;
    } else if (seen == uncalled && !out_[call.caller].is(ThreadFunction::construction)) {
      seen = internal;
    }
  }
  // Nor one that is handed out: `on_tick(self.update)`.
  std::vector<std::size_t> open;
  for (std::size_t f = 1; f < count; ++f) {
    const ThreadFunction& function = out_.functions_[f];
    if (calls[f] == internal && !function.is(ThreadFunction::is_private)) open.push_back(f);
  }
  if (!open.empty()) {
    for_each_of_kind(file_.tree, 0, file_.tree.own_size, Kind::attribute, [&](std::uint32_t n) {
      const Node attribute = file_.node(NodeId{n});
      if (attribute.parent().is(Kind::call) && attribute.field() == Field::function) return;
      const std::string_view name = attribute[Field::attribute].text();
      for (const std::size_t f : open) {
        if (out_.functions_[f].name == name) calls[f] = external;
      }
    });
  }
  for (const ThreadCall& call : out_.calls_) {
    const std::size_t callee = index(call.callee);
    const ThreadFunction& called = out_.functions_[callee];
    const bool is_internal = calls[callee] == internal && called.owner != kNoClass && is_ordinary(called);
    known[callee] = has_known_callers(called) || is_internal ? 1 : 0;
  }
  for (std::size_t f = 1; f < count; ++f) out_.functions_[f].inherited = known[f] != 0 ? kAll : 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (const ThreadCall& call : out_.calls_) {
      ThreadFunction& callee = out_.functions_[index(call.callee)];
      const ThreadFunction& caller = out_[call.caller];
      // While an object is made, nobody else has it.
      if (call.on_self && caller.is(ThreadFunction::construction)) continue;
      const LockSet held = callee.inherited & (call.held | caller.inherited);
      if (held == callee.inherited) continue;
      callee.inherited = held;
      changed = true;
    }
  }
  // Called by nobody but each other, or only while their object is made.
  for (ThreadFunction& function : out_.functions_) {
    if (function.inherited == kAll) function.inherited = 0;
  }
  // A decorator's lock is held all through the function.
  for (const Hold& hold : out_.holds_) {
    if (hold.how == Hold::How::decorator) out_.functions_[index(hold.function)].inherited |= bit_of(hold.lock);
  }
}

}  // namespace whip
