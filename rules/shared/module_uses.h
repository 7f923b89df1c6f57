// Where a file names a module that it imports, or what it imports from one. A rule about one module's members goes
// through these few places and not through the whole tree.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "linter/file.h"

namespace whip::rules {

// Calls found(name) for each identifier that refers to the binding itself, and not to one that it replaced.
template <class Found>
void for_each_load(const File& file, const Binding& binding, Found&& found) {
  const BindingId own = file.names.id_of(binding);
  for (ReferenceId r = binding.last_reference; r != kNoReference && file.names[r].binding == own;
       r = file.names[r].previous)
    found(file.node(file.names[r].node));
}

// The last name of what a call calls: `f` of `f()` and of `a.b.f()`; of anything else nothing. For whoever looks at all
// calls of a file and wants few of them.
inline std::string_view last_called(const File& file, NodeId call) {
  const Tree& tree = file.tree;
  if (tree.kind[index(call)] != Kind::call) return {};
  const std::uint32_t called = index(call) + 1;
  if (tree.kind[called] == Kind::identifier) return file.slice(tree.span[called]);
  return tree.kind[called] == Kind::attribute ? file.slice(tree.span[tree.after[called] - 1]) : std::string_view{};
}

// Calls found(name) for each identifier that stands for the top-level module, whatever it was imported as: the `os` of
// `os.environ` and of `os.path.join`. Not for its members that were imported by themselves.
template <class Found>
void for_each_module_use(const File& file, std::string_view module, Found&& found) {
  if (!file.names.imports_module(module)) return;
  for (const Binding& binding : file.names.bindings()) {
    if (!binding.is(BindingKind::import) && !binding.is(BindingKind::submodule_import)) continue;
    if (file.names.import_name(binding).first() == module) for_each_load(file, binding, found);
  }
}

// Calls found(expression) for each name that an import of one of these top-level modules binds, and for each chain of
// attributes that begins with it: for `asyncio`, `asyncio.events` and `asyncio.events.get_event_loop`.
template <class Found>
void for_each_import_use(const File& file, std::initializer_list<std::string_view> modules, Found&& found) {
  for (const Binding& binding : file.names.bindings()) {
    if (!binding.is_any_import()) continue;
    QualifiedName name = file.names.import_name(binding);
    // Inside of such a package its modules import each other by dots.
    const std::string_view first = name.is_relative() ? file.facts.root_package : name.first();
    if (std::ranges::find(modules, first) == modules.end()) continue;
    for_each_load(file, binding, [&](Node expression) {
      found(expression);
      while (expression.parent().is(Kind::attribute) && expression.field() == Field::object) {
        expression = expression.parent();
        found(expression);
      }
    });
  }
}

}  // namespace whip::rules
