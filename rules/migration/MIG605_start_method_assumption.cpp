// Work for other processes that only a forked child can do.

#include <algorithm>
#include <array>
#include <string>

#include "core/syntax/expression.h"
#include "core/text/contains.h"
#include "linter/concurrency/builder.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/module_uses.h"

namespace whip::rules {
namespace {

// Where a pool's or process' function stands: positional argument, or keyword.
struct Maker {
  std::string_view name;
  std::string_view keyword;  // of the function; empty: there is none
};
constexpr std::array kMakers = {
    Maker{"multiprocessing.Process", "target"},
    Maker{"multiprocessing.context.Process", "target"},
    Maker{"multiprocessing.Pool", "initializer"},
    Maker{"concurrent.futures.ProcessPoolExecutor", "initializer"},
    Maker{"concurrent.futures.process.ProcessPoolExecutor", "initializer"},
};

const Maker* maker_of(const File& file, Node call) {
  const QualifiedName name = file.names.qualified_name(call[Field::function]);
  if (name.size() < 2) return nullptr;
  const auto row = std::ranges::find_if(kMakers, [&](const Maker& maker) { return name.is(maker.name); });
  return row == kMakers.end() ? nullptr : &*row;
}

// Whether the file says how processes are to start: then it is not an assumption.
bool chooses_start_method(const File& file) {
  for (const std::string_view word : {"set_start_method", "get_context", "mp_context"}) {
    if (contains(file.text, word)) return true;
  }
  return false;
}

bool in_function_or_class(Node node) {
  for (Node outer = node.parent(); outer; outer = outer.parent()) {
    if (outer.is_any({Kind::function_definition, Kind::class_definition, Kind::lambda})) return true;
  }
  return false;
}

bool under_condition(Node node) {
  for (Node outer = node.parent(); outer; outer = outer.parent()) {
    if (outer.is_any({Kind::if_statement, Kind::match_statement, Kind::while_statement})) return true;
  }
  return false;
}

// A function that a new interpreter cannot find by its name.
std::string_view unpicklable(const File& file, Node function) {
  const Node value = without_parentheses(function);
  if (value.is(Kind::lambda)) return "a lambda";
  if (!value.is(Kind::identifier)) return {};
  const BindingId id = file.names.binding_of(value);
  if (id == kNoBinding) return {};
  const Binding& binding = file.names[id];
  if (!binding.is(BindingKind::function_definition)) return {};
  return file.names[binding.scope].is(ScopeKind::function) ? "a function inside a function" : std::string_view{};
}

// `mp.Process` becomes `mp.get_context("fork").Process`: what was assumed is said.
void say_fork(const File& file, Node call, Finding& finding) {
  const Node function = call[Field::function];
  const Node module = function.is(Kind::attribute) ? function[Field::object] : Node{};
  if (!module.is(Kind::identifier) || file.names.qualified_name(module).text() != "multiprocessing") return;
  finding.fix(Safety::unsafe, "Choose the start method `fork`", Edit::insert(module.end(), ".get_context(\"fork\")"));
}

void process_started(const File& file, Node call, Report& report) {
  const Maker* const maker = maker_of(file, call);
  if (maker == nullptr || chooses_start_method(file)) return;
  if (const Node function = keyword_argument(call, maker->keyword)) {
    const std::string_view what = unpicklable(file, function);
    if (!what.empty()) {
      Finding finding = report.at(function, "A process that is not forked cannot be given " + std::string(what));
      finding.help(
          "Move the function to the module, or choose the start method yourself: "
          "`multiprocessing.get_context(\"fork\")`");
      say_fork(file, call, finding);
      return;
    }
  }
  if (!in_function_or_class(call) && !under_condition(call)) {
    report
        .at(call[Field::function],
            "Processes started while the module is imported: a process that is not forked imports it again")
        .help("Put it below `if __name__ == \"__main__\":`");
  }
}

void start_method_assumption(const File& file, Report& report) {
  if (!file.names.imports_module("multiprocessing") && !file.names.imports_module("concurrent")) return;
  for_each_import_use(file, {"multiprocessing", "concurrent"}, [&](Node name) {
    if (name.parent().is(Kind::call) && name.field() == Field::function) process_started(file, name.parent(), report);
  });
}

}  // namespace

extern constexpr Rule MIG605_start_method_assumption{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
Up to Python 3.13 `multiprocessing` forked on Linux: a child had all that the parent had. From 3.14 on a new interpreter is started
there too (`forkserver`), as on macOS and Windows. It imports the module again, and is sent functions by their names: work that
starts at the module's top level starts once more, and lambdas and inner functions cannot be sent.

```py bad
import multiprocessing


def work(number):
    return number


with multiprocessing.Pool() as pool:
    pool.map(work, range(4))
```
```py good
import multiprocessing


def work(number):
    return number


if __name__ == "__main__":
    with multiprocessing.Pool() as pool:
        pool.map(work, range(4))
```

Nothing is reported where the file chooses a start method itself (`set_start_method`, `get_context`, `mp_context=`).

Python's documentation: "Contexts and start methods" (<https://docs.python.org/3.14/library/multiprocessing.html>); CPython issue 84559.
)md",
    .listens = on_file(start_method_assumption),
};

}  // namespace whip::rules
