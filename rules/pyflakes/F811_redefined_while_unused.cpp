// A definition or import that is replaced before anything uses it.

#include <algorithm>
#include <vector>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pyflakes/wording.h"
#include "rules/shared/import_removal.h"
#include "rules/shared/statement_removal.h"

namespace whip::rules {
namespace {

struct Redefinition {
  const Binding* old;
  const Binding* redefined;
};

bool is_import(const Binding& binding) { return binding.is_any_import() || binding.is(BindingKind::future_import); }
bool is_value(const Binding& binding) { return binding.is(BindingKind::assignment) || binding.is(BindingKind::named_expression); }

bool is_annotated(const File& file, const Binding& binding) {
  const Node statement = file.node(binding.statement);
  return statement.is(Kind::expression_statement) && statement.first_child().is(Kind::assignment) && statement.first_child()[Field::type];
}

// In preview: `x: int = 1` behind another annotation of x.
bool annotates_again(const File& file, const Binding& binding, const Binding& old) {
  return file.settings.preview && binding.is(BindingKind::assignment) && (is_value(old) || old.is(BindingKind::annotation)) &&
         is_annotated(file, binding) && is_annotated(file, old);
}

// In preview: an import for type checkers of what is imported for all.
bool repeats_for_type_checkers(const File& file, const Binding& binding, const Binding& old) {
  return file.settings.preview && binding.scope == old.scope && binding.is_any_import() && old.is_any_import() &&
         binding.context.any(Context::type_checking_block) && !old.context.any(Context::type_checking_block) &&
         file.names.import_name(binding) == file.names.import_name(old);
}

// Whether the binding takes the old one's place, in the sense of Pyflakes: `import a.b` stands beside `import a.c`, and a variable
// may be assigned to as often as it likes.
bool redefines(const Names& names, const Binding& binding, const Binding& old) {
  switch (binding.kind) {
    case BindingKind::deletion:
    case BindingKind::annotation:
    case BindingKind::future_import:
    case BindingKind::builtin: return false;
    case BindingKind::assignment:
    case BindingKind::named_expression:
      if (is_value(old)) return false;
      break;
    case BindingKind::import:
    case BindingKind::from_import:
      if (old.is(BindingKind::submodule_import)) return names.import_name(binding) == names.import_name(old);
      break;
    case BindingKind::submodule_import:
      if (old.is_any_import()) return names.import_name(binding) == names.import_name(old);
      break;
    default: break;
  }
  return old.is(BindingKind::class_definition) || old.is(BindingKind::function_definition) || old.is(BindingKind::import) ||
         old.is(BindingKind::from_import) || is_value(old);
}

bool is_overload(const File& file, const Binding& function) {
  const Node decorated = file.node(function.node).parent();
  if (!decorated.is(Kind::decorated_definition)) return false;
  for (const Node decorator : decorated.operands()) {
    if (decorator.is(Kind::decorator) && file.names.match_typing(decorator[Field::value], "overload")) return true;
  }
  return false;
}

bool counts(const File& file, const Binding& binding, const Binding& old, bool same_scope) {
  const Names& names = file.names;
  if (binding.is(BindingKind::loop_var)) return false;  // F402
  if (old.is_used() || old.is(BindingKind::builtin)) return false;
  if (!redefines(names, binding, old) && !annotates_again(file, binding, old)) return false;
  if (!same_scope) {
    // Names of a class stand beside the module's, and what is re-exported is of use.
    if (!is_import(old) || old.has(Binding::explicit_export) || names[binding.scope].is(ScopeKind::class_)) return false;
  } else {
    if (!is_import(old) && file.settings.dummy_names.matches(names.name(binding))) return false;
    if (old.is(BindingKind::function_definition) && is_overload(file, old)) return false;
  }
  return names.same_branch(old, binding) || repeats_for_type_checkers(file, binding, old);
}

void collect(const File& file, ScopeId scope, std::vector<Redefinition>& out) {
  const Names& names = file.names;
  names.for_each_binding(scope, [&](BindingId last) {
    for (BindingId id = last; id != kNoBinding; id = names[id].shadowed) {
      const Binding& binding = names[id];
      if (binding.shadowed_outer != kNoBinding && counts(file, binding, names[binding.shadowed_outer], false)) {
        out.push_back({&names[binding.shadowed_outer], &binding});
      }
      if (binding.shadowed != kNoBinding && counts(file, binding, names[binding.shadowed], true)) {
        out.push_back({&names[binding.shadowed], &binding});
      }
    }
  });
}

// Imports of the statement that import again what was imported before.
std::vector<std::string> repeated_members(const Names& names, std::span<const Redefinition> all, NodeId statement) {
  std::vector<std::string> members;
  for (const Redefinition& one : all) {
    if (one.redefined->statement != statement || !one.old->is_any_import() || !one.redefined->is_any_import()) continue;
    const QualifiedName name = names.import_name(*one.redefined);
    if (!(name == names.import_name(*one.old))) continue;
    members.push_back(one.redefined->is(BindingKind::from_import) ? std::string(name.last()) : name.text());
  }
  return members;
}

void redefined_while_unused(const File& file, Report& report) {
  const Names& names = file.names;
  std::vector<Redefinition> found;
  for (std::uint32_t i = 0; i < names.scopes().size(); ++i) {
    if (names.scopes()[i].is(ScopeKind::type) || names.scopes()[i].is(ScopeKind::class_cell)) continue;
    found.clear();
    collect(file, ScopeId{i}, found);
    for (const Redefinition& one : found) {
      const std::string name(file.slice(one.redefined->span));
      const Node statement = file.node(one.redefined->statement);
      Finding finding = report.at(one.redefined->span, quoting("Redefinition of unused ", name, " from ") + source_row(file, one.old->span.begin));
      finding.label(quoting("", name, " redefined here")).note(one.old->span, quoting("previous definition of ", name, " here"));
      if (statement.is_any({Kind::import_from_statement, Kind::future_import_statement})) finding.parent(statement);
      const std::string title = quoting("Remove definition: ", name, "");
      const std::vector<std::string> members = repeated_members(names, found, one.redefined->statement);
      if (members.empty()) {
        finding.help(title);
      } else {
        finding.fix(Safety::safe, title, remove_imports(file, statement, members)).isolate(parent_statement(statement));
      }
    }
  }
}

}  // namespace

extern constexpr Rule F811_redefined_while_unused{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .by_default = true,
    .doc = R"md(
The name is bound a second time before the first meaning was used: one of the two is superfluous, or the second was meant to have another name.

```py bad
import json
import os
import json

print(json, os)
```
```py good
import json
import os

print(json, os)
```

Definitions in different branches of `if`, `try` and `match`, and the overloads of a function, may have one name. The fix removes an import
that repeats an earlier one.
)md",
    .listens = on_file(redefined_while_unused),
};

}  // namespace whip::rules
