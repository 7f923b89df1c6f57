// Imports that nothing uses.

#include <algorithm>
#include <vector>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pyflakes/reexport.h"
#include "rules/pyflakes/required_import.h"
#include "rules/pyflakes/silenced.h"
#include "rules/pyflakes/submodule_imports.h"
#include "rules/pyflakes/wording.h"
#include "rules/shared/import_removal.h"
#include "rules/shared/import_section.h"
#include "rules/shared/statement_removal.h"

namespace whip::rules {
namespace {

struct Unused {
  const Binding* binding;
  QualifiedName name;
  bool silenced =
      false;  // by a comment: reported all the same, so that the comment counts as used, but never part of a fix
  bool reexport = false;  // of a package's own module, in its __init__.py
};

// What stands in the statement before `as`.
std::string member_name(const Unused& unused) {
  return unused.binding->is(BindingKind::from_import) ? std::string(unused.name.last()) : unused.name.text();
}

bool is_allowed(const File& file, const Unused& unused) {
  return std::ranges::any_of(file.settings.pyflakes.allowed_unused_imports,
                             [&](const std::string& allowed) { return unused.name.starts_with(allowed); }) ||
         is_required_import(file, *unused.binding, unused.name);
}

// Of `from a.b import c` the module `a.b` is asked about: whether it has a `c` cannot be seen from outside.
bool is_first_party(const File& file, const Unused& unused) {
  const bool relative = unused.name.is_relative();
  std::string module = relative ? std::string() : unused.name.text();
  if (!relative && unused.binding->is(BindingKind::from_import))
    module.resize(std::min(module.rfind('.'), module.size()));
  const SectionRef section = import_section(file, module, relative);
  return section.known == ImportSection::first_party || section.known == ImportSection::local_folder;
}

// All imports of one statement that nothing uses.
class StatementImports {
 public:
  StatementImports(const File& file, std::span<Unused> imports, const SilencedLines& silenced, Report& report)
      : file_(file), imports_(imports), report_(report), statement_(file.node(imports[0].binding->statement)) {
    for (Unused& unused : imports_) {
      unused.silenced =
          silenced.has(unused.binding->span.begin) || (is_from_import() && silenced.has(statement_.begin()));
      count_ += unused.silenced ? 0U : 1U;
    }
  }

  void say() {
    const bool init = file_.facts.name == "__init__.py";
    const bool handled = imports_[0].binding->exceptions.any(Exceptions::module_not_found | Exceptions::import_error);
    const bool preview = file_.settings.preview;
    exports_ = init ? find_export_lists(file_) : std::vector<Node>{};
    std::vector<std::string> removed;
    std::vector<std::string> exported;
    for (Unused& unused : imports_) {
      if (unused.silenced) continue;
      unused.reexport = !handled && init && unused.binding->scope == kModuleScope && is_first_party(file_, unused);
      (unused.reexport && preview ? exported : removed)
          .push_back(unused.reexport && preview ? bound_name(unused) : member_name(unused));
    }
    const bool fixes = !handled && (!init || preview || !file_.settings.ignore_init_module_imports);
    if (fixes && !removed.empty()) removal_ = remove_imports(file_, statement_, removed);
    if (fixes && !exported.empty()) reexport_ = reexport_edits(file_, statement_, exported, exports_);
    for (const Unused& unused : imports_) say(unused, handled);
  }

 private:
  bool is_from_import() const { return statement_.is(Kind::import_from_statement); }
  std::string bound_name(const Unused& unused) const {
    return unused.binding->is(BindingKind::submodule_import) ? std::string(unused.name.first())
                                                             : std::string(file_.names.name(*unused.binding));
  }

  void say(const Unused& unused, bool handled) {
    std::string message = quoting("", unused.name.text(), " imported but unused");
    if (handled && !unused.silenced) {
      message += "; consider using `importlib.util.find_spec` to test for availability";
    } else if (unused.reexport) {
      message += "; consider removing, adding to `__all__`, or using a redundant alias";
    }
    Finding finding = report_.at(unused.binding->span, std::move(message));
    if (is_from_import()) finding.parent(statement_);
    if (unused.silenced) return;
    const bool preview = file_.settings.preview;
    const Node owner = parent_statement(statement_);
    if (unused.reexport && preview) {
      if (!reexport_.empty()) {
        finding.fix(Safety::safe, title(unused), reexport_).isolate(owner);
        return;
      }
    } else if (removal_) {
      const Safety safety = file_.facts.name == "__init__.py" ? Safety::unsafe : Safety::safe;
      finding.fix(safety, title(unused), *removal_).isolate(owner);
      return;
    }
    finding.help(title(unused));
  }

  std::string title(const Unused& unused) const {
    if (unused.reexport && file_.settings.ignore_init_module_imports) {
      const std::string name(file_.slice(unused.binding->span));
      const bool submodule = unused.binding->is(BindingKind::submodule_import);
      const std::string parent = name.substr(0, name.find('.'));
      if (exports_.empty()) {
        const std::string again = submodule ? parent : member_name(unused);
        std::string text = submodule ? "import " : "";
        text.append(again).append(" as ").append(again);
        if (submodule) text.append("; import ").append(name);
        return quoting("Use an explicit re-export: ", text, "");
      }
      if (exports_.size() == 1) {
        return submodule ? quoting("Add ", parent, " to __all__") : quoting("Add unused import ", name, " to __all__");
      }
    }
    return count_ > 1 ? "Remove unused import" : quoting("Remove unused import: ", unused.name.text(), "");
  }

  const File& file_;
  std::span<Unused> imports_;
  Report& report_;
  Node statement_;
  std::uint32_t count_ = 0;  // that no comment silences
  std::vector<Node> exports_;
  std::optional<Edit> removal_;
  std::vector<Edit> reexport_;
};

void unused_import(const File& file, Report& report) {
  const Names& names = file.names;
  std::vector<Unused> unused;
  for (std::uint32_t i = 0; i < names.scopes().size(); ++i) {
    if (!names.scopes()[i].is(ScopeKind::module) && !names.scopes()[i].is(ScopeKind::function)) continue;
    names.for_each_binding(ScopeId{i}, [&](BindingId id) {
      const Binding& binding = names[id];
      if (!binding.is_any_import() || (binding.is_used() && !file.settings.preview)) return;
      if (binding.has(Binding::explicit_export | Binding::is_global | Binding::is_nonlocal)) return;
      for (const Binding* import : unused_imports_behind(file, binding)) {
        Unused one{import, names.import_name(*import)};
        if (!is_allowed(file, one)) unused.push_back(one);
      }
    });
  }
  if (unused.empty()) return;
  std::ranges::stable_sort(unused, {}, [](const Unused& one) { return index(one.binding->statement); });
  const SilencedLines silenced(file, "F401");
  for (std::size_t begin = 0, end = 0; begin < unused.size(); begin = end) {
    while (end < unused.size() && unused[end].binding->statement == unused[begin].binding->statement) ++end;
    StatementImports(file, std::span(unused).subspan(begin, end - begin), silenced, report).say();
  }
}

}  // namespace

extern constexpr Rule F401_unused_import{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .by_default = true,
    .doc = R"md(
An import that nothing uses costs time when the module is loaded, can close a circle of imports, and tells readers of a dependency that is not
there.

```py bad
import json
import os

print(os.name)
```
```py good
import os

print(os.name)
```

Names that a module imports for others to take can say so: by a redundant alias (`from a import b as b`) or in `__all__`. Whether a module is
installed is better asked of `importlib.util.find_spec`; imports for that purpose, in a `try` that handles `ImportError`, are reported
without a fix.

The fix is unsafe in an `__init__.py`, where others may rely on the name.
)md",
    .listens = on_file(unused_import),
};

}  // namespace whip::rules
