// One object for many threads, of a type that is documented not to bear that.

#include <algorithm>
#include <string>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

struct UnsafeType {
  std::string_view maker;
  std::string_view only_calls;  // methods that are the trouble, between blanks; empty: all
  std::string_view advice;
};

// Each says in its documentation that calls must not overlap.
constexpr UnsafeType kTypes[] = {
    // library/csv: a writer has one buffer for the row being written.
    {"csv.writer", "", "Write from one thread, or under a lock"},
    // library/random: "The functions ... are bound methods of a hidden instance"; an instance of one's own with a seed
    // repeats only
    // if one thread draws.
    {"random.Random", " seed setstate shuffle sample gauss ", "Give each thread its own generator"},
    // docs.sqlalchemy.org, session basics: "The Session is not intended to be shared among threads"
    {"sqlalchemy.orm.Session", "", "Make one session for each thread"},
    // library/sqlite3: with check_same_thread=False "write operations may need to be serialized by the user"
    {"sqlite3.connect", " execute executemany executescript commit rollback ", "Open one connection for each thread"},
    // library/zipfile: one file position for all members being written.
    {"zipfile.ZipFile", " write writestr ", "Write from one thread, or under a lock"},
};

const UnsafeType* type_of(const File& file, Node value) {
  if (!value.is(Kind::call)) return nullptr;
  const QualifiedName name = file.names.qualified_name(value[Field::function]);
  const auto* found = std::ranges::find_if(kTypes, [&](const UnsafeType& type) { return name.is(type.maker); });
  if (found == std::end(kTypes)) return nullptr;
  // Otherwise sqlite3 itself refuses other threads.
  if (found->maker == "sqlite3.connect" && !keyword_argument(value, "check_same_thread").is(Kind::false_))
    return nullptr;
  return found;
}

void shared_unsafe_object(const File& file, Report& report) {
  const Concurrency& facts = file.concurrency;
  if (facts.is_off()) return;
  for (const Location& location : facts.locations()) {
    if (location.kind != LocationKind::global || location.value == kNoNode) continue;
    const UnsafeType* const type = type_of(file, file.node(location.value));
    if (type == nullptr) continue;
    for (const ThreadAccess& access : facts.accesses(location)) {
      if (access.held != 0 || access.operation.empty() || !facts.may_run(access.function)) continue;
      const std::string method = " " + std::string(access.operation) + " ";
      if (!type->only_calls.empty() && type->only_calls.find(method) == std::string_view::npos) continue;
      Finding finding = report.at(file.node(access.node), "`" + std::string(location.name) + "` is one `" +
                                                              std::string(type->maker) + "` for all threads");
      finding.note(file.node(location.value).span(), "made here, once")
          .help(std::string(type->advice))
          .only_if({.function = access.function, .gate = Gate::started});
      one_thread(file, access.function, access.held, finding);
      another_thread_here(file.node(access.node), finding);
    }
  }
}

}  // namespace

extern constexpr Rule FT109_shared_unsafe_object{
    .since = "0.1",
    .severity = Severity::warning,
    .doc = R"md(
Some types say in their documentation that one object is for one thread, or that calls must not overlap: connections of SQLite,
sessions of SQLAlchemy, writers of CSV and ZIP files. Made once in a module and used by many threads, they mix up what the threads do.

```py bad
import sqlite3
from concurrent.futures import ThreadPoolExecutor

db = sqlite3.connect("x.db", check_same_thread=False)


def save(row):
    db.execute("insert into t values (?)", (row,))


with ThreadPoolExecutor() as pool:
    pool.map(save, range(10))
```
```py good
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

_local = threading.local()


def db():
    if not hasattr(_local, "connection"):
        _local.connection = sqlite3.connect("x.db")
    return _local.connection


def save(row):
    with db() as connection:
        connection.execute("insert into t values (?)", (row,))


with ThreadPoolExecutor() as pool:
    pool.map(save, range(10))
```

Reported where many threads of the project get to the call; uses under a lock are left alone.

Python's documentation of `sqlite3.connect`: with `check_same_thread=False` "write operations may need to be serialized by the user
to avoid data corruption" (<https://docs.python.org/3/library/sqlite3.html#sqlite3.connect>).
)md",
    .listens = on_file(shared_unsafe_object, Needs::concurrency),
};

}  // namespace whip::rules
