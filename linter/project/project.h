// The project: the summaries of all files of a run, linked. Symbolic names are bound to functions through imports and
// re-exports; from the calls it follows who runs in threads, what runs only while modules are imported, what may block.
//
// Everything is computed in the order of the files' paths, so that the answers are the same for any number of threads
// and any order of reading. Calls that cannot be bound are assumed to have no effect on locks and to start no threads:
// unsound by design (docs/free-threading.md).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/diagnostic.h"
#include "linter/project/condition.h"
#include "linter/project/summary.h"

namespace whip {

struct ProjectFunction {
  std::uint32_t file = 0;
  std::uint32_t local = 0;
  Multiplicity reached = Multiplicity::none;  // by threads started anywhere
  bool import_only = false;                   // every call that is known happens at import time
  bool may_block = false;
  std::uint32_t reached_from = UINT32_MAX;  // the function through which a thread gets here; UINT32_MAX: it starts here
  std::uint32_t reached_in = UINT32_MAX;    // the file of the call or the start
  Span reached_at;
  std::uint32_t blocks_through = UINT32_MAX;  // the callee that blocks; UINT32_MAX: it does so itself
};

// A call between two functions that are known.
struct ProjectCall {
  std::uint32_t caller = 0;  // global numbers
  std::uint32_t callee = 0;
  std::uint32_t file = 0;  // of the caller
  std::uint32_t call = 0;  // in its summary
};

class Project {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // The summaries must outlive the project, and stand in the order of their paths.
  explicit Project(std::span<const Summary* const> files);

  std::span<const Summary* const> files() const { return files_; }
  std::span<const ProjectFunction> functions() const { return functions_; }
  std::span<const ProjectCall> calls() const { return calls_; }
  const Summary& summary(std::uint32_t file) const { return *files_[file]; }
  const Summary::Function& local(const ProjectFunction& function) const {
    return files_[function.file]->functions[function.local];
  }
  // Its flags (ThreadFunction::Flag), kept together for whoever goes through all calls.
  std::uint16_t flags(std::uint32_t function) const { return flags_[function]; }
  // The number of a file's function in functions().
  std::uint32_t number(std::uint32_t file, std::uint32_t function) const { return first_[file] + function; }

  // The function that a dotted name stands for, re-exports and instances of classes followed; kNone if there is none.
  // `from` is the file that says it: of several modules of one name the nearest by path is meant.
  std::uint32_t resolve(std::string_view dotted, std::uint32_t from) const;

  // Whether the finding that waits for this condition stands; if a thread gets there, the notes that say how are added.
  bool holds(std::uint32_t file, const Condition& condition, Diagnostic& finding) const;
  // "`C.m`", for people.
  std::string name(const ProjectFunction& function) const;

 private:
  // What a name in a file is.
  enum class Kind : std::uint32_t { function, import, instance };
  // Open addressing by the hash of a module, or of a name and its kind, all 64 bits of it: looking at the name itself
  // would cost more than all the rest, for a mistake that a project of a million names makes once in ten million.
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = kNone;  // kNone: free
  };
  // The names of a file among `names_`; entered when the first is asked for, for nobody asks most files.
  struct Table {
    std::uint32_t begin = kNone;
    std::uint32_t mask = 0;
  };
  class Finder;

  void enter_modules();
  void enter_names(std::uint32_t file) const;
  // The number of the function, import or object of the file that has this name; kNone if there is none.
  std::uint32_t named(std::uint32_t file, std::string_view name, Kind kind) const;
  // The first file of that name in the order of paths.
  std::uint32_t first_of_module(std::string_view module) const;
  void bind_calls();
  void spread_reach(Finder& finder);
  void spread_import_only();
  void spread_to_decorators();
  void spread_blocking();
  std::uint32_t file_of_module(std::string_view module, std::uint32_t from) const;
  void add_path(std::uint32_t function, std::uint32_t file, Diagnostic& finding) const;

  std::span<const Summary* const> files_;
  std::vector<std::uint32_t> first_;  // by file: the number of its function 0
  std::vector<ProjectFunction> functions_;
  std::vector<ProjectCall> calls_;
  std::vector<std::uint16_t> flags_;        // by function
  std::vector<std::uint32_t> same_module_;  // by file: the next one of the same name
  std::vector<Slot> modules_;               // a power of two
  // One thread links a project.
  mutable std::vector<Table> tables_;  // by file
  mutable std::vector<Slot> names_;
};

// Where project rules put their findings.
struct ProjectFinding {
  std::uint32_t file = 0;
  Diagnostic diagnostic;
};

class ProjectReport {
 public:
  explicit ProjectReport(std::vector<ProjectFinding>& out) : out_(&out) {}
  // The reference is good until the next call.
  Diagnostic& at(std::uint32_t file, Span span, std::string message) {
    ProjectFinding& finding = out_->emplace_back();
    finding.file = file;
    finding.diagnostic.rule = rule_;
    finding.diagnostic.span = span;
    finding.diagnostic.message = std::move(message);
    return finding.diagnostic;
  }
  void speak_for(RuleId rule) { rule_ = rule; }

 private:
  std::vector<ProjectFinding>* out_;
  RuleId rule_ = RuleId::none;
};

}  // namespace whip
