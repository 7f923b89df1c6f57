#include "rules/pyflakes/submodule_imports.h"

#include <algorithm>

namespace whip::rules {
namespace {

struct Candidate {
  const Binding* binding;
  QualifiedName name;
  bool used = false;
};

// All imports that the last one replaced; empty where some of them are of another kind, used before, or not sure to have run.
std::vector<Candidate> plain_imports(const Names& names, const Binding& last) {
  std::vector<Candidate> all;
  for (BindingId id = names.id_of(last); id != kNoBinding; id = names[id].shadowed) {
    const Binding& binding = names[id];
    const bool plain = (binding.is(BindingKind::import) || binding.is(BindingKind::submodule_import)) && !binding.has(Binding::alias);
    if (!plain || (&binding != &last && binding.is_used()) || !names.dominates(binding, last)) return {};
    all.push_back({&binding, names.import_name(binding)});
  }
  return all;
}

// The name with the attributes behind it: `a.b.f` of the `a` in `a.b.f()`.
QualifiedName with_attributes(Node name) {
  QualifiedName path;
  path.push(name.text());
  for (Node inner = name, outer = name.parent(); outer.is(Kind::attribute); inner = outer, outer = outer.parent()) {
    if (!(outer.first_child() == inner)) break;
    path.push(outer[Field::attribute].text());
  }
  return path;
}

// The import with the longest common beginning, of these the shortest; the oldest of equals, with all that are the same.
void mark_best(std::vector<Candidate>& all, const QualifiedName& use) {
  const auto rank = [&](const Candidate& candidate) {
    const auto segments = candidate.name.segments();
    const auto common = std::ranges::mismatch(segments, use.segments()).in1 - segments.begin();
    return std::pair(common, -static_cast<std::ptrdiff_t>(segments.size()));
  };
  auto best = all.begin();
  for (auto candidate = all.begin(); candidate != all.end(); ++candidate) {
    if (rank(*candidate) >= rank(*best)) best = candidate;
  }
  const QualifiedName name = best->name;
  for (Candidate& candidate : all) candidate.used |= candidate.name == name;
}

}  // namespace

std::vector<const Binding*> unused_imports_behind(const File& file, const Binding& import) {
  const Names& names = file.names;
  if (!file.settings.preview || import.shadowed == kNoBinding) {
    return import.is_used() ? std::vector<const Binding*>{} : std::vector<const Binding*>{&import};
  }
  std::vector<Candidate> all = plain_imports(names, import);
  if (all.empty()) return import.is_used() ? std::vector<const Binding*>{} : std::vector<const Binding*>{&import};
  bool other_use = false;
  names.for_each_reference(import, [&](const Reference& reference) {
    const Node node = file.node(reference.node);
    if (reference.context.any(Context::dunder_all)) {
      QualifiedName first;
      first.push(all.front().name.first());
      mark_best(all, first);
    } else if (node.is(Kind::identifier) && !node.parent().is(Kind::nonlocal_statement)) {
      mark_best(all, with_attributes(node));
    } else {
      other_use = true;
    }
  });
  if (other_use) return {&import};
  std::vector<const Binding*> unused;
  for (const Candidate& candidate : all) {
    if (!candidate.used) unused.push_back(candidate.binding);
  }
  return unused;
}

}  // namespace whip::rules
