// A t-string where text is wanted.

#include <algorithm>
#include <array>
#include <string>

#include "core/syntax/expression.h"
#include "core/syntax/string_literal.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

// By its prefix: nearly no string is one.
bool may_be_template(std::string_view text) {
  return (text[0] | 0x20) == 't' || (text.size() > 1 && (text[0] | 0x20) == 'r' && (text[1] | 0x20) == 't');
}

bool is_template(Node expression) {
  if (!expression.is_any({Kind::string, Kind::concatenated_string, Kind::parenthesized_expression})) return false;
  const Node value = without_parentheses(expression);
  if (!value.is_any({Kind::string, Kind::concatenated_string})) return false;
  if (value.is(Kind::string) && !may_be_template(value.text())) return false;
  for (const Node part : string_parts(value)) {
    if (string_literal(part).template_) return true;
  }
  return false;
}

void report_misuse(Node expression, std::string message, Report& report) {
  const Node value = without_parentheses(expression);
  Finding finding = report.at(value, std::move(message));
  std::vector<Edit> edits;
  for (const Node part : string_parts(value)) {
    const StringLiteral literal = string_literal(part);
    if (!literal.template_) continue;
    const Span prefix = literal.prefix();
    std::string letters(value.text().substr(prefix.begin - value.begin(), prefix.size()));
    for (char& letter : letters) {
      if (letter == 't') letter = 'f';
      if (letter == 'T') letter = 'F';
    }
    edits.push_back(Edit::replace(prefix, letters));
  }
  finding.fix(Safety::unsafe, "Make it an f-string", std::move(edits));
}

// Builtins whose first argument has to be text, or is shown as text.
constexpr std::array<std::string_view, 11> kTextFunctions = {"open",  "print", "str",  "int",     "float",     "ord",
                                                             "input", "eval",  "exec", "compile", "__import__"};

bool is_path_function(const QualifiedName& name) {
  if (name.size() < 2) return false;
  if (name.first() == "os" && (name.size() == 2 || name[1] == "path")) return name.last() != "fspath";
  return name.is("shutil", name.last()) || name.is("pathlib.Path") || name.is("pathlib.PurePath") ||
         name.is("subprocess", name.last()) || name.is("importlib.import_module") || name.is("warnings.warn");
}

bool is_logging(const QualifiedName& name) {
  constexpr std::array<std::string_view, 8> kLevels = {"debug", "info",      "warning",  "warn",
                                                       "error", "exception", "critical", "log"};
  return name.size() == 2 && name.first() == "logging" && std::ranges::find(kLevels, name[1]) != kLevels.end();
}

void check_argument(const File& file, Node arguments, Node first, Report& report) {
  if (!arguments.parent().is(Kind::call) || arguments.operands()[0] != first) return;
  const Node function = arguments.parent()[Field::function];
  const std::string_view builtin = file.names.builtin_name(function);
  std::string shown(builtin);
  if (builtin.empty()) {
    const QualifiedName name = file.names.qualified_name(function);
    if (!is_path_function(name) && !is_logging(name)) return;
    shown = name.text();
  } else if (std::ranges::find(kTextFunctions, builtin) == kTextFunctions.end()) {
    return;
  }
  report_misuse(first, "A template string is no `str`: `" + shown + "` does not fill it in", report);
}

void check_operation(Node operation, Node operand, Report& report) {
  const Node sign = operation[Field::operator_];
  const bool is_left = operand.field() == Field::left;
  if (sign.is(Kind::percent) && is_left) report_misuse(operand, "A template string has no operator `%`", report);
  if (!sign.is(Kind::plus)) return;
  const Node other = without_parentheses(operation[is_left ? Field::right : Field::left]);
  if (other.is_any({Kind::string, Kind::concatenated_string}) && !is_template(other))
    report_misuse(operand, "A template string cannot be added to a `str`", report);
}

// Of parts that stand one behind the other the first template speaks for all.
bool speaks_for_all(Node part, Node whole) {
  for (const Node other : string_parts(whole)) {
    if (string_literal(other).template_) return other == part;
  }
  return false;
}

void template_string_misuse(const File& file, Node string, Report& report) {
  if (!may_be_template(string.text())) return;
  const Node whole = string.parent().is(Kind::concatenated_string) ? string.parent() : string;
  if (!speaks_for_all(string, whole)) return;
  const Node operand = with_parentheses(whole);
  const Node parent = operand.parent();
  if (parent.is(Kind::attribute) && parent.field() == Field::function && parent.parent().is(Kind::call)) {
    report_misuse(operand, "A template string has no method `" + std::string(parent[Field::attribute].text()) + "`",
                  report);
  } else if (parent.is(Kind::argument_list)) {
    check_argument(file, parent, operand, report);
  } else if (parent.is(Kind::binary_operator)) {
    check_operation(parent, operand, report);
  }
}

}  // namespace

extern constexpr Rule MIG606_template_string_misuse{
    .since = "0.1",
    .fixable = Fixable::always,
    .severity = Severity::error,
    .doc = R"md(
`t"..."` makes a `Template`, not a `str`: it is for functions that look at its parts. It has no methods of strings and is not filled
in by `str()` or `print()`; file functions refuse it.

```toml
target-version = "py314"
```
```py bad
import os

name = "x"
os.remove(t"scratch/{name}")
```
```py good
import os

name = "x"
os.remove(f"scratch/{name}")
```

Reported as the first argument of functions of Python's own that want text, where a method is called on it, and with `+` and `%`.
That a project supports Pythons before 3.14 is a syntax error of its own.

The fix makes an f-string of it. It is unsafe: what was meant may be a function that takes templates.

PEP 750, "Template Strings" (<https://peps.python.org/pep-0750/>).
)md",
    .listens = on_node({Kind::string}, template_string_misuse),
};

}  // namespace whip::rules
