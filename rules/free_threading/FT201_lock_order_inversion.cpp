// Two locks that are taken in one order here and in the other there: two threads wait for each other.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "linter/project/project.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

// While `first` is held, `second` is taken: by the place itself, or by what is called there.
struct Order {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  std::uint32_t file = 0;
  std::uint32_t function = 0;
  Span span;
  std::vector<std::uint32_t> held;  // all that is held there
};

// The locks of the project by their names, and the orders in which they are taken.
class Orders {
 public:
  explicit Orders(const Project& project) : project_(project) {
    for (std::uint32_t f = 0; f < project.files().size(); ++f) {
      const Summary& summary = project.summary(f);
      std::vector<std::uint32_t>& own = locks_.emplace_back();
      for (const Summary::LockName& lock : summary.locks)
        own.push_back(lock.name.size == 0 ? Project::kNone : lock_named(summary.at(lock.name)));
    }
    // It takes two.
    if (names_.size() < 2) return;
    lists_.resize(1);
    taken_.resize(project.functions().size());
    take();
    order();
  }

  const std::vector<Order>& all() const { return orders_; }
  std::string name(std::uint32_t lock) const {
    // Without the module: the place says where.
    const std::string_view whole = names_[lock];
    const std::size_t last = whole.rfind('.');
    const std::size_t before =
        last == 0 || last == std::string_view::npos ? std::string_view::npos : whole.rfind('.', last - 1);
    const std::string_view shown =
        before != std::string_view::npos && whole[before + 1] >= 'A' && whole[before + 1] <= 'Z'
            ? whole.substr(before + 1)
            : whole.substr(last + 1);
    return "`" + std::string(shown) + "`";
  }

 private:
  std::uint32_t lock_named(std::string_view name) {
    const auto [at, is_new] = numbers_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
    if (is_new) names_.push_back(name);
    return at->second;
  }

  std::vector<std::uint32_t> members(std::uint32_t file, LockSet held) const {
    std::vector<std::uint32_t> out;
    for (std::uint32_t l = 0; l < locks_[file].size() && l < 63; ++l) {
      if ((held >> l & 1) != 0 && locks_[file][l] != Project::kNone) out.push_back(locks_[file][l]);
    }
    return out;
  }

  bool add(std::uint32_t function, std::uint32_t lock) {
    if (taken_[function] == 0) {
      taken_[function] = static_cast<std::uint32_t>(lists_.size());
      lists_.emplace_back();
    }
    std::vector<std::uint32_t>& own = lists_[taken_[function]];
    const auto at = std::ranges::lower_bound(own, lock);
    if (at != own.end() && *at == lock) return false;
    own.insert(at, lock);
    return true;
  }

  // Which locks a call of each function takes, itself or through what it calls.
  void take() {
    for (std::uint32_t f = 0; f < project_.files().size(); ++f) {
      for (const Summary::Acquire& acquire : project_.summary(f).acquires) {
        const std::uint32_t lock = locks_[f][acquire.lock];
        if (lock != Project::kNone) add(project_.number(f, acquire.function), lock);
      }
    }
    for (bool changed = !names_.empty(); changed;) {
      changed = false;
      for (const ProjectCall& call : project_.calls()) {
        if (call.caller == call.callee || taken_[call.callee] == 0) continue;
        // By number: adding may move the lists.
        for (std::size_t i = 0; i < lists_[taken_[call.callee]].size(); ++i)
          changed = add(call.caller, lists_[taken_[call.callee]][i]) || changed;
      }
    }
  }

  void add_order(std::uint32_t second, std::uint32_t file, std::uint32_t function, Span span,
                 const std::vector<std::uint32_t>& held) {
    for (const std::uint32_t first : held) {
      if (first != second) orders_.push_back({first, second, file, function, span, held});
    }
  }

  void order() {
    for (std::uint32_t f = 0; f < project_.files().size(); ++f) {
      for (const Summary::Acquire& acquire : project_.summary(f).acquires) {
        const std::uint32_t lock = locks_[f][acquire.lock];
        if (lock != Project::kNone && acquire.held != 0) {
          add_order(lock, f, project_.number(f, acquire.function), acquire.span, members(f, acquire.held));
        }
      }
    }
    for (const ProjectCall& call : project_.calls()) {
      if (taken_[call.callee] == 0) continue;
      const Summary::Call& made = project_.summary(call.file).calls[call.call];
      if (made.held == 0) continue;
      const std::vector<std::uint32_t> held = members(call.file, made.held);
      for (const std::uint32_t lock : lists_[taken_[call.callee]]) {
        // Taken already, and taken again by what is called: a lock that may be.
        if (std::ranges::find(held, lock) == held.end()) add_order(lock, call.file, call.caller, made.span, held);
      }
    }
  }

  const Project& project_;
  std::map<std::string_view, std::uint32_t> numbers_;
  std::vector<std::string_view> names_;
  std::vector<std::vector<std::uint32_t>> locks_;  // by file: the project's number of each of its locks
  std::vector<std::uint32_t> taken_;  // by function: its list of locks; nearly all have the first, empty one
  std::vector<std::vector<std::uint32_t>> lists_;  // each sorted
  std::vector<Order> orders_;
};

// A third lock that is held at both places keeps them apart.
bool are_kept_apart(const Order& a, const Order& b) {
  return std::ranges::any_of(a.held, [&](std::uint32_t lock) {
    return lock != a.first && lock != a.second && std::ranges::find(b.held, lock) != b.held.end();
  });
}

void lock_order_inversion(const Project& project, ProjectReport& report) {
  const Orders orders(project);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> told;
  for (const Order& here : orders.all()) {
    for (const Order& there : orders.all()) {
      if (here.first != there.second || here.second != there.first || are_kept_apart(here, there)) continue;
      const std::pair pair{std::min(here.first, here.second), std::max(here.first, here.second)};
      if (std::ranges::find(told, pair) != told.end()) continue;
      told.push_back(pair);
      Diagnostic& finding =
          report.at(here.file, here.span,
                    orders.name(here.second) + " is taken while " + orders.name(here.first) +
                        " is held, and elsewhere the other way round: two threads can wait for each other");
      // One thread here, another there.
      const ProjectFunction& function = project.functions()[here.function];
      if (function.local != 0) {
        finding.notes.push_back({.span = project.local(function).span,
                                 .message = "one thread runs " + project.name(function) + ", holding " +
                                            orders.name(here.first) + " and waiting for " + orders.name(here.second)});
      }
      Note note{.span = there.span,
                .message = "in " + project.name(project.functions()[there.function]) + ", " +
                           orders.name(there.second) + " is taken while " + orders.name(there.first) + " is held"};
      if (there.file != here.file) note.path = project.summary(there.file).at(project.summary(there.file).path);
      finding.notes.push_back(std::move(note));
      finding.help = "Take them in the same order everywhere";
    }
  }
}

}  // namespace

extern constexpr Rule FT201_lock_order_inversion{
    .since = "0.1",
    .severity = Severity::error,
    .doc = R"md(
A thread that holds `a` and wants `b`, and another that holds `b` and wants `a`, wait for each other for ever. It takes two places
that take the two locks in different order, which may lie in different functions and files; calls made while a lock is held count
with all that they take.

```py bad
import threading

a = threading.Lock()
b = threading.Lock()


def f():
    with a:
        with b:
            pass


def g():
    with b:
        with a:
            pass
```
```py good
import threading

a = threading.Lock()
b = threading.Lock()


def f():
    with a, b:
        pass


def g():
    with a, b:
        pass
```

Left alone: two places that are kept apart by a third lock held at both. The lock of a class counts as one, whatever the number of
objects: taking the locks of two objects of one class is not seen.

Python's documentation: `threading.Lock` (<https://docs.python.org/3/library/threading.html#lock-objects>).
)md",
    .listens = on_project(lock_order_inversion),
};

}  // namespace whip::rules
