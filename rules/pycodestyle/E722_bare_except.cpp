// `except:` catches what nobody meant to catch.

#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

// A handler that ends in a bare `raise` only looks at the exception on its way.
bool raises_again(Node body) {
  for (const Node statement : body.children()) {
    if (statement.is(Kind::raise_statement) && !statement[Field::value]) return true;
  }
  return false;
}

void bare_except(const File&, Node clause, Report& report) {
  if (clause[Field::value] || raises_again(clause[Field::body])) return;
  report.at(clause.first_child().span(), "Do not use bare `except`");
}

}  // namespace

extern constexpr Rule E722_bare_except{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
An `except` without a class catches `BaseException`: also `KeyboardInterrupt` and `SystemExit`, so that a program cannot be stopped,
and every typo in the block above. Name the classes that are expected, or `Exception` for all errors.

```py bad
try:
    load()
except:
    retry()
```
```py good
try:
    load()
except OSError:
    retry()
```

A handler that raises again is left alone.
)md",
    .listens = on_node({Kind::except_clause}, bare_except, Needs::tree),
};

}  // namespace whip::rules
