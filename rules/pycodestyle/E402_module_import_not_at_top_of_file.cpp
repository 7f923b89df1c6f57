// Imports behind other code.

#include <algorithm>
#include <array>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

// Calls that prepare for the imports behind them.
constexpr std::array<std::string_view, 18> kPreparations = {
    "matplotlib.use",    "os.environ.clear", "os.environ.pop",  "os.environ.popitem",  "os.environ.setdefault",
    "os.environ.update", "os.putenv",        "os.unsetenv",     "pytest.importorskip", "site.addsitedir",
    "sys.path.append",   "sys.path.clear",   "sys.path.extend", "sys.path.insert",     "sys.path.pop",
    "sys.path.remove",   "sys.path.reverse", "sys.path.sort",
};

bool is_dunder(std::string_view name) { return name.size() > 4 && name.starts_with("__") && name.ends_with("__"); }

// `os.environ` and `os.environ["X"]`, or the same of `sys.path`.
bool is_or_indexes(const File& file, Node target, std::string_view name) {
  target = without_parentheses(target);
  if (target.is(Kind::subscript)) target = without_parentheses(target[Field::value]);
  return file.names.qualified_name(target).is(name);
}

bool is_string(Node node) { return node.is_any({Kind::string, Kind::concatenated_string}); }

bool is_preparing_assignment(const File& file, Node assignment) {
  // `a = b = 1`: the right side of one is the next assignment. Only a lone target may be a dunder name.
  const Node first = assignment[Field::left];
  const bool is_single = !assignment[Field::right].is(Kind::assignment);
  if (is_single && first.is(Kind::identifier) && is_dunder(first.text())) return true;
  for (; assignment.is(Kind::assignment); assignment = assignment[Field::right]) {
    if (is_or_indexes(file, assignment[Field::left], "os.environ")) return true;
  }
  return false;
}

// Whether imports may go on behind this statement.
bool is_preparation(const File& file, Node statement) {
  if (file.facts.is_magic(statement.begin())) return true;
  switch (statement.kind()) {
    case Kind::if_statement:
    case Kind::try_statement:
    case Kind::with_statement:
    case Kind::match_statement:
      return true;
    case Kind::delete_statement: {
      const Node value = statement[Field::value];
      if (!value.is(Kind::expression_list)) return is_or_indexes(file, value, "os.environ");
      const Children targets = value.operands();
      return std::any_of(targets.begin(), targets.end(),
                         [&](Node target) { return is_or_indexes(file, target, "os.environ"); });
    }
    case Kind::expression_statement:
      break;
    default:
      return false;
  }
  const Node value = without_parentheses(statement.first_child());
  if (value.is(Kind::assignment)) return is_preparing_assignment(file, value);
  if (value.is(Kind::augmented_assignment)) {
    return is_or_indexes(file, value[Field::left], "sys.path") || is_or_indexes(file, value[Field::left], "os.environ");
  }
  if (!value.is(Kind::call)) return false;
  const QualifiedName function = file.names.qualified_name(without_parentheses(value[Field::function]));
  return std::ranges::any_of(kPreparations, [&](std::string_view name) { return function.is(name); });
}

bool starts_cell(const File& file, std::uint32_t previous_end, std::uint32_t begin) {
  return std::ranges::any_of(
      file.facts.cells, [&](const Cell& cell) { return previous_end <= cell.span.begin && cell.span.begin <= begin; });
}

void module_import_not_at_top_of_file(const File& file, Report& report) {
  bool seen_docstring = false;
  bool seen_code = false;
  std::uint32_t previous_end = 0;
  for (const Node statement : file.root().children()) {
    if (!is_statement(statement.kind())) continue;
    if (seen_code && starts_cell(file, previous_end, statement.begin())) seen_code = false;
    previous_end = statement.end();
    const bool is_import =
        statement.is_any({Kind::import_statement, Kind::import_from_statement, Kind::future_import_statement});
    if (is_import) {
      if (seen_code) {
        report.at(statement, file.facts.kind == FileKind::notebook ? "Module level import not at top of cell"
                                                                   : "Module level import not at top of file");
      }
    } else if (!seen_code) {
      const bool is_docstring = !seen_docstring && statement.is(Kind::expression_statement) &&
                                is_string(statement.first_child()) && statement.operands().count() == 1;
      seen_code = !is_docstring && !is_preparation(file, statement);
    }
    seen_docstring = true;
  }
}

}  // namespace

extern constexpr Rule E402_module_import_not_at_top_of_file{
    .since = "0.1",
    .doc = R"md(
PEP 8 puts imports first, behind the docstring: a reader sees there what a module needs.

```py bad
limit = 10
import os
```
```py good
import os
limit = 10
```

What prepares for imports may stand between them: changes of `sys.path` and `os.environ`, `matplotlib.use`, `pytest.importorskip`,
assignments to names such as `__version__`, and blocks (`if`, `try`, `with`, `match`, but no loops). In a notebook each cell has a top of its own.
)md",
    .listens = on_file(module_import_not_at_top_of_file),
};

}  // namespace whip::rules
