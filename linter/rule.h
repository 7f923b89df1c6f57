// What a rule is: prose, a few facts, and one function that hears one kind of thing.
//
//   extern constexpr Rule F631_assert_tuple{
//       .since = "0.1",
//       .doc = R"md(...)md",
//       .listens = on_node({Kind::assert_statement}, assert_tuple),
//   };
//
// The code (F631), the name (assert-tuple) and the family (pyflakes, the folder) come from the path of the rule's file:
// CMake finds rules/<family>/<CODE>_<name>.cpp and writes the table of RuleEntry. Nothing repeats them.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/report/diagnostic.h"
#include "core/syntax/node.h"

namespace whip {

struct File;
class Report;
class Project;
class ProjectReport;
class BuildProject;
class BuildReport;
struct Condition;
enum class BindingId : std::uint32_t;

// Whether a finding comes with a fix (Ruff's words in `whip rule`: always, sometimes, none).
enum class Fixable : std::uint8_t { never, sometimes, always };

// A physical line, as on_line hears it.
struct PhysicalLine {
  std::uint32_t number;  // 0-based
  Span span;             // without the line ending
};

// What a rule listens to: exactly one kind of thing.
struct Listens {
  using NodeFunction = void (*)(const File&, Node, Report&);
  using LineFunction = void (*)(const File&, const PhysicalLine&, Report&);
  using BindingFunction = void (*)(const File&, BindingId, Report&);
  using FileFunction = void (*)(const File&, Report&);
  using ProjectFunction = void (*)(const Project&, ProjectReport&);
  using BuildFunction = void (*)(const BuildProject&, BuildReport&);

  KindSet kinds{};  // for on_node
  NodeFunction node = nullptr;
  LineFunction line = nullptr;
  BindingFunction binding = nullptr;  // every binding, once all names are resolved
  FileFunction file = nullptr;        // once per file; whoever needs the names too
  ProjectFunction project = nullptr;  // once per run, when all files are read and linked (linter/project)
  BuildFunction build = nullptr;      // once per project, when the files that say how it is built are read
  bool needs_names = false;           // whether the semantic model must be built for it
  bool needs_concurrency = false;     // whether the facts about threads must be (linter/concurrency)
  bool tolerates_errors = false;      // whether it also runs on trees with errors; lines are always heard
};

// What a rule stands on: single tokens (then it also runs on files with syntax errors, as in Ruff), the tree, the
// names, or names and the facts about threads.
enum class Needs : std::uint8_t { tokens, tree, names, concurrency };

constexpr Listens on_node(std::initializer_list<Kind> kinds, Listens::NodeFunction function,
                          Needs needs = Needs::names) {
  return {.kinds = KindSet(kinds),
          .node = function,
          .needs_names = needs >= Needs::names,
          .needs_concurrency = needs == Needs::concurrency,
          .tolerates_errors = needs == Needs::tokens};
}
constexpr Listens on_line(Listens::LineFunction function) { return {.line = function}; }
constexpr Listens on_binding(Listens::BindingFunction function) { return {.binding = function, .needs_names = true}; }
constexpr Listens on_file(Listens::FileFunction function, Needs needs = Needs::names) {
  return {.file = function,
          .needs_names = needs >= Needs::names,
          .needs_concurrency = needs == Needs::concurrency,
          .tolerates_errors = needs == Needs::tokens};
}
// The project: summaries of all files of the run, linked. Such a rule sees no trees; of a file that is linted alone (an
// editor, standard input) it sees a project of one.
constexpr Listens on_project(Listens::ProjectFunction function) {
  return {.project = function, .needs_names = true, .needs_concurrency = true};
}
// What says how a project is built and what it promises, most of which is no Python (linter/packaging). Such files are
// read only if a rule that listens to them is on.
constexpr Listens on_build(Listens::BuildFunction function) { return {.build = function}; }
// The engine itself reports it (unused suppressions, unreadable files, syntax errors).
constexpr Listens by_engine() { return {}; }

// What a fix can be counted on: nothing, at least its safety.
struct Rule {
  std::string_view since;  // version of whip that first had it
  Fixable fixable = Fixable::never;
  Severity severity = Severity::error;
  bool by_default = false;  // part of the default selection (Ruff 0.17.5's)
  bool preview = false;     // only with `preview = true`
  std::string_view doc;     // Markdown: what, why, ```py bad / good blocks, fix safety
  Listens listens;
};

// A row of the table that CMake writes from the file names.
struct RuleEntry {
  std::string_view code;    // "F401"
  std::string_view name;    // "unused-import"
  std::string_view family;  // "pyflakes": the folder
  const Rule* rule;
};

// One finding under construction: chain what it needs.
class Finding {
 public:
  explicit Finding(Diagnostic& diagnostic, std::vector<Condition>* conditions = nullptr)
      : diagnostic_(&diagnostic), conditions_(conditions) {}
  // Edits may come in any order; they are sorted here.
  Finding& fix(Safety safety, std::string title, std::vector<Edit> edits);
  Finding& fix(Safety safety, std::string title, Edit edit) {
    return fix(safety, std::move(title), std::vector<Edit>{std::move(edit)});
  }
  // Fixes of one file with the same group exclude each other within one round.
  Finding& isolate(Node owner);
  // The statement whose first line may also carry the `# noqa`.
  Finding& parent(Node statement);
  Finding& note(Span span, std::string message);
  // Holds the finding back until the project is linked: it stands only if the condition is met there
  // (linter/project/condition.h).
  Finding& only_if(const Condition& condition);
  // The words at the carets, beside the message.
  Finding& label(std::string text) {
    diagnostic_->label = std::move(text);
    return *this;
  }
  // What to do where no fix can be offered; the title that the fix would have.
  Finding& help(std::string text) {
    diagnostic_->help = std::move(text);
    return *this;
  }

 private:
  Diagnostic* diagnostic_;
  std::vector<Condition>* conditions_;
};

// Where rules put their findings; one per file and thread.
class Report {
 public:
  explicit Report(std::vector<Diagnostic>& out, std::vector<Condition>* conditions = nullptr)
      : out_(&out), conditions_(conditions) {}
  // The reference is good until the next call of at().
  Finding at(Span span, std::string message);
  Finding at(Node node, std::string message) { return at(node.span(), std::move(message)); }
  // Which rule speaks: set by the engine before each call.
  void speak_for(RuleId rule) { rule_ = rule; }
  RuleId rule() const { return rule_; }

 private:
  std::vector<Diagnostic>* out_;
  std::vector<Condition>* conditions_;  // of findings that wait for the project
  RuleId rule_ = RuleId::none;
};

}  // namespace whip
