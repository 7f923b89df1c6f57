// A value of a context that a starter sets and its thread reads: whether it gets there depends on the build.

#include <algorithm>
#include <string>
#include <vector>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// The global `name = ContextVar(...)` that the object of `name.get()` is; kNoBinding if it is none.
BindingId context_variable(const File& file, Node object) {
  if (!object.is(Kind::identifier)) return kNoBinding;
  const BindingId id = file.names.lookup(object.text(), kModuleScope);
  if (id == kNoBinding || !file.names[id].is(BindingKind::assignment) ||
      file.names.lookup(object.text(), file.names.scope_of(object)) != id)
    return kNoBinding;
  const Node target = file.node(file.names[id].node);
  if (!target.parent().is(Kind::assignment)) return kNoBinding;
  const Node value = without_parentheses(assigned_value(target.parent()));
  if (!value.is(Kind::call)) return kNoBinding;
  return file.names.qualified_name(value[Field::function]).is("contextvars.ContextVar") ? id : kNoBinding;
}

// A call of a method of a context variable, by the function that it stands in.
struct Use {
  Node call;
  BindingId variable;
  FunctionId function;
  bool sets;
};

std::vector<Use> uses_of(const File& file) {
  std::vector<Use> uses;
  for_each_of_kind(file.tree, 0, file.tree.own_size, Kind::call, [&](std::uint32_t n) {
    const Node call = file.node(NodeId{n});
    const Node method = call[Field::function];
    if (!method.is(Kind::attribute)) return;
    const std::string_view name = method[Field::attribute].text();
    if (name != "get" && name != "set") return;
    const BindingId variable = context_variable(file, method[Field::object]);
    if (variable != kNoBinding)
      uses.push_back({call, variable, file.concurrency.function_of(call.id()), name == "set"});
  });
  return uses;
}

// The function and what it calls, as far as the file knows.
std::vector<FunctionId> closure_of(const Concurrency& facts, FunctionId function) {
  std::vector<FunctionId> closure = {function};
  for (std::size_t i = 0; i < closure.size(); ++i) {
    for (const ThreadCall& call : facts.calls()) {
      if (call.caller == closure[i] && call.callee != kNoFunction &&
          std::ranges::find(closure, call.callee) == closure.end())
        closure.push_back(call.callee);
    }
  }
  return closure;
}

bool holds(const std::vector<FunctionId>& functions, FunctionId function) {
  return std::ranges::find(functions, function) != functions.end();
}

// How the function gets to the thread: `Thread(target=f)`, `pool.submit(f)`. Absent for ways that take the context
// along.
Node carrier_of(const File& file, const Entry& entry) {
  const Node call = file.node(entry.where);
  if (!call.is(Kind::call) || entry.target == kNoNode) return {};
  const std::string_view name = last_name(call[Field::function]);
  const bool inherits = name == "to_thread" || name == "run_sync" || name == "run_in_threadpool";
  if (inherits || keyword_argument(call, "context")) return {};
  // `target=context.run, args=(f,)`
  const Node target = file.node(entry.target);
  const bool is_first = target.parent() == call[Field::arguments] || target.parent().is(Kind::keyword_argument);
  const std::string_view field =
      target.parent().is(Kind::keyword_argument) ? target.parent()[Field::name].text() : "target";
  if (!is_first || (field != "target" && field != "function")) return {};
  return last_name(target) == "run" && target.is(Kind::attribute) && entry.function == kNoFunction ? Node{} : call;
}

// What `copy_context` is called in the file; empty if it is not at hand.
std::string copy_context_name(const File& file) {
  for (const std::string_view name : {"contextvars", "copy_context"}) {
    const BindingId id = file.names.bound(kModuleScope, name);
    if (id == kNoBinding || !file.names[id].is_any_import()) continue;
    return name == "contextvars" ? "contextvars.copy_context()" : "copy_context()";
  }
  return {};
}

// The function to run goes behind `copy_context().run`.
void add_fix(const File& file, Node call, Node target, Finding& finding) {
  const std::string copy = copy_context_name(file);
  const std::string_view carrier = last_name(call[Field::function]);
  if (copy.empty()) return;
  const std::string run = copy + ".run";
  const std::string function(target.text());
  if (carrier == "submit") {
    finding.fix(Safety::unsafe, "Run it in a copy of the context", Edit::replace(target.span(), run + ", " + function));
    return;
  }
  if (carrier != "Thread" || !target.parent().is(Kind::keyword_argument) || keyword_argument(call, "kwargs")) return;
  const Node args = keyword_argument(call, "args");
  std::vector<Edit> edits = {Edit::replace(target.span(), args ? run : run + ", args=(" + function + ",)")};
  if (args) {
    if (!args.is(Kind::tuple)) return;
    const bool is_empty = args.operands().empty();
    edits.push_back(Edit::insert(args.begin() + 1, function + (is_empty ? "," : ", ")));
  }
  finding.fix(Safety::unsafe, "Run it in a copy of the context", std::move(edits));
}

// Whether code that runs before the thread starts sets the variable: the starter, or who calls it.
const Use* setter_of(const File& file, std::span<const Use> uses, BindingId variable, const Entry& entry) {
  const Node start = file.node(entry.where);
  for (const Use& use : uses) {
    if (!use.sets || use.variable != variable) continue;
    if (use.function == entry.starter && use.call.begin() < start.begin()) return &use;
    for (const ThreadCall& call : file.concurrency.calls()) {
      const bool comes_here = call.callee == entry.starter && entry.starter != kModuleCode;
      if (comes_here && call.caller == use.function && use.call.begin() < file.node(call.node).begin()) return &use;
    }
  }
  return nullptr;
}

void check_variables(const File& file, std::span<const Use> uses, const Entry& entry, Node call, Report& report) {
  const std::vector<FunctionId> inside = closure_of(file.concurrency, entry.function);
  std::vector<BindingId> told;
  for (const Use& read : uses) {
    if (read.sets || !holds(inside, read.function) || std::ranges::find(told, read.variable) != told.end()) continue;
    const bool sets_it_itself = std::ranges::any_of(
        uses, [&](const Use& use) { return use.sets && use.variable == read.variable && holds(inside, use.function); });
    const Use* const setter = setter_of(file, uses, read.variable, entry);
    if (sets_it_itself || setter == nullptr) continue;
    told.push_back(read.variable);
    const std::string name(file.names.name(file.names[read.variable]));
    Finding finding =
        report.at(call, "Whether this thread sees the value of `" + name +
                            "` depends on the build: only without the GIL it starts with its starter's context");
    finding.note(setter->call.span(), "set here, by the starter").note(read.call.span(), "read here, by the thread");
    const Node target = file.node(entry.target);
    add_fix(file, call, target, finding);
    finding.help("Start it with `contextvars.copy_context().run`");
  }
}

// `with decimal.localcontext():` and `with numpy.errstate():` around the start, and arithmetic of that kind in the
// thread.
void check_arithmetic(const File& file, const Entry& entry, Node call, Report& report) {
  for (Node up = call.parent(); up && !up.is_any({Kind::function_definition, Kind::lambda}); up = up.parent()) {
    if (!up.is(Kind::with_statement)) continue;
    for_each_of_kind(file.tree, index(up.id()), index(up[Field::body].id()), Kind::call, [&](std::uint32_t n) {
      const Node maker = file.node(NodeId{n});
      const QualifiedName name = file.names.qualified_name(maker[Field::function]);
      const bool is_decimal = name.is("decimal.localcontext");
      if (!is_decimal && !name.is("numpy.errstate") && !name.is("numpy.printoptions")) return;
      const std::string_view module = is_decimal ? "decimal" : "numpy";
      const Node function = file.node(file.concurrency[entry.function].node);
      Node read;
      for_each_of_kind(file.tree, index(function.id()), function.after(), Kind::identifier, [&](std::uint32_t m) {
        const Node used = file.node(NodeId{m});
        if (!read && used.field() != Field::attribute && file.names.qualified_name(used).first() == module) read = used;
      });
      if (!read) return;
      report
          .at(call, "Whether this thread computes in the context of `" + std::string(maker[Field::function].text()) +
                        "` depends on the build: only without the GIL it starts with its starter's context")
          .note(maker.span(), "set here, by the starter")
          .note(read.span(), "used here, by the thread")
          .help("Enter the context in the thread, or start it with `contextvars.copy_context().run`");
    });
  }
}

void context_not_inherited(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off() || facts.entries().empty()) return;
  const std::vector<Use> uses = file.names.imports_module("contextvars") ? uses_of(file) : std::vector<Use>{};
  const bool computes = file.names.imports_module("decimal") || file.names.imports_module("numpy");
  if (uses.empty() && !computes) return;
  for (const Entry& entry : facts.entries()) {
    if (entry.function == kNoFunction) continue;
    const Node call = carrier_of(file, entry);
    if (!call) continue;
    if (!uses.empty()) check_variables(file, uses, entry, call, report);
    if (computes) check_arithmetic(file, entry, call, report);
  }
}

}  // namespace

extern constexpr Rule FT112_context_not_inherited{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
A new thread starts with an empty context where there is a GIL, and with a copy of its starter's where there is none:
`sys.flags.thread_inherit_context` is true by default on free-threaded builds of Python 3.14 and newer, and false on all others. So the
same program prints two things on two builds of one version. A pool's thread takes the context of whoever happened to start it,
and keeps it for all later work.

```py bad
import contextvars
import threading

user = contextvars.ContextVar("user", default=None)


def work():
    print(user.get())


def handle(name):
    user.set(name)
    threading.Thread(target=work).start()
```
```py good
import contextvars
import threading

user = contextvars.ContextVar("user", default=None)


def work():
    print(user.get())


def handle(name):
    user.set(name)
    threading.Thread(target=contextvars.copy_context().run, args=(work,)).start()
```

Reported are variables that the starter (or who calls it) sets before the start, and that the function of the thread (or what it
calls) reads without setting them. The same with `decimal.localcontext()` and `numpy.errstate()` around the start, where the function
uses these modules. Silent for `asyncio.to_thread`, which takes the context along, and where `context=` is given.

The fix runs the function in a copy of the context. It is unsafe: with the GIL, the thread sees values that it did not see before.

Python's documentation: `sys.flags.thread_inherit_context` (<https://docs.python.org/3/library/sys.html#sys.flags>), and "Behavioral
changes" (<https://docs.python.org/3/howto/free-threading-python.html>).
)md",
    .listens = on_file(context_not_inherited, Needs::concurrency),
};

}  // namespace whip::rules
