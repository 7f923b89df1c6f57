// `except (A, B):` where the parentheses may go.

#include <string>

#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

void except_without_parens(const File& file, Node clause, Report& report) {
  if (file.target < PythonVersion::py314) return;
  const Node types = clause[Field::value];
  if (!types.is(Kind::tuple) || types.operands().count() < 2) return;
  for (const Node child : types.children()) {
    // What cannot stand there bare: unpacked types, comments, several lines.
    if (is_extra(child.kind()) || child.is_any({Kind::list_splat, Kind::named_expression, Kind::yield})) return;
  }
  const std::string_view text = types.text();
  if (text.find('\n') != text.npos || text.find('\r') != text.npos) return;
  std::string bare(text.substr(1, text.size() - 2));
  const std::size_t first = bare.find_first_not_of(" \t");
  const std::size_t last = bare.find_last_not_of(" \t");
  bare = bare.substr(first, last - first + 1);
  if (bare.ends_with(',')) bare = bare.substr(0, bare.find_last_not_of(" \t,") + 1);
  // `except(A, B):` has nothing between the word and the types.
  if (clause.begin() + 6 == types.begin()) bare.insert(0, " ");
  report.at(types, "Parentheses around exception types are no longer needed")
      .fix(Safety::safe, "Remove the parentheses", Edit::replace(types.span(), bare));
}

}  // namespace

extern constexpr Rule MIG603_except_without_parens{
    .since = "0.1",
    .fixable = Fixable::always,
    .severity = Severity::info,
    .doc = R"md(
From Python 3.14 on several exception types may stand behind `except` and `except*` without parentheses, as long as they get no
name with `as`. A matter of taste: reported only where every Python that the project supports takes it.

```toml
target-version = "py314"
```
```py bad
try:
    x = 1
except (ValueError, TypeError):
    pass
```
```py good
try:
    x = 1
except ValueError, TypeError:
    pass
```

The other way round, `except A, B:` in a project that supports older Pythons, is a syntax error, which `whip check` always reports.

PEP 758, "Allow except and except* expressions without parentheses" (<https://peps.python.org/pep-0758/>).
)md",
    .listens = on_node({Kind::except_clause}, except_without_parens, Needs::tree),
};

}  // namespace whip::rules
