// `import a, b`.

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

std::string import_of(Node name) {
  std::string text = "import ";
  if (!name.is(Kind::aliased_import)) return text.append(name.text());
  return text.append(name[Field::name].text()).append(" as ").append(name[Field::alias].text());
}

void multiple_imports_on_one_line(const File& file, Node statement, Report& report) {
  std::vector<Node> names;
  for (const Node name : statement.operands()) names.push_back(name);
  if (names.size() < 2) return;

  std::string_view indent;
  std::string separator = "; ";
  if (!shares_line(statement)) {
    const std::uint32_t line = file.lines.line_begin(file.lines.line_of(statement.begin()));
    indent = file.text.substr(line, statement.begin() - line);
    separator = std::string(file.newline()).append(indent);
  }
  const std::string_view lazy = statement.child(Kind::kw_lazy) ? "lazy " : "";
  std::string text(indent);
  for (std::size_t i = 0; i < names.size(); ++i)
    text.append(i == 0 ? "" : separator).append(lazy).append(import_of(names[i]));
  const Span replaced{statement.begin() - static_cast<std::uint32_t>(indent.size()), statement.end()};
  report.at(statement, "Multiple imports on one line")
      .fix(Safety::safe, "Split imports", Edit::replace(replaced, text));
}

}  // namespace

extern constexpr Rule E401_multiple_imports_on_one_line{
    .since = "0.1",
    .fixable = Fixable::always,
    .doc = R"md(
PEP 8 gives each imported module a line of its own: easier to read, to sort and to compare.

```py bad
import os, sys
```
```py good
import os
import sys
```
)md",
    .listens = on_node({Kind::import_statement}, multiple_imports_on_one_line, Needs::tree),
};

}  // namespace whip::rules
