// Imports that the project wants in every file.

#include <algorithm>
#include <vector>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/isort/actions.h"
#include "rules/isort/required_imports.h"
#include "rules/shared/module_start.h"

namespace whip::rules {
namespace {

bool holds_only_docstrings(const File& file) {
  for (Node statement = first_statement(file); statement; statement = next_statement(statement)) {
    if (!is_docstring(statement)) return false;
  }
  return true;
}

bool is_imported(const File& file, const isort::RequiredImport& required) {
  for (const Node statement : file.root().children()) {
    const bool import =
        statement.is_any({Kind::import_statement, Kind::import_from_statement, Kind::future_import_statement});
    if (import && isort::provides(statement, required)) return true;
  }
  return false;
}

void missing_required_import(const File& file, Report& report) {
  const std::vector<std::string>& statements = file.settings.isort.required_imports;
  if (statements.empty() || holds_only_docstrings(file)) return;
  if (isort::find_actions(file).skip_file) return;
  const std::vector<isort::RequiredImport> imports = isort::required_imports(statements);
  // All are put in at the same place, one a round, each above those before: so the last comes first.
  for (auto at = imports.rbegin(); at != imports.rend(); ++at) {
    const isort::RequiredImport& required = *at;
    if (file.is_stub() && required.is_from && required.level == 0 && required.module == "__future__") continue;
    if (is_imported(file, required)) continue;
    const std::string statement = to_string(required);
    report.at(Span{}, "Missing required import: `" + statement + "`")
        .fix(Safety::safe, "Insert required import: `" + statement + "`", insert_at_module_start(file, statement));
  }
}

}  // namespace

extern constexpr Rule I002_missing_required_import{
    .since = "0.1",
    .fixable = Fixable::always,
    .doc = R"md(
Some projects want an import in every file: `from __future__ import annotations`, say. The setting `lint.isort.required-imports`
names such imports, and this rule puts them into the files that lack them.

With `required-imports = ["from __future__ import annotations"]`, a file that begins

```py
"""What this module is for."""

import sys
```

becomes

```py
"""What this module is for."""
from __future__ import annotations

import sys
```

Only an import of the same form at the top level of the module counts. Files without any code, and `__future__` imports in stubs, are passed over.
)md",
    .listens = on_file(missing_required_import, Needs::tree),
};

}  // namespace whip::rules
