// `type(a) == type(b)`.

#include <algorithm>

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

// Builtin names that are classes.
constexpr std::string_view kBuiltinClasses[] = {
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BlockingIOError", "BrokenPipeError", "BufferError",
    "BytesWarning", "ChildProcessError", "ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError",
    "ConnectionResetError", "DeprecationWarning", "EOFError", "EnvironmentError", "Exception", "FileExistsError",
    "FileNotFoundError", "FloatingPointError", "FutureWarning", "GeneratorExit", "IOError", "ImportError", "ImportWarning",
    "IndentationError", "IndexError", "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt", "LookupError",
    "MemoryError", "ModuleNotFoundError", "NameError", "NotADirectoryError", "NotImplementedError", "OSError", "OverflowError",
    "PendingDeprecationWarning", "PermissionError", "ProcessLookupError", "RecursionError", "ReferenceError",
    "ResourceWarning", "RuntimeError", "RuntimeWarning", "StopAsyncIteration", "StopIteration", "SyntaxError", "SyntaxWarning",
    "SystemError", "SystemExit", "TabError", "TimeoutError", "TypeError", "UnboundLocalError", "UnicodeDecodeError",
    "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError", "UnicodeWarning", "UserWarning", "ValueError", "Warning",
    "ZeroDivisionError", "bool", "bytearray", "bytes", "classmethod", "complex", "dict", "enumerate", "filter", "float",
    "frozenset", "int", "list", "map", "memoryview", "object", "property", "range", "reversed", "set", "slice", "staticmethod",
    "str", "super", "tuple", "type", "zip",
};

bool is_type(const File& file, Node expression) {
  if (expression.is(Kind::call)) {
    return file.names.is_builtin(without_parentheses(expression[Field::function]), "type");
  }
  if (!expression.is(Kind::identifier)) return false;
  const std::string_view name = expression.text();
  return std::ranges::binary_search(kBuiltinClasses, name) && file.names.is_builtin(expression, name);
}

// A dtype is an instance that is meant to be compared to classes and strings.
bool is_dtype(const File& file, Node expression) {
  if (expression.is(Kind::attribute)) return expression[Field::attribute].text() == "dtype";
  if (!expression.is(Kind::call)) return false;
  return file.names.qualified_name(without_parentheses(expression[Field::function])).is("numpy.dtype");
}

void type_comparison(const File& file, Node comparison, Report& report) {
  Node left;
  bool compares = false;
  for (const Node child : comparison.children()) {
    if (child.field() == Field::operators) {
      compares = child.is_any({Kind::equal_equal, Kind::not_equal});
      continue;
    }
    if (is_extra(child.kind())) continue;
    const Node right = without_parentheses(child);
    if (left && compares && (is_type(file, left) || is_type(file, right)) && !is_dtype(file, left) && !is_dtype(file, right)) {
      report.at(comparison,
                "Use `is` and `is not` for type comparisons, or `isinstance()` for isinstance checks");
    }
    left = right;
  }
}

}  // namespace

extern constexpr Rule E721_type_comparison{
    .since = "0.1",
    .doc = R"md(
Comparing classes with `==` leaves out subclasses, which `isinstance` accepts. Where exactly one class is meant, `is` says so.

```py bad
if type(value) == int:
    count(value)
```
```py good
if isinstance(value, int):
    count(value)
```

A NumPy `dtype` is not a class and may be compared.
)md",
    .listens = on_node({Kind::comparison_operator}, type_comparison),
};

}  // namespace whip::rules
