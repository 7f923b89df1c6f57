// Where a thread is given something to run. Processes are no threads: they share nothing.
//
//   Thread(target=f)   Timer(1, f)   class Worker(Thread): def run      _thread.start_new_thread(f, ())
//   pool.submit(f)     pool.map(f, xs)   of ThreadPoolExecutor, ThreadPool, multiprocessing.dummy.Pool
//   asyncio.to_thread(f)   loop.run_in_executor(None, f)   anyio.to_thread.run_sync(f)   trio.to_thread.run_sync(f)
//   Parallel(backend="threading")(delayed(f)(x) ...)   weakref.finalize(x, f)   handlers of threading servers
//   routes of web frameworks that run plain functions in a pool of threads

#include <algorithm>
#include <array>

#include "core/syntax/expression.h"
#include "linter/concurrency/builder.h"

namespace whip {

namespace {

constexpr std::array<std::string_view, 24> kWords = {"Thread",
                                                     "Timer",
                                                     "submit",
                                                     "map",
                                                     "apply_async",
                                                     "imap",
                                                     "imap_unordered",
                                                     "starmap",
                                                     "map_async",
                                                     "apply",
                                                     "to_thread",
                                                     "run_sync",
                                                     "start_new_thread",
                                                     "start_new",
                                                     "finalize",
                                                     "run_in_threadpool",
                                                     "run_in_executor",
                                                     "signal",
                                                     "ref",
                                                     "proxy",
                                                     "register_at_fork",
                                                     "register",
                                                     "Parallel",
                                                     "delayed"};

// By how a word begins and ends and how long it is.
constexpr std::size_t trait(std::string_view word) {
  return (static_cast<unsigned char>(word.front()) * 9U + static_cast<unsigned char>(word.back()) * 5U + word.size()) &
         255U;
}
// By trait: the last word that has it, plus one. By word: the one before it of the same trait, plus one.
struct WordTable {
  std::array<std::uint8_t, 256> last{};
  std::array<std::uint8_t, kWords.size()> before{};
};
constexpr WordTable kTable = [] {
  WordTable table;
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    std::uint8_t& last = table.last[trait(kWords[i])];
    table.before[i] = last;
    last = static_cast<std::uint8_t>(i + 1);
  }
  return table;
}();

}  // namespace

bool may_start_thread(std::string_view last) {
  if (last.empty()) return false;
  for (std::uint8_t word = kTable.last[trait(last)]; word != 0; word = kTable.before[word - 1U]) {
    if (kWords[word - 1U] == last) return true;
  }
  return false;
}

// In a loop or a comprehension: more than one is started.
bool ConcurrencyBuilder::is_repeated(Node node) const {
  for (Node up = node.parent(); up; up = up.parent()) {
    if (up.is_any({Kind::for_statement, Kind::while_statement, Kind::list_comprehension, Kind::set_comprehension,
                   Kind::generator_expression, Kind::dictionary_comprehension})) {
      return true;
    }
    if (up.is_any({Kind::function_definition, Kind::lambda, Kind::class_definition})) return false;
  }
  return false;
}

void ConcurrencyBuilder::add_entry(Node target, Node where, Multiplicity multiplicity) {
  target = without_parentheses(target);
  if (!target) return;
  // ctx.run with the function as the first argument.
  if (target.is(Kind::attribute) && target[Field::attribute].text() == "run" && !names_.qualified_name(target)) {
    const Node args = keyword_argument(where, "args");
    if (args.is(Kind::tuple) && function_named(target) == kNoFunction) target = args.operands()[0];
    if (!target) return;
  }
  const FunctionId starter = out_.function_of(where.id());
  FunctionId function = function_named(target);
  if (target.is(Kind::call) && function == kNoFunction && last_name(target[Field::function]) == "partial") {
    target = positional_argument(target, 0);
  }
  out_.entries_.push_back({.function = function,
                           .where = where.id(),
                           .target = target.id(),
                           .starter = starter,
                           .multiplicity = is_repeated(where) ? Multiplicity::many : multiplicity});
}

// Whether a value is a call of one of two makers.
bool ConcurrencyBuilder::made_by(Node value, std::string_view first, std::string_view second) const {
  value = without_parentheses(value);
  if (!value.is(Kind::call)) return false;
  const QualifiedName name = names_.qualified_name(value[Field::function]);
  return name && (name.last() == first || name.last() == second);
}

// Whether the object was made as a pool of threads: assigned or bound by `with`, in this file.
bool ConcurrencyBuilder::is_thread_pool(Node receiver) const {
  receiver = without_parentheses(receiver);
  const auto makes_pool = [&](Node value) {
    value = without_parentheses(value);
    if (!value.is(Kind::call)) return false;
    const QualifiedName name = names_.qualified_name(value[Field::function]);
    return name.last() == "ThreadPoolExecutor" || name.last() == "ThreadPool" || name.is("multiprocessing.dummy.Pool");
  };
  if (makes_pool(receiver)) return true;
  if (receiver.is(Kind::identifier)) {
    const BindingId binding = names_.binding_of(receiver);
    if (binding == kNoBinding) return false;
    const Binding& bound = names_[binding];
    const Node name = file_.node(bound.node);
    if (bound.is(BindingKind::with_item)) {
      for (Node up = name.parent(); up && !up.is(Kind::with_statement); up = up.parent()) {
        if (up.is(Kind::as_pattern)) return makes_pool(up.first_child());
      }
      return false;
    }
    if (bound.is(BindingKind::assignment) && name.parent().is(Kind::assignment))
      return makes_pool(assigned_value(name.parent()));
    return false;
  }
  if (!receiver.is(Kind::attribute)) return false;
  const NamedPlace place = place_of(file_, out_, receiver);
  if (place.kind != NamedPlace::Kind::attribute) return false;
  const ThreadClass& owner = out_[ClassId{place.owner}];
  bool found = false;
  for_each_of_kind(file_.tree, index(owner.node), owner.end, Kind::assignment, [&](std::uint32_t n) {
    const Node assignment = file_.node(NodeId{n});
    const Node target = assignment[Field::left];
    found = found || (target.is(Kind::attribute) && target[Field::attribute].text() == place.name &&
                      makes_pool(assigned_value(assignment)));
  });
  return found;
}

void ConcurrencyBuilder::entry_by_call(Node call) {
  const Node function = call[Field::function];
  const std::string_view last = last_name(function);
  if (last == "Thread" || last == "Timer") {
    const QualifiedName name = names_.qualified_name(function);
    if (!name.is("threading.Thread") && !name.is("threading.Timer")) return;
    const bool timer = last == "Timer";
    Node target = keyword_argument(call, timer ? "function" : "target");
    if (!target) target = positional_argument(call, 1);
    if (target) add_entry(target, call, Multiplicity::one);
  } else if (last == "submit" || last == "map" || last == "apply_async" || last == "imap" || last == "imap_unordered" ||
             last == "starmap" || last == "map_async" || last == "apply") {
    if (!function.is(Kind::attribute) || !is_thread_pool(function[Field::object])) return;
    const bool once = last == "submit" || last == "apply_async" || last == "apply";
    if (const Node target = positional_argument(call, 0))
      add_entry(target, call, once ? Multiplicity::one : Multiplicity::many);
  } else if (last == "to_thread" || last == "run_sync" || last == "start_new_thread" || last == "start_new" ||
             last == "run_in_threadpool") {
    const QualifiedName name = names_.qualified_name(function);
    const bool known = name.is("asyncio.to_thread") || name.is("anyio.to_thread.run_sync") ||
                       name.is("trio.to_thread.run_sync") || name.is("_thread.start_new_thread") ||
                       name.last() == "run_in_threadpool";
    if (known) add_entry(positional_argument(call, 0), call, Multiplicity::one);
  } else if (last == "run_in_executor") {
    const Node pool = positional_argument(call, 0);
    if (pool.is(Kind::none) || is_thread_pool(pool)) add_entry(positional_argument(call, 1), call, Multiplicity::one);
  } else if (last == "finalize" && names_.qualified_name(function).is("weakref.finalize")) {
    const FunctionId callback = function_named(positional_argument(call, 1));
    if (callback != kNoFunction) out_.functions_[index(callback)].flags |= ThreadFunction::is_finaliser;
  } else if (last == "signal" && names_.qualified_name(function).is("signal.signal")) {
    const FunctionId callback = function_named(positional_argument(call, 1));
    if (callback != kNoFunction) out_.functions_[index(callback)].flags |= ThreadFunction::is_finaliser;
  } else if ((last == "ref" || last == "proxy") && names_.qualified_name(function).first() == "weakref") {
    const FunctionId callback = function_named(positional_argument(call, 1));
    if (callback != kNoFunction) out_.functions_[index(callback)].flags |= ThreadFunction::is_finaliser;
  } else if (last == "register_at_fork" ||
             (last == "register" && names_.qualified_name(function).is("atexit.register"))) {
    for (const Node argument : call[Field::arguments].operands()) {
      const FunctionId hook = function_named(argument.is(Kind::keyword_argument) ? argument[Field::value] : argument);
      if (hook != kNoFunction) out_.functions_[index(hook)].flags |= ThreadFunction::is_teardown;
    }
  } else if (function.is(Kind::call) && last_name(function[Field::function]) == "Parallel") {
    // Parallel(n, backend="threading")(delayed(f)(x) for x in xs)
    const Node backend = keyword_argument(function, "backend");
    const Node prefer = keyword_argument(function, "prefer");
    const bool threads = backend.text().find("threading") != std::string_view::npos ||
                         prefer.text().find("threads") != std::string_view::npos;
    if (!threads) return;
    for_each_of_kind(file_.tree, index(call.id()), call.after(), Kind::call, [&](std::uint32_t n) {
      const Node delayed = file_.node(NodeId{n});
      if (last_name(delayed[Field::function]) == "delayed")
        add_entry(positional_argument(delayed, 0), call, Multiplicity::many);
    });
  }
}

// Plain functions as routes: FastAPI and Starlette run them in a pool of threads, Flask under a threading server.
void ConcurrencyBuilder::entry_by_decorator(Node decorator) {
  const Node call = decorator.operands()[0];
  const Node function = call.is(Kind::call) ? call[Field::function] : Node{};
  if (!function.is(Kind::attribute)) return;
  constexpr std::string_view kRoutes[] = {"delete", "get", "head", "options", "patch", "post", "put", "route"};
  if (std::ranges::find(kRoutes, function[Field::attribute].text()) == std::end(kRoutes)) return;
  const Node object = function[Field::object];
  const BindingId binding = names_.binding_of(object);
  if (binding == kNoBinding || !names_[binding].is(BindingKind::assignment)) return;
  const Node name = file_.node(names_[binding].node);
  if (!name.parent().is(Kind::assignment)) return;
  const Node app = assigned_value(name.parent());
  if (!made_by(app, "FastAPI", "APIRouter") && !made_by(app, "Flask", "Blueprint")) return;
  const Node definition = decorator.parent()[Field::definition];
  for (std::uint32_t f = 1; f < out_.functions_.size(); ++f) {
    const ThreadFunction& route = out_.functions_[f];
    if (route.node != definition.id() || route.is(ThreadFunction::is_async)) continue;
    out_.entries_.push_back({.function = FunctionId{f},
                             .where = decorator.id(),
                             .target = definition[Field::name].id(),
                             .starter = kModuleCode,
                             .multiplicity = Multiplicity::many});
  }
}

// run() of subclasses of Thread, and request handlers where the file has a threading server.
void ConcurrencyBuilder::entries_by_class() {
  for (std::uint32_t c = 0; c < out_.classes_.size(); ++c) {
    const Node definition = file_.node(out_.classes_[c].node);
    if (!out_.classes_[c].is(ThreadClass::is_thread)) continue;
    const FunctionId run = out_.method(ClassId{c}, "run");
    if (run == kNoFunction) continue;
    Multiplicity multiplicity = Multiplicity::one;
    if (out_.classes_[c].binding != kNoBinding) {
      names_.for_each_reference(names_[out_.classes_[c].binding], [&](const Reference& reference) {
        const Node name = file_.node(reference.node);
        if (name.parent().is(Kind::call) && is_repeated(name.parent())) multiplicity = Multiplicity::many;
      });
    }
    out_.entries_.push_back({.function = run,
                             .where = definition[Field::name].id(),
                             .target = kNoNode,
                             .starter = kModuleCode,
                             .multiplicity = multiplicity});
  }
  if (!threading_server_) return;
  for (std::uint32_t f = 1; f < out_.functions_.size(); ++f) {
    const ThreadFunction& method = out_.functions_[f];
    if (method.owner == kNoClass || (!method.name.starts_with("do_") && method.name != "handle")) continue;
    for (const Node base : file_.node(out_[method.owner].node)[Field::superclasses].operands()) {
      if (!last_name(base).ends_with("RequestHandler")) continue;
      out_.entries_.push_back({.function = FunctionId{f},
                               .where = file_.node(method.node)[Field::name].id(),
                               .target = kNoNode,
                               .starter = kModuleCode,
                               .multiplicity = Multiplicity::many});
    }
  }
}

void ConcurrencyBuilder::find_entries() {
  for (const NodeId call : starts_) entry_by_call(file_.node(call));
  for (const std::uint32_t n : out_.sites_.decorators) entry_by_decorator(file_.node(NodeId{n}));
  entries_by_class();
}

}  // namespace whip
