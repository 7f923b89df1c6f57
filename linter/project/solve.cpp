// What follows from the calls of the whole project, each to a fixed point over the bound calls.

#include "linter/project/finder.h"
#include "linter/project/project.h"

namespace whip {
namespace {

Multiplicity larger(Multiplicity a, Multiplicity b) { return a > b ? a : b; }

}  // namespace

void Project::spread_reach(Finder& finder) {
  std::vector<std::uint32_t> open;
  for (std::uint32_t f = 0; f < files_.size(); ++f) {
    const Summary& summary = *files_[f];
    for (const Summary::Spawn& spawn : summary.spawns) {
      const std::uint32_t started =
          spawn.function != Summary::kNone ? number(f, spawn.function) : finder.function(spawn.target, f);
      if (started == kNone) continue;
      ProjectFunction& function = functions_[started];
      const bool again = function.reached != Multiplicity::none;
      function.reached = again ? Multiplicity::many : spawn.multiplicity;
      if (!again) {
        function.reached_in = f;
        function.reached_at = spawn.span;
      }
      open.push_back(started);
    }
  }
  if (open.empty()) return;
  // Callees by caller, in the order of the calls.
  std::vector<std::uint32_t> first(functions_.size() + 1, 0);
  for (const ProjectCall& call : calls_) ++first[call.caller + 1];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  std::vector<std::uint32_t> by_caller(calls_.size());
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  for (std::uint32_t c = 0; c < calls_.size(); ++c) by_caller[next[calls_[c].caller]++] = c;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const std::uint32_t caller = open[i];
    if (functions_[caller].local == 0) continue;
    for (std::uint32_t c = first[caller]; c < first[caller + 1]; ++c) {
      const ProjectCall& call = calls_[by_caller[c]];
      ProjectFunction& callee = functions_[call.callee];
      const Multiplicity reached = larger(functions_[caller].reached, callee.reached);
      if (reached == callee.reached) continue;
      if (callee.reached == Multiplicity::none) {
        callee.reached_from = caller;
        callee.reached_in = call.file;
        callee.reached_at = files_[call.file]->calls[call.call].span;
      }
      callee.reached = reached;
      open.push_back(call.callee);
    }
  }
}

// A function that somebody calls, and nobody but code that runs at import time: a registry's `register`, used as a
// decorator. Functions of libraries may be called by others too, but whoever does will do the same.
void Project::spread_import_only() {
  // A byte for each function: the calls go to and fro among them.
  enum : std::uint8_t { nobody_calls, import_only, any_time };
  std::vector<std::uint8_t> runs(functions_.size(), nobody_calls);
  for (const ProjectCall& call : calls_) runs[call.callee] = import_only;
  for (std::uint32_t f = 0; f < functions_.size(); ++f) {
    const bool escapes = (flags_[f] & (ThreadFunction::escapes | ThreadFunction::is_lambda)) != 0;
    if (escapes || functions_[f].reached != Multiplicity::none) runs[f] = any_time;
  }
  // The code of a module runs when it is imported.
  for (const std::uint32_t module : first_) runs[module] = import_only;
  for (bool changed = true; changed;) {
    changed = false;
    for (const ProjectCall& call : calls_) {
      if (runs[call.callee] != import_only || runs[call.caller] == import_only) continue;
      runs[call.callee] = any_time;
      changed = true;
    }
  }
  for (std::uint32_t f = 0; f < functions_.size(); ++f)
    functions_[f].import_only = functions_[f].local != 0 && runs[f] == import_only;
}

// What `@register("name")` returns runs where the decorated definition is: at import time, if the call does.
void Project::spread_to_decorators() {
  // Outermost functions with others inside them: of all the others nobody needs to know how they are called.
  enum : std::uint8_t { of_no_interest, as_decorator, otherwise };
  std::vector<std::uint8_t> called(functions_.size(), of_no_interest);
  const auto around = [&](std::uint32_t f) {
    const std::uint32_t parent = (flags_[f] & ThreadFunction::is_nested) != 0 ? local(functions_[f]).parent : kNone;
    return parent == kNone ? kNone : number(functions_[f].file, parent);
  };
  for (std::uint32_t f = 0; f < functions_.size(); ++f) {
    const std::uint32_t outer = around(f);
    if (outer != kNone && functions_[outer].import_only && (flags_[outer] & ThreadFunction::is_nested) == 0)
      called[outer] = as_decorator;
  }
  for (const ProjectCall& call : calls_) {
    if (called[call.callee] == of_no_interest) continue;
    if ((files_[call.file]->calls[call.call].flags & Summary::Call::is_decorator) == 0) called[call.callee] = otherwise;
  }
  for (std::uint32_t f = 0; f < functions_.size(); ++f) {
    const std::uint32_t outer = around(f);
    if (outer != kNone && called[outer] == as_decorator) functions_[f].import_only = true;
  }
}

void Project::spread_blocking() {
  enum : std::uint8_t { passes, blocks, never };
  std::vector<std::uint8_t> state(functions_.size(), passes);
  bool any = false;
  for (std::uint32_t f = 0; f < functions_.size(); ++f) {
    if ((flags_[f] & ThreadFunction::is_async) != 0) {
      state[f] = never;
    } else if (local(functions_[f]).blocks.size != 0) {
      state[f] = blocks;
      functions_[f].may_block = any = true;
    } else if (functions_[f].local == 0) {
      state[f] = never;
    }
  }
  for (bool changed = any; changed;) {
    changed = false;
    for (const ProjectCall& call : calls_) {
      if (state[call.callee] != blocks || state[call.caller] != passes) continue;
      state[call.caller] = blocks;
      functions_[call.caller].may_block = true;
      functions_[call.caller].blocks_through = call.callee;
      changed = true;
    }
  }
}

std::string Project::name(const ProjectFunction& function) const {
  const Summary::Function& own = local(function);
  if (function.local == 0) return "the module";
  if ((own.flags & ThreadFunction::is_lambda) != 0) return "a lambda";
  return "`" + std::string(files_[function.file]->at(own.name)) + "`";
}

// From the start of the thread to the function, at most four steps: who is at the end is in the message already.
void Project::add_path(std::uint32_t function, std::uint32_t file, Diagnostic& finding) const {
  std::vector<std::uint32_t> steps;
  for (std::uint32_t at = function; at != kNone && steps.size() < 4; at = functions_[at].reached_from)
    steps.push_back(at);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    const ProjectFunction& reached = functions_[*step];
    if (reached.reached_in == kNone) continue;
    const bool starts = reached.reached_from == kNone;
    std::string message =
        starts ? (reached.reached == Multiplicity::many ? "threads start in " : "a thread starts in ") : "which calls ";
    message += name(reached);
    Note note{.span = reached.reached_at, .message = std::move(message)};
    if (reached.reached_in != file) note.path = files_[reached.reached_in]->at(files_[reached.reached_in]->path);
    finding.notes.push_back(std::move(note));
  }
}

bool Project::holds(std::uint32_t file, const Condition& condition, Diagnostic& finding) const {
  const Summary& summary = *files_[file];
  const auto runs = [&](FunctionId id) {
    const ProjectFunction& function = functions_[number(file, index(id))];
    const std::uint16_t flags = local(function).flags;
    return (flags & (ThreadFunction::import_only | ThreadFunction::is_teardown)) == 0 && !function.import_only;
  };
  if (!condition.partners.empty()) {
    bool any = false;
    for (const FunctionId partner : condition.partners) any = any || runs(partner);
    if (!any) return false;
  }
  if (condition.gate == Gate::none) return true;
  const std::uint32_t at = number(file, index(condition.function));
  const Multiplicity reached = functions_[at].reached;
  if (reached >= (condition.gate == Gate::threads ? Multiplicity::one : Multiplicity::many)) {
    add_path(at, file, finding);
    return true;
  }
  return condition.gate != Gate::started && summary.library && runs(condition.function);
}

}  // namespace whip
