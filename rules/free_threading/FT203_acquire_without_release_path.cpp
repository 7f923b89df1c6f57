// `lock.acquire()` with a way out on which nobody releases it.

#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// `lock.release()` of the same lock, as a statement.
bool is_release(Node statement, Node lock) {
  const Node call = expression_of(statement);
  const Node function = call.is(Kind::call) ? call[Field::function] : Node{};
  return function.is(Kind::attribute) && function[Field::attribute].text() == "release" &&
         is_same(function[Field::object], lock);
}

// Whether a statement releases the lock, at any depth but in functions below it.
bool releases(const File& file, Node statement, Node lock) {
  bool found = false;
  for_each_of_kind(file.tree, index(statement.id()), statement.after(), Kind::call, [&](std::uint32_t n) {
    const Node call = file.node(NodeId{n});
    const Node function = call[Field::function];
    found = found || (function.is(Kind::attribute) && function[Field::attribute].text() == "release" &&
                      is_same(function[Field::object], lock));
  });
  return found;
}

bool leaves(const File& file, Node statement) {
  bool found = false;
  for (const Kind kind :
       {Kind::return_statement, Kind::raise_statement, Kind::break_statement, Kind::continue_statement}) {
    for_each_of_kind(file.tree, index(statement.id()), statement.after(), kind, [&](std::uint32_t n) {
      found = found || !is_in_nested_function(file, file.node(NodeId{n}), statement);
    });
  }
  return found;
}

// Statements that cannot raise in practice: constants, and plain names moved about.
bool cannot_fail(const File& file, Node statement) {
  if (statement.is(Kind::pass_statement)) return true;
  for (const Kind kind :
       {Kind::call, Kind::subscript, Kind::attribute, Kind::binary_operator, Kind::await, Kind::yield,
        Kind::augmented_assignment, Kind::for_statement, Kind::import_statement, Kind::assert_statement}) {
    bool any = false;
    for_each_of_kind(file.tree, index(statement.id()), statement.after(), kind, [&](std::uint32_t) { any = true; });
    if (any) return false;
  }
  return true;
}

bool gives_up(Node call) {
  if (keyword_argument(call, "timeout") || keyword_argument(call, "blocking")) return true;
  return static_cast<bool>(positional_argument(call, 0));
}

void replace_with_block(const File& file, Node statement, Node release, Node lock, Finding& finding) {
  const std::uint32_t first = file.lines.line_of(statement.begin());
  const std::uint32_t last = file.lines.line_of(release.begin());
  const std::string_view indent = file.slice({file.lines.line_begin(first), statement.begin()});
  if (indent.find_first_not_of(" \t") != std::string_view::npos || last <= first + 1) return;
  if (shares_line(statement) || shares_line(release)) return;
  std::vector<Edit> edits{Edit::replace(statement.span(), "with " + std::string(lock.text()) + ":")};
  const std::string step = indent.find('\t') != std::string_view::npos ? "\t" : "    ";
  for (std::uint32_t line = first + 1; line < last; ++line) {
    const Span content = file.lines.line_content(line, file.text);
    if (content.size() == 0) continue;
    if (file.in_triple_quotes(content.begin)) return;
    edits.push_back(Edit::insert(content.begin, step));
  }
  edits.push_back(Edit::remove({file.lines.line_begin(last), file.lines.line_span(last).end}));
  finding.fix(Safety::safe, "Hold the lock in a `with` statement", std::move(edits));
}

void check_acquire(const File& file, Node call, Report& report) {
  const Concurrency& facts = file.concurrency;
  const Node function = call[Field::function];
  if (!function.is(Kind::attribute) || function[Field::attribute].text() != "acquire") return;
  const Node lock = function[Field::object];
  const LockId id = facts.lock_of(file, lock);
  if (id == kNoLock || facts[id].kind == LockKind::event || facts[id].kind == LockKind::unknown) return;
  const Node statement = call.parent();
  // A result that is looked at is another story; so is a semaphore, which others may release.
  if (!statement.is(Kind::expression_statement) || facts[id].kind == LockKind::semaphore) return;
  const ThreadFunction& in = facts[facts.function_of(call.id())];
  if (in.is(ThreadFunction::is_dunder) || in.name == "acquire" || in.name.ends_with("lock") ||
      in.name.ends_with("acquire"))
    return;

  if (gives_up(call)) {
    Finding finding = report.at(
        call, "The result of `" + std::string(lock.text()) + ".acquire()` is not looked at: it may not have the lock");
    one_thread(file, facts.function_of(call.id()), 0, finding);
    finding.note(lock.span(), "another may have it still").help("Test the result, or wait without a limit");
    return;
  }
  Node release;
  Node risk;
  for (Node next = statement.next_sibling(); next; next = next.next_sibling()) {
    if (!is_statement(next.kind())) continue;
    if (next.is(Kind::try_statement)) {
      const Node last = next.child(Kind::finally_clause);
      if (last && releases(file, last, lock)) return;
    }
    if (is_release(next, lock)) {
      release = next;
      break;
    }
    if (!risk && !cannot_fail(file, next)) risk = next;
    if (releases(file, next, lock)) {
      // Released on some of its paths: what is left is not for a look at one block to say.
      return;
    }
  }
  // Held when the function ends: somebody else releases it.
  if (!release || !risk) return;
  Finding finding = report.at(call, "`" + std::string(lock.text()) + "` stays locked if what follows raises");
  finding.note(risk.span(), "an exception here").note(release.span(), "never gets here");
  bool plain = true;
  for (Node next = statement.next_sibling(); next && next != release; next = next.next_sibling()) {
    plain = plain && (!is_statement(next.kind()) || !leaves(file, next));
  }
  if (plain) replace_with_block(file, statement, release, lock, finding);
}

void acquire_without_release_path(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off() || facts.locks().empty()) return;
  for (const std::uint32_t call : facts.call_nodes()) check_acquire(file, file.node(NodeId{call}), report);
}

}  // namespace

extern constexpr Rule FT203_acquire_without_release_path{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
A lock that is acquired and released by two statements stays locked when something between them raises or returns: every
thread that wants it waits for ever. `with lock:` releases it on every path.

```py bad
import threading

lock = threading.Lock()


def f(x):
    lock.acquire()
    g(x)
    lock.release()
```
```py good
import threading

lock = threading.Lock()


def f(x):
    with lock:
        g(x)
```

An `acquire` that may give up (`timeout=`, `blocking=False`) is reported when nobody looks at its result. Left alone: locks
released in a `finally`, in another function, or on some branch (locks handed from one node to the next), and methods that are
themselves part of a lock (`__enter__`, `acquire`).

Python's documentation: "Using locks, conditions, and semaphores in the `with` statement"
(<https://docs.python.org/3/library/threading.html>).

The fix is safe where nothing between the two statements leaves the block.
)md",
    .listens = on_file(acquire_without_release_path, Needs::concurrency),
};

}  // namespace whip::rules
