// `raise NotImplemented`.

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/word_spacing.h"

namespace whip::rules {
namespace {

void raise_not_implemented(const File& file, Node statement, Report& report) {
  Node raised = without_parentheses(statement[Field::value]);
  if (raised.is(Kind::call)) raised = without_parentheses(raised[Field::function]);
  if (!raised.is(Kind::identifier) || raised.text() != "NotImplemented") return;
  Finding finding = report.at(raised, "`raise NotImplemented` should be `raise NotImplementedError`");
  if (!file.names.is_builtin_in("NotImplementedError", file.names.scope_of(raised))) return;
  finding.fix(Safety::safe, "Use `raise NotImplementedError`",
              Edit::replace(raised.span(), spaced(file.text, "NotImplementedError", raised.span())));
}

}  // namespace

extern constexpr Rule F901_raise_not_implemented{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .by_default = true,
    .doc = R"md(
`NotImplemented` is a value that comparison methods return, not an exception: to raise it is a `TypeError`. The exception is
called `NotImplementedError`.

```py bad
def area(self):
    raise NotImplemented
```
```py good
def area(self):
    raise NotImplementedError
```
)md",
    .listens = on_node({Kind::raise_statement}, raise_not_implemented),
};

}  // namespace whip::rules
