// What stands around annotations only because interpreters used to evaluate them at once.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/syntax/expression.h"
#include "core/syntax/kind_scan.h"
#include "core/syntax/string_literal.h"
#include "core/text/contains.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/import_removal.h"

namespace whip::rules {
namespace {

void check_future_import(const File& file, Report& report) {
  for (const Binding& binding : file.names.bindings()) {
    if (!binding.is(BindingKind::future_import) || file.names.name(binding) != "annotations") continue;
    const Node statement = file.node(binding.statement);
    const std::string member = "annotations";
    report
        .at(binding.span.empty() ? statement.span() : binding.span,
            "Annotations are evaluated when they are asked for since Python 3.14: the import makes strings of them")
        .fix(Safety::unsafe, "Remove the import", remove_imports(file, statement, {&member, 1}));
    return;
  }
}

// The string in the file that a reference of a string annotation stands in.
Node string_around(const File& file, Span place) {
  for (Node up = file.innermost(place.begin); up; up = up.parent()) {
    if (up.is(Kind::string)) return up;
    if (up.is_any({Kind::expression_statement, Kind::block})) return {};
  }
  return {};
}

// Whether the string can be replaced by what is in it: one plain literal on one line, on its own or between commas.
bool is_plain(Node string) {
  const StringLiteral literal = string_literal(string);
  const std::string_view text = string.text();
  if (literal.triple || text.size() < 3 || (text[0] != '"' && text[0] != '\'')) return false;
  if (text.find('\\') != std::string_view::npos || text.find('\n') != std::string_view::npos) return false;
  return !string.parent().is_any({Kind::binary_operator, Kind::concatenated_string, Kind::attribute});
}

void check_quotes(const File& file, Report& report) {
  struct Quoted {
    Node string;
    bool for_checkers = false;  // it names something that only type checkers import
  };
  std::vector<Quoted> all;
  for (const Reference& reference : file.names.references()) {
    if (!reference.context.any(Context::simple_string) || !reference.context.in_annotation()) continue;
    const Node string = string_around(file, reference.span);
    if (!string || !is_plain(string)) continue;
    const bool for_checkers =
        reference.binding != kNoBinding && file.names[reference.binding].context.any(Context::type_checking_block);
    const auto known = std::ranges::find(all, string, &Quoted::string);
    if (known == all.end()) {
      all.push_back({string, for_checkers});
    } else {
      known->for_checkers = known->for_checkers || for_checkers;
    }
  }
  for (const Quoted& quoted : all) {
    const std::string_view text = quoted.string.text();
    report
        .at(quoted.string,
            "The quotes are not needed: annotations are evaluated when they are asked for since Python 3.14")
        .fix(quoted.for_checkers ? Safety::unsafe : Safety::safe, "Remove the quotes",
             Edit::replace(quoted.string.span(), text.substr(1, text.size() - 2)));
  }
}

// Classes whose fields a library makes from their annotations.
constexpr std::array<std::string_view, 5> kReaders = {"pydantic.BaseModel", "pydantic.main.BaseModel",
                                                      "pydantic_settings.BaseSettings", "sqlmodel.SQLModel",
                                                      "msgspec.Struct"};

// Whether the file can name one of them, or FastAPI: it imports their package, or is a part of it.
bool may_be_read_at_runtime(const File& file) {
  const auto is_package = [&](std::string_view package) {
    return file.names.imports_module(package) || file.facts.root_package == package ||
           (file.facts.name.starts_with(package) && file.facts.name.substr(package.size()).starts_with('.'));
  };
  return is_package("fastapi") || std::ranges::any_of(kReaders, [&](std::string_view reader) {
           return is_package(reader.substr(0, reader.find('.')));
         });
}

// The base class that reads the annotations of the class, followed through the file; empty if none is known.
std::string reader_of(const File& file, Node definition) {
  for (int depth = 0; depth < 8; ++depth) {
    Node next;
    for (const Node base : definition[Field::superclasses].operands()) {
      const QualifiedName name = file.names.qualified_name(base);
      for (const std::string_view reader : kReaders) {
        if (name.is(reader)) return std::string(reader.substr(reader.rfind('.') + 1));
      }
      const BindingId id = base.is(Kind::identifier) ? file.names.binding_of(base) : kNoBinding;
      if (id != kNoBinding && file.names[id].is(BindingKind::class_definition)) next = file.node(file.names[id].node);
    }
    if (!next || next == definition) return {};
    definition = next;
  }
  return {};
}

// `@app.get("/")` of an app or router that FastAPI makes: it reads the annotations of parameters.
bool is_route(const File& file, Node function) {
  const Node decorated = function.parent();
  if (!decorated.is(Kind::decorated_definition)) return false;
  for (const Node decorator : decorated.children()) {
    if (!decorator.is(Kind::decorator)) continue;
    const Node call = decorator.operands()[0];
    const Node method = call.is(Kind::call) ? call[Field::function] : Node{};
    if (!method.is(Kind::attribute)) continue;
    const BindingId id = file.names.binding_of(method[Field::object]);
    if (id == kNoBinding || !file.names[id].is(BindingKind::assignment)) continue;
    const Node value = file.node(file.names[id].node).parent()[Field::right];
    if (!value.is(Kind::call)) continue;
    const QualifiedName maker = file.names.qualified_name(value[Field::function]);
    if (maker.is("fastapi.FastAPI") || maker.is("fastapi.APIRouter")) return true;
  }
  return false;
}

// Who reads the annotation that stands at the place, while the program runs; empty if nobody is known to.
std::string runtime_reader(const File& file, const Reference& reference) {
  bool in_block = false;
  for (Node up = file.innermost(reference.span.begin); up; up = up.parent()) {
    if (up.is(Kind::lambda)) return {};
    if (up.is(Kind::function_definition)) return !in_block && is_route(file, up) ? "FastAPI" : std::string();
    if (up.is(Kind::class_definition)) return in_block ? reader_of(file, up) : std::string();
    in_block = in_block || up.is(Kind::block);
  }
  return {};
}

void check_runtime_readers(const File& file, Report& report) {
  if (contains(file.text, "model_rebuild") || contains(file.text, "update_forward_refs")) return;
  for (const Reference& reference : file.names.references()) {
    if (!reference.context.in_annotation() || reference.binding == kNoBinding) continue;
    const Binding& binding = file.names[reference.binding];
    if (!binding.is_any_import() || !binding.context.any(Context::type_checking_block)) continue;
    const std::string reader = runtime_reader(file, reference);
    if (reader.empty()) continue;
    const std::string name(file.slice(reference.span));
    report
        .at(reference.span, "`" + name + "` is only imported for type checkers, but `" + reader +
                                "` reads the annotation when the program runs")
        .note(binding.span, "imported here")
        .help("Import it outside of `if TYPE_CHECKING:`");
  }
}

// `if TYPE_CHECKING:` at module level with nothing but imports: what `lazy import` does from 3.15 on.
void check_block(const File& file, Node statement, Report& report) {
  if (statement.parent() != file.root() || statement[Field::alternative]) return;
  if (!file.names.match_typing(statement[Field::condition], "TYPE_CHECKING")) return;
  std::string text;
  bool can_be_lazy = true;
  for (const Node import : statement[Field::consequence].operands()) {
    if (!import.is_any({Kind::import_statement, Kind::import_from_statement})) return;
    const std::string_view words = import.text();
    if (words.find("_typeshed") != std::string_view::npos || words.starts_with("lazy")) return;
    can_be_lazy = can_be_lazy && words.find('*') == std::string_view::npos && !shares_line(import);
    text.append(text.empty() ? "" : file.newline()).append("lazy ").append(words);
  }
  if (text.empty()) return;
  Finding finding = report.at(
      statement[Field::condition],
      "Since Python 3.15 `lazy` imports need no `if TYPE_CHECKING:`: the module is loaded when a name of it is used");
  if (can_be_lazy && !file.comments.any_inside(statement.span())) {
    finding.fix(Safety::unsafe, "Import them with `lazy`", Edit::replace(statement.span(), text));
  }
}

// `cls.__dict__["__annotations__"]` and `cls.__dict__.get("__annotations__")`.
void check_dictionary(const File& file, Node string, Report& report) {
  // By the length first: nearly no string has it.
  constexpr std::string_view kName = "__annotations__";
  if (string.span().size() != kName.size() + 2) return;
  const std::string_view text = string.text();
  if (text != "\"__annotations__\"" && text != "'__annotations__'") return;
  const Node around = string.parent();
  Node object;
  if (around.is(Kind::subscript)) {
    const bool is_stored = around.field() == Field::left || around.parent().is(Kind::delete_statement);
    if (is_stored) return;
    object = around[Field::value];
  } else if (around.is(Kind::argument_list) && around.parent()[Field::function].is(Kind::attribute)) {
    const Node method = around.parent()[Field::function];
    if (method[Field::attribute].text() == "get") object = method[Field::object];
  }
  const bool is_dictionary = (object.is(Kind::attribute) && object[Field::attribute].text() == "__dict__") ||
                             (object.is(Kind::call) && file.names.is_builtin(object[Field::function], "vars"));
  if (!is_dictionary || contains(file.text, "annotationlib")) return;
  report
      .at(string,
          "`__annotations__` is not in the dictionary of a class from Python 3.14 on until somebody asks for it")
      .help("Use `annotationlib.get_annotations`, or `inspect.get_annotations` before 3.14");
}

void check_file(const File& file, Report& report) {
  if (file.target >= PythonVersion::py314) {
    check_future_import(file, report);
    check_quotes(file, report);
  }
  if (may_be_read_at_runtime(file) && contains(file.text, "TYPE_CHECKING")) check_runtime_readers(file, report);
  if (file.target >= PythonVersion::py315 && contains(file.text, "TYPE_CHECKING")) {
    for_each_of_kind(file.tree, 0, file.tree.own_size, Kind::if_statement,
                     [&](std::uint32_t n) { check_block(file, file.node(NodeId{n}), report); });
  }
}

// The module is the whole file; the strings are looked at as they come.
void annotation_workaround_obsolete(const File& file, Node node, Report& report) {
  if (file.is_stub()) return;
  if (node.is(Kind::string)) {
    check_dictionary(file, node, report);
  } else {
    check_file(file, report);
  }
}

}  // namespace

extern constexpr Rule MIG601_annotation_workaround_obsolete{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::info,
    .doc = R"md(
Annotations used to be evaluated where they stand, and much was written around that: quotes, `from __future__ import annotations`,
imports below `if TYPE_CHECKING:`. Since Python 3.14 an annotation is evaluated when somebody asks for it (PEP 649), and since 3.15 an import
can wait too (PEP 810). What is reported depends on the oldest version that the project supports:

* from 3.14 on: `from __future__ import annotations`, and quotes around annotations,
* from 3.15 on: `if TYPE_CHECKING:` around nothing but imports, for which `lazy import` is made,
* always: a name that is only imported for type checkers, in an annotation that a library reads while the program runs. That is a
  `NameError` (models of pydantic, SQLModel and msgspec, parameters of FastAPI's routes),
* always: `cls.__dict__["__annotations__"]`, which 3.14 leaves empty.

```py bad
from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from decimal import Decimal


class Row(BaseModel):
    amount: Decimal
```
```py good
from decimal import Decimal

from pydantic import BaseModel


class Row(BaseModel):
    amount: Decimal
```

Silent where the file calls `model_rebuild`, and for `__dict__` where it uses `annotationlib`.

To remove quotes is safe, but where a name inside is only imported for type checkers. The other fixes are unsafe: without the import
`__annotations__` holds objects where it held strings, and a lazy import can fail later.

PEP 649 and PEP 749 (<https://docs.python.org/3.14/whatsnew/3.14.html>), PEP 810 (<https://peps.python.org/pep-0810/>).
)md",
    .listens = on_node({Kind::module, Kind::string}, annotation_workaround_obsolete),
};

}  // namespace whip::rules
