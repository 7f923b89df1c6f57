// `from __future__ import ...` behind other code.

#include "core/syntax/expression.h"
#include "core/syntax/kind_scan.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

bool is_string(Node node) { return node.is_any({Kind::string, Kind::concatenated_string}); }

void late_future_import(const File& file, Report& report) {
  if (!file.tree.present.contains(Kind::future_import_statement)) return;
  bool may_have_docstring = true;
  bool too_late = false;
  const Tree& tree = file.tree;
  std::uint32_t n = 1;
  for (; n < tree.own_size && !too_late; may_have_docstring = false) {
    while (n < tree.own_size && !is_statement(tree.kind[n])) ++n;
    if (n == tree.own_size) return;
    const Node statement = file.node(NodeId{n});
    if (statement.is(Kind::future_import_statement)) {
      n = statement.after();
      continue;
    }
    const bool is_docstring = may_have_docstring && statement.is(Kind::expression_statement) &&
                              statement.operands().count() == 1 && is_string(statement.first_child());
    too_late = !is_docstring && !statement.is_any({Kind::global_statement, Kind::nonlocal_statement});
    ++n;
  }
  for_each_of_kind(tree, n, tree.own_size, Kind::future_import_statement, [&](std::uint32_t late) {
    report.at(file.node(NodeId{late}), "`from __future__` imports must occur at the beginning of the file");
  });
}

}  // namespace

extern constexpr Rule F404_late_future_import{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
An import from `__future__` changes how the whole file is compiled, so Python accepts it only at the top, behind a docstring, comments and
other such imports.

```py bad
import os
from __future__ import annotations
```
```py good
from __future__ import annotations
import os
```
)md",
    .listens = on_file(late_future_import, Needs::tree),
};

}  // namespace whip::rules
